package dev.assay.core.evaluation;

import dev.assay.core.gate.GateCriterion;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.verdict.Verdict;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sequential.SequentialRate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides one pass rate example by example, by bets that hold whenever one looks.
 *
 * <p>Each way of erring has a probability of at most 2.5%; with a confidence, at most a quarter of
 * what that leaves, for the other half of the error rate is for the end. What is unknown decides
 * nothing: an example that could not be scored counts as failed for a rate that is to be reached,
 * which also needs the coverage that is asked for among the examples seen, and as passed for one
 * that is missed. Without a confidence the rate found in all examples is what counts, so that it is
 * missed as well once too many have failed for any rest to mend; a rate of 1, by the first failure.
 */
final class EarlyRate {

  private static final double ERROR = 0.025;
  private static final double ROUNDING = 1e-9;

  private final GateCriterion.PassRate asked;
  private final int planned;
  private final double error;
  private final SequentialRate.Stream ifUnknownFailed;
  private final SequentialRate.Stream ifUnknownPassed;
  private double failed;
  private int unscored;
  private int ran;
  private int decidedAfter;
  private boolean certain;
  private @Nullable GateDecision decision;

  /**
   * Nothing seen yet.
   *
   * @param planned how many examples there are
   */
  EarlyRate(GateCriterion.PassRate asked, int planned) {
    this.asked = asked;
    this.planned = planned;
    this.error = asked.confidence().isEmpty() ? ERROR : (1 - asked.confidence().getAsDouble()) / 4;
    SequentialRate test = SequentialRate.atLeast(asked.min()).withErrorRates(error, error);
    this.ifUnknownFailed = test.start();
    this.ifUnknownPassed = test.start();
  }

  GateCriterion.PassRate asked() {
    return asked;
  }

  int planned() {
    return planned;
  }

  /** How many examples ran, whether they were still needed or not. */
  int ran() {
    return ran;
  }

  /** Whether it was decided because what is left cannot change it, so that it cannot be wrong. */
  boolean certain() {
    return certain;
  }

  /** PASS or FAIL; null while it is open. Once made a decision stays. */
  @Nullable GateDecision decision() {
    return decision;
  }

  /**
   * Takes the next example.
   *
   * @param outcome what it came to
   * @param passShare how much of it passed, from 0 to 1, if it was scored
   */
  void add(Verdict.Outcome outcome, double passShare) {
    ran++;
    if (decision != null) {
      return;
    }
    boolean unknown = outcome == Verdict.Outcome.UNSCORED;
    unscored += unknown ? 1 : 0;
    failed += unknown ? 0 : 1 - passShare;
    ifUnknownFailed.add(unknown ? 0 : passShare);
    ifUnknownPassed.add(unknown ? 1 : passShare);
    certain = asked.confidence().isEmpty() && planned - failed < (asked.min() - ROUNDING) * planned;
    // Not the streams' own decisions, which stay at the first: what is unknown may make that the
    // wrong side of either.
    if (certain || ifUnknownPassed.pValueBelow() <= error) {
      decision = GateDecision.FAIL;
    } else if (ifUnknownFailed.pValueAbove() <= error
        && ran - unscored >= (asked.minCoverage() - ROUNDING) * ran) {
      decision = GateDecision.PASS;
    }
    decidedAfter = decision == null ? 0 : ran;
  }

  /** What was decided, for a report. */
  GateResult.Criterion criterion() {
    GateDecision made = decision;
    if (made == null) {
      return new GateResult.Criterion(
          asked.name(),
          GateDecision.INCONCLUSIVE,
          asked.words(),
          ran + " of " + planned + " ran",
          "the run ended before this was clear; assay run --resume without --until-decided goes"
              + " on");
    }
    if (certain) {
      String counted =
          String.format(
              Locale.ROOT,
              "%s failed of the first %d of %d in random order, %d unscored",
              share(failed),
              decidedAfter,
              planned,
              unscored);
      String why =
          asked.min() >= 1 ? "all have to pass" : "too many failed for the others to mend it";
      return new GateResult.Criterion(asked.name(), made, asked.words(), counted, why);
    }
    SequentialRate.Stream stream = made == GateDecision.PASS ? ifUnknownFailed : ifUnknownPassed;
    Estimate estimate = stream.estimate().orElseThrow();
    String observed =
        String.format(
            Locale.ROOT,
            "%.3f [%.3f, %.3f] after %d of %d in random order, %d unscored",
            estimate.value(),
            estimate.low(),
            estimate.high(),
            decidedAfter,
            planned,
            unscored);
    return new GateResult.Criterion(asked.name(), made, asked.words(), observed, why(made));
  }

  private String why(GateDecision made) {
    String side = made == GateDecision.PASS ? "above " : "below ";
    return "decided early: it lies "
        + side
        + share(asked.min())
        + ", wrong in at most "
        + percent()
        + " of runs whenever one looks";
  }

  /** What it can do, before anything ran. */
  String outlook() {
    String wrong = ", each wrong in at most " + percent() + " of runs";
    if (asked.min() >= 1) {
      return "the first failure can end the run; to pass, all " + planned + " run";
    }
    return "can end the run before all "
        + planned
        + " ran, once the rate is clearly above or below "
        + share(asked.min())
        + wrong
        + (asked.confidence().isEmpty() ? "" : "; the other half of its error rate is for the end");
  }

  private String percent() {
    return share(100 * error) + "%";
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
  }
}
