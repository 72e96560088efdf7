package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import dev.assay.core.calibration.Trust;
import dev.assay.core.comparison.Compared;
import dev.assay.core.dataset.Partition;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Something that a gate asks of a run, beside the pass rates of partitions.
 *
 * @since 0.1
 */
public sealed interface GateCriterion {

  /** On which examples; null for all. */
  @Nullable Partition partition();

  /** What it means that it is undecided; null for the default. */
  @Nullable Inconclusive policy();

  /** What it is called, such as {@code distribution.no_regression.rouge-l}. */
  String name();

  /** What it means that it is undecided: a failure on golden examples, else a warning. */
  default Inconclusive inconclusive() {
    Inconclusive given = policy();
    return given == null ? defaultPolicy(partition()) : given;
  }

  /** What it means where nothing is said. */
  static Inconclusive defaultPolicy(@Nullable Partition partition) {
    return partition == Partition.GOLDEN ? Inconclusive.FAIL : Inconclusive.WARN;
  }

  /** One that holds the run against another. */
  sealed interface Comparing extends GateCriterion {

    /** {@link Compared#PASS_RATE}, or the suite's name for an evaluator. */
    String measure();

    /** How often it may fail a system that did not change; empty for its part of the gate's. */
    OptionalDouble alpha();
  }

  /**
   * The candidate is not worse than the baseline by the margin or more.
   *
   * @param partition on which examples; null for all
   * @param measure {@link Compared#PASS_RATE} or an evaluator
   * @param margin the loss that is borne, above 0, in the unit of the measure: 0.03 is 3 points of
   *     a pass rate
   * @param alpha its error rate; empty for its part of the gate's
   * @param policy what it means that it is undecided; null for the default
   */
  record NoRegression(
      @Nullable Partition partition,
      String measure,
      double margin,
      OptionalDouble alpha,
      @Nullable Inconclusive policy)
      implements Comparing {

    /** Checks the parts. */
    public NoRegression {
      requireNonNull(measure, "measure");
      boolean rate = measure.equals(Compared.PASS_RATE);
      if (!(margin > 0 && margin < (rate ? 1 : Double.POSITIVE_INFINITY))) {
        throw new IllegalArgumentException(
            "margin: " + margin + " (expected: above 0 and within the scale)");
      }
      checkAlpha(alpha);
    }

    /** No loss in pass rate of {@code margin} or more, over all examples. */
    public static NoRegression ofPassRate(double margin) {
      return new NoRegression(null, Compared.PASS_RATE, margin, OptionalDouble.empty(), null);
    }

    /** No loss of {@code margin} or more in an evaluator's mean, over all examples. */
    public static NoRegression of(String evaluator, double margin) {
      return new NoRegression(null, evaluator, margin, OptionalDouble.empty(), null);
    }

    @Override
    public String name() {
      return prefix(partition) + "no_regression." + measure;
    }
  }

  /**
   * The candidate is better than the baseline.
   *
   * @param partition on which examples; null for all
   * @param measure {@link Compared#PASS_RATE} or an evaluator
   * @param by by more than this, 0 or above
   * @param alpha its error rate; empty for its part of the gate's
   * @param policy what it means that it is undecided; null for the default
   */
  record Improvement(
      @Nullable Partition partition,
      String measure,
      double by,
      OptionalDouble alpha,
      @Nullable Inconclusive policy)
      implements Comparing {

    /** Checks the parts. */
    public Improvement {
      requireNonNull(measure, "measure");
      boolean rate = measure.equals(Compared.PASS_RATE);
      if (!(by >= 0 && by < (rate ? 1 : Double.POSITIVE_INFINITY))) {
        throw new IllegalArgumentException(
            "by: " + by + " (expected: 0 or above, within the scale)");
      }
      checkAlpha(alpha);
    }

    @Override
    public String name() {
      return prefix(partition) + "improvement." + measure;
    }
  }

  /**
   * A share of the examples passes, on all examples or one partition.
   *
   * @param partition on which examples; null for all
   * @param min the least share, from 0 to 1; with a confidence strictly between
   * @param minCoverage the least share that must be scored
   * @param confidence how sure to be; empty to go by the rate found
   * @param policy what it means that it is undecided; null for the default
   */
  record PassRate(
      @Nullable Partition partition,
      double min,
      double minCoverage,
      OptionalDouble confidence,
      @Nullable Inconclusive policy)
      implements GateCriterion {

    /** Checks the parts. */
    public PassRate {
      share("pass_rate", min);
      share("min_coverage", minCoverage);
      checkConfidence(confidence);
      if (confidence.isPresent() && !(0 < min && min < 1)) {
        throw new IllegalArgumentException(
            "pass_rate: " + min + " (expected: above 0 and below 1, to be shown with confidence)");
      }
    }

    @Override
    public String name() {
      return prefix(partition) + "pass_rate";
    }

    /** What it asks, such as {@code pass_rate >= 0.9 with 95% confidence, coverage >= 0.95}. */
    public String words() {
      return "pass_rate >= "
          + GateText.share(min)
          + (confidence.isPresent()
              ? " with " + GateText.percent(confidence.getAsDouble()) + " confidence"
              : "")
          + ", coverage >= "
          + GateText.share(minCoverage);
    }

    /** The same with another confidence. */
    public PassRate withConfidence(double confidence) {
      return new PassRate(partition, min, minCoverage, OptionalDouble.of(confidence), policy);
    }
  }

  /**
   * So much of the latency is at most so long.
   *
   * @param partition on which examples; null for all
   * @param quantile such as 0.95, strictly between 0 and 1
   * @param maxMillis in milliseconds, above 0
   * @param confidence how sure to be; empty to go by the quantile found
   * @param policy what it means that it is undecided; null for the default
   */
  record Latency(
      @Nullable Partition partition,
      double quantile,
      double maxMillis,
      OptionalDouble confidence,
      @Nullable Inconclusive policy)
      implements GateCriterion {

    /** Checks the parts. */
    public Latency {
      if (!(quantile > 0 && quantile < 1)) {
        throw new IllegalArgumentException(
            "quantile: " + quantile + " (expected: above 0, below 1)");
      }
      if (!(maxMillis > 0 && Double.isFinite(maxMillis))) {
        throw new IllegalArgumentException("max: " + maxMillis + " (expected: a time above 0)");
      }
      checkConfidence(confidence);
    }

    @Override
    public String name() {
      return prefix(partition) + kind(quantile);
    }

    /** What one of this quantile is called after its examples, such as {@code latency_p95}. */
    public static String kind(double quantile) {
      String percent =
          String.format(Locale.ROOT, "%.4f", 100 * quantile).replaceFirst("\\.?0+$", "");
      return "latency_p" + percent;
    }
  }

  /**
   * An answer costs at most so much, on average.
   *
   * @param partition on which examples; null for all
   * @param max the most, 0 or above
   * @param confidence how sure to be; empty to go by the mean found
   * @param policy what it means that it is undecided; null for the default
   */
  record Cost(
      @Nullable Partition partition,
      double max,
      OptionalDouble confidence,
      @Nullable Inconclusive policy)
      implements GateCriterion {

    /** Checks the parts. */
    public Cost {
      if (!(max >= 0 && Double.isFinite(max))) {
        throw new IllegalArgumentException("max: " + max + " (expected: a number from 0)");
      }
      checkConfidence(confidence);
    }

    @Override
    public String name() {
      return prefix(partition) + "cost";
    }
  }

  /**
   * So many examples are scored. A smaller share fails the gate; that which goes with a pass rate
   * only leaves it inconclusive.
   *
   * @param partition on which examples; null for all
   * @param evaluator scored by this evaluator; null for a verdict
   * @param min the least share, from 0 to 1
   * @param policy what it means that it is undecided, which it never is
   */
  record Coverage(
      @Nullable Partition partition,
      @Nullable String evaluator,
      double min,
      @Nullable Inconclusive policy)
      implements GateCriterion {

    /** Checks the parts. */
    public Coverage {
      share("min", min);
    }

    @Override
    public String name() {
      return prefix(partition) + "coverage" + (evaluator == null ? "" : "." + evaluator);
    }
  }

  /**
   * The judges were held against people, and agree with them.
   *
   * @param evaluators the suite's names of the evaluators that are meant, members of sets as {@code
   *     set/member}; empty for all that a model judges
   * @param folder where calibrations are kept; relative to the suite
   * @param maxAgeDays how old one may be when the run starts, at least 1
   * @param trust what it must allow; {@link Trust#NONE} for anything
   * @param minAgreement the least agreement of the evaluator's decisions with people's beyond
   *     chance (kappa), above -1 and below 1: the whole interval must reach it; empty for what
   *     {@code trust} takes
   * @param policy what it means that the interval holds {@code minAgreement}; null for the default
   */
  record Calibrated(
      List<String> evaluators,
      String folder,
      long maxAgeDays,
      Trust trust,
      OptionalDouble minAgreement,
      @Nullable Inconclusive policy)
      implements GateCriterion {

    /** Where calibrations are kept unless a suite says otherwise. */
    public static final String DEFAULT_FOLDER = "calibrations";

    /** How old one may be unless a suite says otherwise. */
    public static final long DEFAULT_MAX_AGE_DAYS = 90;

    /** Checks and copies the parts. */
    public Calibrated {
      evaluators = List.copyOf(evaluators);
      requireNonNull(folder, "folder");
      requireNonNull(trust, "trust");
      if (maxAgeDays < 1) {
        throw new IllegalArgumentException(
            "max_age_days: " + maxAgeDays + " (expected: 1 or more)");
      }
      double least = minAgreement.orElse(0);
      if (!(least > -1 && least < 1)) {
        throw new IllegalArgumentException(
            "min_agreement: " + least + " (expected: above -1 and below 1)");
      }
    }

    @Override
    public @Nullable Partition partition() {
      return null;
    }

    @Override
    public String name() {
      return "calibrated" + (evaluators.isEmpty() ? "" : "." + String.join("+", evaluators));
    }
  }

  private static String prefix(@Nullable Partition partition) {
    return (partition == null ? "all" : partition.key()) + ".";
  }

  private static void share(String name, double share) {
    if (!(0 <= share && share <= 1)) {
      throw new IllegalArgumentException(name + ": " + share + " (expected: a number from 0 to 1)");
    }
  }

  private static void checkAlpha(OptionalDouble alpha) {
    if (alpha.isPresent() && !(alpha.getAsDouble() > 0 && alpha.getAsDouble() < 0.5)) {
      throw new IllegalArgumentException(
          "alpha: " + alpha.getAsDouble() + " (expected: 0 < alpha < 0.5)");
    }
  }

  private static void checkConfidence(OptionalDouble confidence) {
    double given = confidence.orElse(0.95);
    if (!(given >= 0.5 && given < 1)) {
      throw new IllegalArgumentException(
          "confidence: " + given + " (expected: from 0.5 to below 1)");
    }
  }
}
