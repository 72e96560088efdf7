package dev.assay.core.gate;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ExampleScores;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.stats.hypothesis.Alternative;
import dev.assay.stats.hypothesis.McNemarTest;
import dev.assay.stats.hypothesis.NonInferiorityTest;
import dev.assay.stats.hypothesis.PairedTTest;
import dev.assay.stats.hypothesis.TestResult;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.PairedDifference;
import dev.assay.stats.interval.ProportionDifference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides on what holds the run against a baseline, example by example.
 *
 * <p>No regression: met where a loss of the margin or more is ruled out (non-inferiority, one-sided
 * at the gate's alpha: a gate passes if all its criteria do, so that this needs no adjustment). Not
 * met where a loss is shown (one-sided at the criterion's part of alpha, so that a system that did
 * not change is failed by any of them that often at most) and one of the margin or more is not
 * ruled out. Else undecided.
 */
final class ComparisonCheck {

  private static final double ROUNDING = 1e-9;
  // With fewer pairs intervals do not keep their level, and no test is worth its name.
  static final int LEAST_PAIRS = 10;

  private final GateCriterion.Comparing asked;
  private final GateConfig config;
  private final RunScores candidate;
  private final GateBaseline baseline;

  ComparisonCheck(
      GateCriterion.Comparing asked,
      GateConfig config,
      RunScores candidate,
      GateBaseline baseline) {
    this.asked = asked;
    this.config = config;
    this.candidate = candidate;
    this.baseline = baseline;
  }

  Criterion decide() {
    RunScores base = baseline.scores();
    if (base == null) {
      return criterion(
          GateDecision.INCONCLUSIVE,
          "no baseline",
          baseline.missing(),
          baseline.holds() ? null : Inconclusive.WARN);
    }
    Optional<String> obstacle = Comparability.obstacle(asked.measure(), base, candidate);
    if (obstacle.isPresent()) {
      return missing("not comparable with run " + GateText.name(base.run().id()), obstacle.get());
    }
    ScorePairs pairs = ScorePairs.of(asked, base, candidate);
    if (pairs.shared() == 0) {
      return missing(
          "0 shared examples",
          "run " + GateText.name(base.run().id()) + " has none of these examples as they are");
    }
    if (pairs.count() < LEAST_PAIRS) {
      return undecided(
          GateText.counted(pairs.count(), "pair"),
          "fewer than " + LEAST_PAIRS + " pairs of scores to compare");
    }
    Criterion decided = decide(pairs);
    double least = asked.partition() == null ? 0.95 : GateConfig.defaultCoverage(asked.partition());
    boolean covered = pairs.count() >= (least - ROUNDING) * pairs.scoredBefore();
    return covered || decided.decision() == GateDecision.FAIL
        ? decided
        : missing(
            decided.observed(),
            pairs.scoredBefore()
                - pairs.count()
                + " of "
                + pairs.scoredBefore()
                + " that the baseline scored are unscored now"
                + GateText.named(pairs.lost()));
  }

  private Criterion decide(ScorePairs pairs) {
    return asked instanceof GateCriterion.NoRegression no
        ? noRegression(no, pairs)
        : improvement((GateCriterion.Improvement) asked, pairs);
  }

  private Criterion noRegression(GateCriterion.NoRegression no, ScorePairs pairs) {
    double own = config.alphaOf(no);
    double alpha = no.alpha().orElse(config.alpha());
    checkScale(no.margin(), pairs);
    NonInferiorityTest test = NonInferiorityTest.of(no.margin()).withSignificance(alpha);
    Optional<TestResult> within;
    if (pairs.binary()) {
      within = Optional.of(test.pairedProportions(pairs.outcomes()));
    } else {
      NonInferiorityTest scaled =
          pairs.bounded() ? test.withRange(pairs.low(), pairs.high()) : test;
      within = scaled.paired(pairs.now(), pairs.before());
    }
    double loss = pLoss(pairs);
    String observed = observed(pairs, within.flatMap(TestResult::difference).orElse(null));
    String margin = GateText.number(no.margin());
    if (within.isPresent() && within.get().significantAt(alpha)) {
      return criterion(
          GateDecision.PASS,
          observed,
          "a loss of " + margin + " or more is ruled out (" + p(within.get().pValue()) + ")",
          null);
    }
    if (loss <= own) {
      return criterion(
          GateDecision.FAIL,
          observed,
          "a loss is shown ("
              + p(loss)
              + ", at most "
              + GateText.number(own)
              + ") and one of "
              + margin
              + " is not ruled out"
              + newlyFailing(pairs),
          null);
    }
    return undecided(
        observed,
        "no loss is shown, and one of "
            + margin
            + " is not ruled out"
            + needed(no.margin(), alpha, pairs));
  }

  private Criterion improvement(GateCriterion.Improvement asked, ScorePairs pairs) {
    double own = config.alphaOf(asked);
    checkScale(asked.by(), pairs);
    Estimate at = difference(pairs, 1 - 2 * own);
    String observed = observed(pairs, at);
    String by = asked.by() == 0 ? "" : " by more than " + GateText.number(asked.by());
    if (at == null) {
      return undecided(observed, "the scores do not say");
    }
    if (at.low() > asked.by()) {
      return criterion(GateDecision.PASS, observed, "it is better" + by, null);
    }
    if (at.high() < asked.by()) {
      return criterion(GateDecision.FAIL, observed, "it is not better" + by, null);
    }
    return undecided(observed, "the interval does not say whether it is better" + by);
  }

  private static @Nullable Estimate difference(ScorePairs pairs, double level) {
    if (pairs.binary()) {
      return ProportionDifference.withDefaults()
          .with(ProportionDifference.Method.SCORE)
          .withLevel(level)
          .paired(pairs.outcomes());
    }
    if (pairs.constant()) {
      return null;
    }
    PairedDifference difference = PairedDifference.withDefaults().withLevel(level);
    if (pairs.bounded()) {
      difference = difference.withBounds(pairs.low(), pairs.high());
    }
    return difference.of(pairs.now(), pairs.before()).orElse(null);
  }

  // Exact for pass and fail: it never errs more often than it says.
  private static double pLoss(ScorePairs pairs) {
    if (pairs.binary()) {
      return McNemarTest.withDefaults().with(Alternative.LESS).test(pairs.outcomes()).pValue();
    }
    return PairedTTest.withDefaults()
        .with(Alternative.LESS)
        .test(pairs.now(), pairs.before())
        .map(TestResult::pValue)
        .orElse(pairs.constant() && pairs.change() < 0 ? Math.pow(0.5, pairs.count()) : 1.0);
  }

  private void checkScale(double margin, ScorePairs pairs) {
    if (pairs.bounded() && margin >= pairs.high() - pairs.low()) {
      throw new InvalidInputException(
          Problem.of(
              "gate: " + asked.name(),
              margin,
              "a margin below the width of the scale, "
                  + GateText.number(pairs.high() - pairs.low())));
    }
  }

  private String observed(ScorePairs pairs, @Nullable Estimate difference) {
    String run = baseline.scores() == null ? "" : baseline.scores().run().id();
    return GateText.number(pairs.rawNow())
        + " against "
        + GateText.number(pairs.rawBefore())
        + (difference == null
            ? ""
            : ", difference "
                + GateText.estimate(pairs.shown(difference))
                + " at "
                + GateText.percent(difference.level()))
        + ", "
        + GateText.counted(pairs.count(), "pair")
        + " with run "
        + GateText.name(run);
  }

  private String newlyFailing(ScorePairs pairs) {
    return asked.measure().equals(Compared.PASS_RATE) && !pairs.newlyFailing().isEmpty()
        ? "; newly failing" + GateText.named(pairs.newlyFailing())
        : "";
  }

  private static String needed(double margin, double alpha, ScorePairs pairs) {
    String would = " examples would show it of a system that did not change, 8 times in 10";
    if (pairs.binary()) {
      // As often as these differ, and at least once, for not to have seen it is not its absence.
      double discordant = Math.max(1, pairs.outcomes().discordant()) / (double) pairs.count();
      var n = Plans.forMargin(pairs.rawBefore(), margin, discordant, alpha);
      return n.isPresent() && n.getAsLong() > pairs.count() ? "; " + n.getAsLong() + would : "";
    }
    var n = Plans.forLoss(margin, pairs.deviation(), alpha);
    return n.isPresent() && n.getAsLong() > pairs.count() ? "; " + n.getAsLong() + would : "";
  }

  private static String p(double p) {
    return p < 0.0005 ? "p < 0.001" : "p = " + GateText.number(p);
  }

  private Criterion missing(String observed, String why) {
    return criterion(GateDecision.INCONCLUSIVE, observed, why, null);
  }

  private Criterion undecided(String observed, String why) {
    return criterion(GateDecision.INCONCLUSIVE, observed, why, asked.inconclusive());
  }

  private Criterion criterion(
      GateDecision decision, String observed, String why, @Nullable Inconclusive undecided) {
    return new Criterion(asked.name(), decision, required(asked), observed, why, undecided);
  }

  static String required(GateCriterion.Comparing asked) {
    String measure = GateText.name(asked.measure());
    if (asked instanceof GateCriterion.NoRegression no) {
      return measure + " not worse than the baseline by " + GateText.number(no.margin());
    }
    double by = ((GateCriterion.Improvement) asked).by();
    return measure
        + " better than the baseline"
        + (by == 0 ? "" : " by more than " + GateText.number(by));
  }

  /** Whether an example counts for a criterion. */
  static boolean has(GateCriterion asked, ExampleScores example) {
    return asked.partition() == null || example.partition() == asked.partition();
  }
}
