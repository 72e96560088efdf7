package dev.assay.core.calibration;

import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.agreement.CohenKappa.Weights;
import dev.assay.stats.association.Correlation;
import dev.assay.stats.association.Correlation.Coefficient;
import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.correction.PredictionPoweredMean;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Figures of items that may come in groups, each with an interval that allows for it and that is
 * never of no width: a sample cannot show that something never happens.
 */
final class Measured {

  private static final int RESAMPLES = 1_000;

  private final int[] groups;
  private final boolean grouped;
  private final double[] drawn;
  private final CalibrationOptions options;

  /** For items in these groups that were all drawn alike. */
  Measured(int[] groups, CalibrationOptions options) {
    this(groups, equal(groups.length), options);
  }

  /**
   * For items in these groups. All figures weigh by the inverse of the probabilities.
   *
   * @param groups the number of each item's group
   * @param drawn with which probability each item came to be here
   */
  Measured(int[] groups, double[] drawn, CalibrationOptions options) {
    this.groups = groups;
    this.drawn = drawn;
    this.grouped = Arrays.stream(groups).distinct().count() < groups.length;
    this.options = options;
  }

  private static double[] equal(int n) {
    double[] drawn = new double[n];
    Arrays.fill(drawn, 1);
    return drawn;
  }

  private WilsonInterval wilson() {
    return WilsonInterval.withDefaults().withLevel(options.level());
  }

  /** The share of {@code success} among {@code these}; empty if there are none of these. */
  Optional<Estimate> share(boolean[] success, boolean[] these) {
    int[] chosen = IntStream.range(0, these.length).filter(i -> these[i]).toArray();
    return new Shares(options.level())
        .of(at(success, chosen), at(drawn, chosen), at(groups, chosen));
  }

  /** F1 of decisions, where true is what is looked for; empty if there is none of it. */
  Optional<Estimate> f1(boolean[] truth, boolean[] decided) {
    boolean[] both = new boolean[truth.length];
    boolean[] either = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      both[i] = truth[i] && decided[i];
      either[i] = truth[i] || decided[i];
    }
    // F1 is 2J/(1+J), J being the share of what is both among what is either.
    return share(both, either)
        .map(
            j ->
                new Estimate(
                    toF1(j.value()),
                    new Interval(toF1(j.low()), toF1(j.high()), j.level()),
                    j.n()));
  }

  private static double toF1(double j) {
    return 2 * j / (1 + j);
  }

  /** Agreement of two raters beyond chance. */
  Figure kappa(int[] a, int[] b, int categories, Weights weights) {
    if (constant(a) || constant(b)) {
      return Figure.none(
          constant(a) && constant(b) && a[0] == b[0]
              ? "both gave every item the same label, so that chance agreement is certain"
              : "one of both gave every item the same, which is no more than chance would bring");
    }
    CohenKappa kappa = CohenKappa.withDefaults().withLevel(options.level()).with(weights);
    Estimate plain =
        kappa
            .of(a, b, categories, drawn)
            .map(CohenKappa.Result::kappa)
            .orElseThrow(() -> impossible());
    if (!grouped) {
      return Figure.of(plain);
    }
    return Figure.of(
        resampled(
            plain.low() < plain.high() ? plain.high() - plain.low() : 0,
            chosen ->
                kappa
                    .of(at(a, chosen), at(b, chosen), categories, at(drawn, chosen))
                    .map(result -> result.kappa().value())
                    .orElse(Double.NaN)),
        "one group of items only");
  }

  // Two different ratings are there, so chance agreement is not certain.
  private static IllegalStateException impossible() {
    return new IllegalStateException("kappa: none (expected: one where ratings differ)");
  }

  /** How far the orders of two numbers agree. */
  Figure spearman(double[] x, double[] y) {
    Correlation correlation =
        Correlation.withDefaults().with(Coefficient.SPEARMAN).withLevel(options.level());
    Estimate plain = correlation.of(x, y).orElse(null);
    if (plain == null) {
      return Figure.none("people or the evaluator gave every item the same");
    }
    if (!grouped && !Shares.unequal(drawn)) {
      return Figure.of(plain);
    }
    return Figure.of(
        resampled(
            plain.high() - plain.low(),
            chosen ->
                correlation.of(at(x, chosen), at(y, chosen), at(drawn, chosen)).orElse(Double.NaN)),
        "one group of items only");
  }

  /**
   * The mean of values that lie between {@code least} and {@code greatest}. Where all are the same,
   * as many as Wilson's interval allows for may yet be as far off as these ends.
   */
  Figure mean(double[] values, double least, double greatest) {
    Optional<Estimate> mean =
        Shares.unequal(drawn)
            ? weighted(values, least, greatest)
            : MeanInterval.withDefaults()
                .withLevel(options.level())
                .withBounds(least, greatest)
                .ofGroups(values, groups);
    return Figure.of(
        mean.map(e -> widened(e, least, greatest)),
        "fewer than 2 items, or one group of them only");
  }

  // Without predictions it is Hájek's estimator, which allows for groups.
  private Optional<Estimate> weighted(double[] values, double least, double greatest) {
    return PredictionPoweredMean.withDefaults()
        .withLevel(options.level())
        .withBounds(least, greatest)
        .withWeight(0)
        .ofGroups(values, values, drawn, new double[0], groups)
        .map(PredictionPoweredMean.Result::mean);
  }

  /**
   * Whatever {@code statistic} makes of chosen items, a number from {@code least} to {@code
   * greatest}, by the bootstrap.
   */
  Figure bootstrapped(double least, double greatest, ToDoubleFunction<int[]> statistic) {
    // A statistic that is biased in resamples may lie outside its own interval, which is drawn out.
    return Figure.of(
        bootstrap()
            .ofGroups(groups, statistic)
            .map(Measured::holding)
            .map(e -> widened(e, least, greatest)),
        "one group of items only");
  }

  Bootstrap bootstrap() {
    return Bootstrap.withDefaults()
        .withResamples(RESAMPLES)
        .withLevel(options.level())
        .withSeed(options.seed());
  }

  // Between -1 and 1. Where no resample differs from the value, the width that single items give.
  private Optional<Estimate> resampled(double width, ToDoubleFunction<int[]> statistic) {
    return bootstrap()
        .ofGroups(groups, statistic)
        .map(Measured::holding)
        .map(
            e ->
                e.low() < e.high()
                    ? e
                    : new Estimate(
                        e.value(),
                        new Interval(
                            Math.max(-1, e.value() - width),
                            Math.min(1, e.value() + width),
                            e.level()),
                        e.n()));
  }

  private static Estimate holding(Estimate e) {
    Interval interval =
        new Interval(Math.min(e.low(), e.value()), Math.max(e.high(), e.value()), e.level());
    return new Estimate(e.value(), interval, e.n());
  }

  private Estimate widened(Estimate e, double least, double greatest) {
    if (e.high() - e.low() > 1e-12 * Math.max(Math.abs(least), Math.abs(greatest))) {
      return e;
    }
    int independent = (int) Arrays.stream(groups).distinct().count();
    double unseen = 1 - wilson().of(independent, independent).low();
    double low = e.value() - (e.value() - least) * unseen;
    double high = e.value() + (greatest - e.value()) * unseen;
    return new Estimate(e.value(), new Interval(low, high, e.level()), e.n());
  }

  private static boolean constant(int[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]);
  }

  static double[] at(double[] values, int[] chosen) {
    return Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray();
  }

  static int[] at(int[] values, int[] chosen) {
    return Arrays.stream(chosen).map(i -> values[i]).toArray();
  }

  static boolean[] at(boolean[] values, int[] chosen) {
    boolean[] some = new boolean[chosen.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[chosen[i]];
    }
    return some;
  }
}
