package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one application, feature and mode that are about the same.
 *
 * @param id the same in every reading of the same failures in the same order
 * @param app the application, if it said
 * @param feature the part of the application, if it said
 * @param mode how they were found to fail, which tells what belongs to the case; null if nobody
 *     knows
 * @param status where it stands
 * @param title a line for people, from its most typical failure or by who confirmed it; hostile
 *     text made printable
 * @param size how many failures were found
 * @param estimated how many there were in the traffic: each counts by the inverse of the
 *     probability with which it could be found
 * @param days how many were found of each day, in UTC, of the last 90 that had any
 * @param firstSeen when the first of them began
 * @param lastSeen when the last of them began
 * @param examples the first and the last of them, by time
 * @param confirmation what a person said who confirmed it
 * @param mergedInto the case that it is part of
 * @param exampleId the example of a dataset that was made of it
 * @param history its life so far, oldest first, the last 100 steps
 * @since 0.1
 */
public record FailureCase(
    String id,
    @Nullable String app,
    @Nullable String feature,
    @Nullable FailureMode mode,
    CaseStatus status,
    String title,
    long size,
    double estimated,
    SortedMap<LocalDate, Long> days,
    Instant firstSeen,
    Instant lastSeen,
    List<FailureExample> examples,
    @Nullable Confirmation confirmation,
    @Nullable String mergedInto,
    @Nullable String exampleId,
    List<CaseEvent> history) {

  private static final int MOST_HISTORY = 100;
  private static final int WEEK = 7;

  /** Copies the collections. */
  public FailureCase {
    requireNonNull(id, "id");
    requireNonNull(status, "status");
    requireNonNull(title, "title");
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    requireNonNull(firstSeen, "firstSeen");
    requireNonNull(lastSeen, "lastSeen");
    examples = List.copyOf(examples);
    history = List.copyOf(history);
  }

  /** How they failed: as a person said who confirmed it, else as was found. */
  public @Nullable FailureMode confirmedMode() {
    return confirmation == null || confirmation.mode() == null ? mode : confirmation.mode();
  }

  /** Whether it becomes more or less. */
  public enum Direction {
    /** More in the last week than in the one before, by more than chance. */
    RISING,
    /** Not to be told from chance. */
    STEADY,
    /** Fewer. */
    FALLING;

    /** The name as interfaces spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The last seven days against the seven before.
   *
   * @param lastWeek how many were found in the last seven days
   * @param weekBefore how many in the seven before
   * @param share of all these the share of the last week; with as many in both it would be a half;
   *     null if there was none
   */
  public record Trend(long lastWeek, long weekBefore, @Nullable Estimate share) {

    /** Rising or falling where the interval of the share leaves out a half. */
    public Direction direction() {
      if (share == null || (share.low() <= 0.5 && share.high() >= 0.5)) {
        return Direction.STEADY;
      }
      return share.low() > 0.5 ? Direction.RISING : Direction.FALLING;
    }
  }

  /** Whether it becomes more or less, {@code today} included. */
  public Trend trend(LocalDate today) {
    long last = between(today.minusDays(WEEK - 1), today.plusDays(1));
    long before = between(today.minusDays(2 * WEEK - 1), today.minusDays(WEEK - 1));
    return new Trend(
        last,
        before,
        last + before == 0 ? null : WilsonInterval.withDefaults().of(last, last + before));
  }

  private long between(LocalDate from, LocalDate before) {
    return days.subMap(from, before).values().stream().mapToLong(Long::longValue).sum();
  }

  /** When it last became this, if it ever did. */
  public Optional<Instant> when(CaseStatus became) {
    return history.stream()
        .filter(event -> event.status() == became)
        .map(CaseEvent::at)
        .max(Instant::compareTo);
  }

  /**
   * The same case one step further.
   *
   * @throws InvalidInputException if that cannot follow on what it is
   */
  FailureCase become(CaseStatus next, Instant at, String by, @Nullable String note) {
    if (!status.next().contains(next)) {
      String allowed =
          status.next().isEmpty()
              ? "nothing follows"
              : status.next().stream().map(CaseStatus::key).collect(Collectors.joining(", "));
      throw new InvalidInputException(
          Problem.of("failure case " + id, status.key() + " to " + next.key(), allowed)
              .next(mergedInto == null ? null : "it is part of " + mergedInto));
    }
    List<CaseEvent> more = new ArrayList<>(history);
    more.add(new CaseEvent(next, at, by, note));
    return copy(next, title, confirmation, mergedInto, exampleId, recent(more));
  }

  private static List<CaseEvent> recent(List<CaseEvent> events) {
    return events.subList(Math.max(0, events.size() - MOST_HISTORY), events.size());
  }

  FailureCase withConfirmation(Confirmation confirmation) {
    String said = confirmation.title();
    String shown = said == null ? title : Printable.line(said, said.length());
    return copy(status, shown, confirmation, mergedInto, exampleId, history);
  }

  FailureCase withMergedInto(String other) {
    return copy(status, title, confirmation, other, exampleId, history);
  }

  FailureCase withExampleId(String id) {
    return copy(status, title, confirmation, mergedInto, id, history);
  }

  FailureCase withTitle(String title) {
    return copy(status, title, confirmation, mergedInto, exampleId, history);
  }

  FailureCase withExamples(List<FailureExample> examples) {
    return withContent(size, estimated, days, firstSeen, lastSeen, examples);
  }

  FailureCase withFirstEvent(CaseEvent event) {
    return copy(status, title, confirmation, mergedInto, exampleId, List.of(event));
  }

  FailureCase withContent(
      long size,
      double estimated,
      SortedMap<LocalDate, Long> days,
      Instant firstSeen,
      Instant lastSeen,
      List<FailureExample> examples) {
    return new FailureCase(
        id,
        app,
        feature,
        mode,
        status,
        title,
        size,
        estimated,
        days,
        firstSeen,
        lastSeen,
        examples,
        confirmation,
        mergedInto,
        exampleId,
        history);
  }

  private FailureCase copy(
      CaseStatus status,
      String title,
      @Nullable Confirmation confirmation,
      @Nullable String mergedInto,
      @Nullable String exampleId,
      List<CaseEvent> history) {
    return new FailureCase(
        id,
        app,
        feature,
        mode,
        status,
        title,
        size,
        estimated,
        days,
        firstSeen,
        lastSeen,
        examples,
        confirmation,
        mergedInto,
        exampleId,
        history);
  }
}
