package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.internal.Groups;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The area under the ROC curve: how likely a positive scores higher than a negative, ties counted
 * half.
 *
 * <p>The variance is DeLong's, in time n log n; with groups, Obuchowski's, which lets items of one
 * group depend on each other. The interval is normal on the logit scale, which keeps it within [0,
 * 1]. Where one class lies wholly above the other, or has a single item, the variance says nothing:
 * the interval is then Wilson's for the smaller class. With fewer than about 10 of a class it is
 * rough. Items drawn with known probabilities weigh by their inverse, in the area as in the sums of
 * its variance. Sources: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, "Comparing the areas
 * under two or more correlated receiver operating characteristic curves", Biometrics 44 (1988); X.
 * Sun, W. Xu, "Fast implementation of DeLong's algorithm", IEEE Signal Processing Letters 21
 * (2014); N. A. Obuchowski, "Nonparametric analysis of clustered ROC curve data", Biometrics 53
 * (1997).
 *
 * @since 0.1
 */
public final class Auroc {

  private static final Auroc DEFAULT = new Auroc(0.95);

  private final double level;

  private Auroc(double level) {
    this.level = level;
  }

  /** With a 95% interval. */
  public static Auroc withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Auroc withLevel(double level) {
    return new Auroc(Checks.level(level));
  }

  /**
   * An area.
   *
   * @param area from 0 to 1, with its interval
   * @param variance of the area; empty where a class has a single item or group
   */
  public record Result(Estimate area, OptionalDouble variance) {}

  /**
   * Two areas on the same items.
   *
   * @param difference the first less the second, with its interval
   * @param p the probability of a difference at least as large were there none, two-sided
   */
  public record Difference(Estimate difference, double p) {}

  /**
   * The area for independent items; empty with only one class.
   *
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public Optional<Result> of(boolean[] positive, double[] score) {
    return of(positive, score, Groups.singletons(positive.length));
  }

  /**
   * The area for items in groups; empty with only one class.
   *
   * @param group any number that names each item's group
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public Optional<Result> of(boolean[] positive, double[] score, int[] group) {
    return of(positive, score, DrawnWeights.alike(positive.length), group);
  }

  /**
   * The area on all that items in groups were drawn from with known probabilities; empty with only
   * one class.
   *
   * @param drawn with which probability each item was drawn; only their ratios matter
   * @param group any number that names each item's group
   * @throws IllegalArgumentException if the lengths differ, a score is NaN, or one of {@code drawn}
   *     is outside (0, 1]
   */
  public Optional<Result> of(boolean[] positive, double[] score, double[] drawn, int[] group) {
    return RocComponents.of(positive, score, drawn)
        .map(components -> result(components, components.variance(group)));
  }

  private Result result(RocComponents components, OptionalDouble variance) {
    int n = components.items();
    Interval interval = interval(components, variance.orElse(0));
    return new Result(new Estimate(components.area(), interval, n), variance);
  }

  private Interval interval(RocComponents components, double variance) {
    double area = components.area();
    if (variance <= 0 || area <= 0 || area >= 1) {
      long smaller = components.smaller();
      Estimate wilson =
          WilsonInterval.withDefaults().withLevel(level).of(Math.round(area * smaller), smaller);
      return new Interval(Math.min(area, wilson.low()), Math.max(area, wilson.high()), level);
    }
    double logit = Math.log(area / (1 - area));
    double half = Normal.twoSided(level) * Math.sqrt(variance) / (area * (1 - area));
    return new Interval(logistic(logit - half), logistic(logit + half), level);
  }

  /**
   * How much more area {@code a} has than {@code b}, both scores of the same items in groups; empty
   * with only one class, with positives or negatives of a single group, or where the areas differ
   * and nothing varies, as where one score ranks all items rightly and the other all wrongly: there
   * is no error then to hold the difference against.
   *
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public Optional<Difference> compare(boolean[] positive, double[] a, double[] b, int[] group) {
    double[] alike = DrawnWeights.alike(positive.length);
    Optional<RocComponents> ofA = RocComponents.of(positive, a, alike);
    Optional<RocComponents> ofB = RocComponents.of(positive, b, alike);
    if (ofA.isEmpty() || ofB.isEmpty()) {
      return Optional.empty();
    }
    RocComponents difference = ofA.get().minus(ofB.get());
    return difference.variance(group).stream()
        .filter(v -> v > 0 || difference.area() == 0)
        .mapToObj(v -> difference(difference, v))
        .findFirst();
  }

  /** As {@link #compare(boolean[], double[], double[], int[])} for independent items. */
  public Optional<Difference> compare(boolean[] positive, double[] a, double[] b) {
    return compare(positive, a, b, Groups.singletons(positive.length));
  }

  private Difference difference(RocComponents components, double variance) {
    double value = components.area();
    double error = Math.sqrt(Math.max(0, variance));
    double half = Normal.twoSided(level) * error;
    double p = error == 0 ? (value == 0 ? 1 : 0) : Normal.twoSidedP(value / error);
    int n = components.items();
    Interval interval = new Interval(Math.max(-1, value - half), Math.min(1, value + half), level);
    return new Difference(new Estimate(value, interval, n), p);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
