package dev.assay.monitor.failure;

import dev.assay.core.problem.Printable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A case with what it takes to tell which failures belong to it. */
final class Cluster {

  private static final int MOST_DAYS = 90;
  private static final int FIRST = 5;
  private static final int LAST = 5;
  private static final int TITLE = 80;

  FailureCase value;
  final Centre centre;
  final Map<String, Meaning> meanings = new HashMap<>();

  Cluster(FailureCase value, Centre centre) {
    this.value = value;
    this.centre = centre;
  }

  /** How alike a failure is; of what nobody knows the meaning, all is one. */
  double similarity(@Nullable Meaning meaning) {
    if (meaning == null) {
      return centre.isEmpty() ? 1 : -1;
    }
    return centre.isEmpty() ? -1 : centre.cosine(meaning);
  }

  void add(Failure failure) {
    Meaning meaning = failure.meaning();
    if (meaning != null && centre.add(meaning, 1)) {
      meanings.put(failure.interactionId(), meaning);
    }
    TreeMap<LocalDate, Long> days = new TreeMap<>(value.days());
    days.merge(day(failure.at()), 1L, Long::sum);
    List<FailureExample> examples = new ArrayList<>(value.examples());
    examples.add(FailureExample.of(failure));
    put(
        value.size() + 1,
        value.estimated() + 1 / failure.probability(),
        days,
        earlier(value.firstSeen(), failure.at()),
        later(value.lastSeen(), failure.at()),
        examples);
  }

  /** Takes back a failure that turned out to be none, or another one. */
  void remove(Member member, String interactionId) {
    TreeMap<LocalDate, Long> days = new TreeMap<>(value.days());
    days.computeIfPresent(day(member.at()), (day, n) -> n > 1 ? n - 1 : null);
    List<FailureExample> examples = new ArrayList<>(value.examples());
    examples.removeIf(example -> example.interactionId().equals(interactionId));
    put(
        Math.max(0, value.size() - 1),
        Math.max(0, value.estimated() - 1 / member.probability()),
        days,
        value.firstSeen(),
        value.lastSeen(),
        examples);
  }

  /**
   * Forgets what was said before a time; whether there was anything. What a person accepted is
   * theirs: the failure that the example is made of, what they said of it, and the title.
   */
  boolean strip(Instant before) {
    boolean accepted = value.status().accepted();
    Confirmation confirmed = value.confirmation();
    String kept = accepted && confirmed != null ? confirmed.interactionId() : null;
    List<FailureExample> examples = new ArrayList<>();
    boolean forgotten = false;
    for (FailureExample each : value.examples()) {
      boolean forget =
          each.hasWords() && each.at().isBefore(before) && !each.interactionId().equals(kept);
      examples.add(forget ? each.withoutWords() : each);
      forgotten |= forget;
      if (forget) {
        // It is made of the words.
        meanings.remove(each.interactionId());
      }
    }
    if (forgotten) {
      value = value.withExamples(examples);
    }
    return accepted ? forgotten : stripSaid(before) || forgotten;
  }

  // What a person typed of a case that is none, or none any more, and what its title quotes.
  private boolean stripSaid(Instant before) {
    Confirmation confirmed = value.confirmation();
    boolean typed = false;
    if (confirmed != null && confirmed.input() != null && value.lastSeen().isBefore(before)) {
      value = value.withConfirmation(confirmed.withoutInput());
      typed = true;
    }
    String title = value.title();
    entitle();
    return typed || !title.equals(value.title());
  }

  /** Takes all of another case. */
  void absorb(Cluster other) {
    centre.add(other.centre);
    meanings.putAll(other.meanings);
    TreeMap<LocalDate, Long> days = new TreeMap<>(value.days());
    other.value.days().forEach((day, n) -> days.merge(day, n, Long::sum));
    List<FailureExample> examples = new ArrayList<>(value.examples());
    examples.addAll(other.value.examples());
    put(
        value.size() + other.value.size(),
        value.estimated() + other.value.estimated(),
        days,
        earlier(value.firstSeen(), other.value.firstSeen()),
        later(value.lastSeen(), other.value.lastSeen()),
        examples);
  }

  private void put(
      long size,
      double estimated,
      NavigableMap<LocalDate, Long> days,
      Instant first,
      Instant last,
      List<FailureExample> examples) {
    while (days.size() > MOST_DAYS) {
      days.pollFirstEntry();
    }
    List<FailureExample> kept = ends(examples);
    value = value.withContent(size, estimated, days, first, last, kept);
    meanings.keySet().retainAll(kept.stream().map(FailureExample::interactionId).toList());
    entitle();
  }

  // A title that nobody accepted or gave follows the examples.
  private void entitle() {
    Confirmation confirmed = value.confirmation();
    if (!value.status().accepted() && (confirmed == null || confirmed.title() == null)) {
      value = value.withTitle(title());
    }
  }

  /** Leaves its examples to the case that it became part of: there they are found. */
  void leaveExamples() {
    meanings.clear();
    value = value.withExamples(List.of());
    entitle();
  }

  // The first and the last: which they are does not depend on the order in which they came.
  private static List<FailureExample> ends(List<FailureExample> examples) {
    examples.sort(FailureExample.BY_TIME);
    if (examples.size() <= FIRST + LAST) {
      return examples;
    }
    List<FailureExample> ends = new ArrayList<>(examples.subList(0, FIRST));
    ends.addAll(examples.subList(examples.size() - LAST, examples.size()));
    return ends;
  }

  /**
   * The example nearest to the centre, of several the eldest, rather one of which it is known what
   * was said; null if there is none.
   */
  @Nullable FailureExample typical() {
    FailureExample best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (FailureExample example : value.examples()) {
      Meaning meaning = meanings.get(example.interactionId());
      double similarity = meaning == null ? (example.hasWords() ? -2 : -3) : centre.cosine(meaning);
      // Sums of the same in another order differ in their last digits.
      if (similarity > most + 1e-9 || best == null) {
        most = similarity;
        best = example;
      }
    }
    return best;
  }

  private String title() {
    String mode = value.mode() == null ? "failed" : value.mode().key();
    FailureExample typical = typical();
    String input = typical == null ? null : typical.input();
    if (input == null || input.isBlank()) {
      String where = value.feature() == null ? value.app() : value.feature();
      return mode + (where == null ? "" : " in " + Printable.line(where, TITLE));
    }
    return mode + ": " + Printable.line(input.strip().replaceAll("\\s+", " "), TITLE);
  }

  static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
