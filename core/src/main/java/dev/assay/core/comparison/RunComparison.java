package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * Two runs side by side.
 *
 * @param base what is compared with
 * @param candidate what is compared
 * @param settings how
 * @param shared how many examples both have, as they are
 * @param announcements in what else they differ
 * @param compared pass rate and evaluators, on everything and slice by slice
 * @param flips shared examples that pass in one and fail in the other, newly failing first
 * @param amounts latency, tokens and cost
 * @since 0.1
 */
public record RunComparison(
    RunScores.Run base,
    RunScores.Run candidate,
    ComparisonSettings settings,
    int shared,
    List<Announcement> announcements,
    List<Compared> compared,
    List<Flip> flips,
    List<Amount> amounts) {

  /** Checks and copies the parts. */
  public RunComparison {
    requireNonNull(base, "base");
    requireNonNull(candidate, "candidate");
    requireNonNull(settings, "settings");
    announcements = List.copyOf(announcements);
    compared = List.copyOf(compared);
    flips = List.copyOf(flips);
    amounts = List.copyOf(amounts);
  }

  /** What to do with the candidate. */
  public enum Recommendation {
    /** Something got worse. */
    BLOCK_DEPLOYMENT,
    /** Nothing was shown to have got worse, which is not that nothing did. */
    PROCEED;

    /** The name as files spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Compares two runs.
   *
   * @throws dev.assay.core.problem.InvalidInputException if an evaluator of the settings is in
   *     neither run, or one of the runs has no example
   */
  public static RunComparison of(RunScores base, RunScores candidate, ComparisonSettings settings) {
    return new Comparing(base, candidate, settings).compare();
  }

  /** What the recommendation rests on: all but the operational measures. */
  public List<Compared> decisive() {
    return compared.stream().filter(c -> !c.operational()).toList();
  }

  /** Those of what is decisive that came to {@code outcome}. */
  public List<Compared> with(Outcome outcome) {
    return decisive().stream().filter(c -> c.outcome() == outcome).toList();
  }

  /** Whether something makes every verdict meaningless. */
  public boolean comparable() {
    return announcements.stream().noneMatch(Announcement::blocksEverything);
  }

  /** Whether something makes a verdict on {@code measure} meaningless. */
  public boolean blocks(String measure) {
    return announcements.stream().anyMatch(announcement -> announcement.blocks(measure));
  }

  /** What to do with the candidate. */
  public Recommendation recommendation() {
    return with(Outcome.REGRESSION).isEmpty()
        ? Recommendation.PROCEED
        : Recommendation.BLOCK_DEPLOYMENT;
  }

  /** Whether anything could be told at all. */
  public boolean conclusive() {
    return decisive().stream()
        .anyMatch(
            c -> c.outcome() != Outcome.INCONCLUSIVE && c.outcome() != Outcome.INSUFFICIENT_DATA);
  }
}
