package dev.assay.server.review;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.estimate.Recently;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where people look at interactions one by one and say what they make of them. Each deed is durable
 * and in the audit log when its method returns.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class ReviewDesk {

  /** A score may be so late on these pages; what people say never is. */
  private static final Duration HOLDS = Duration.ofSeconds(20);

  private static final int KEPT = 4;

  private final Store store;
  private final @Nullable SpotChecks checks;
  private final LabelBook book;
  private final Recently<Judged, List<Evaluation>> judged = new Recently<>(KEPT, HOLDS);

  private record Judged(String evaluator, Instant from, Instant to) {}

  /**
   * Over what is stored.
   *
   * @param checks null where they are switched off
   */
  public ReviewDesk(Store store, @Nullable SpotChecks checks) {
    this.store = requireNonNull(store, "store");
    this.checks = checks;
    this.book = new LabelBook(store);
  }

  /** Whether spot checks can be drawn. */
  public boolean draws() {
    return checks != null;
  }

  /** The evaluator that spot checks hold against people, if one is set. */
  public Optional<String> checked() {
    return checks == null ? Optional.empty() : Optional.ofNullable(checks.evaluator());
  }

  /** What an evaluator and people said of the traffic that began in {@code [from, to)}. */
  public JudgedTraffic traffic(String evaluator, Instant from, Instant to) {
    // The end of a page's time is its moment: whole minutes are the same for pages that follow.
    Judged key =
        new Judged(evaluator, from.truncatedTo(MINUTES), to.plus(1, MINUTES).truncatedTo(MINUTES));
    List<Evaluation> found =
        judged.get(key, () -> JudgedTraffic.judged(store, evaluator, key.from(), key.to()));
    return JudgedTraffic.of(store, evaluator, from, to, found);
  }

  /** The queues of this traffic, which began in {@code [from, to)}, but for spot checks. */
  public ReviewQueues queues(JudgedTraffic traffic, Instant from, Instant to) {
    return new ReviewQueues(store, from, to, traffic);
  }

  /** The evaluator of this traffic, held against people. */
  public JudgeCalibration calibration(JudgedTraffic traffic, Instant now) {
    return new JudgeCalibration(traffic, checks(), now);
  }

  /** Every spot check, oldest first. */
  public List<SpotCheck> checks() {
    return checks == null ? List.of() : checks.drawn();
  }

  /** One spot check with how far it has come. */
  public Optional<SpotCheckProgress> check(String id) {
    return checks == null ? Optional.empty() : checks.find(id);
  }

  /** What people said of a check's items, by interaction id. */
  public Map<String, Answers> answers(SpotCheck check) {
    return checks == null ? Map.of() : checks.answers(check);
  }

  /** What people said of one interaction. */
  public Answers answers(InteractionKey interaction, @Nullable String evaluator) {
    return Answers.of(store.evidence().labels(List.of(interaction)), evaluator)
        .getOrDefault(interaction.id(), Answers.none(interaction));
  }

  /**
   * Draws a spot check; empty if there is nothing to draw from, or they are switched off.
   *
   * @see SpotChecks#draw
   */
  public Optional<SpotCheck> draw(
      @Nullable String evaluator, int size, Instant from, Instant to, String actor) {
    return checks == null ? Optional.empty() : checks.draw(evaluator, size, from, to, actor);
  }

  /** Writes down what a person makes of an interaction. */
  public Label label(
      InteractionKey interaction,
      @Nullable String evaluator,
      LabelBook.Answer answer,
      String person,
      Instant at) {
    Label label = book.give(interaction, evaluator, answer, person, at);
    lookSoon();
    return label;
  }

  /**
   * Writes down what was decided where people disagreed.
   *
   * @throws InvalidInputException if fewer than two people have answered
   */
  public Label adjudicate(
      InteractionKey interaction,
      @Nullable String evaluator,
      LabelBook.Answer answer,
      String person,
      Instant at) {
    if (answers(interaction, evaluator).people().size() < 2) {
      throw new InvalidInputException(
          Problem.of("interaction", interaction.id(), "one that two people have answered"));
    }
    Label label = book.adjudicate(interaction, evaluator, answer, person, at);
    lookSoon();
    return label;
  }

  private void lookSoon() {
    if (checks != null) {
      checks.lookSoon();
    }
  }
}
