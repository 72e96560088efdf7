package dev.assay.stats.distance;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.quantile.Quantiles;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The population stability index: {@code sum (q - p) ln(q / p)} over classes, p being the shares of
 * a reference and q those of what is looked at.
 *
 * <p>An empty class would make it infinite, and the rule against that decides what it then is. Here
 * half a count is added to every class of both, {@code (count + 0.5) / (total + 0.5 classes)};
 * {@link #withFloor} puts a least share instead, without renormalising, as many tools do. The
 * customary limits of 0.1 and 0.25 ignore sample size: without any change the index has a mean of
 * about {@code (classes - 1) (1 / n + 1 / m)}, so that with 100 items in 10 classes 0.1 is nothing;
 * {@link #threshold} takes it into account. Sources: N. Siddiqi, "Credit Risk Scorecards" (2006);
 * B. Yurdakul, "Statistical properties of population stability index", Western Michigan University
 * (2018).
 *
 * @since 0.1
 */
public final class PopulationStability {

  private static final int MOST_CLASSES = 1_000_000;
  private static final PopulationStability DEFAULT = new PopulationStability(0);

  private final double floor;

  private PopulationStability(double floor) {
    this.floor = floor;
  }

  /** With half a count added to each class. */
  public static PopulationStability withDefaults() {
    return DEFAULT;
  }

  /**
   * Puts shares below {@code floor} up to it, instead of adding half a count.
   *
   * @throws IllegalArgumentException unless {@code 0 < floor < 1}
   */
  public PopulationStability withFloor(double floor) {
    if (!(floor > 0 && floor < 1)) {
      throw new IllegalArgumentException("floor: " + floor + " (expected: 0 < floor < 1)");
    }
    return new PopulationStability(floor);
  }

  /**
   * The index of counts in the same classes.
   *
   * @return 0 or more, finite
   * @throws IllegalArgumentException if the lengths differ, or counts are negative, not finite or
   *     all 0
   */
  public double of(double[] reference, double[] current) {
    ClassCounts.check(reference, current);
    double[] p = shares("reference", reference);
    double[] q = shares("current", current);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += (q[i] - p[i]) * (Math.log(q[i]) - Math.log(p[i]));
    }
    return Math.max(0, sum);
  }

  /**
   * The index of numbers, in classes that hold equal shares of the reference: between its quantiles
   * (of type 7), each with its upper end. Equal quantiles, of a reference with many ties, make
   * fewer classes.
   *
   * @param classes how many, from 2 to 1,000,000
   * @throws IllegalArgumentException if there are no numbers, the classes are out of their range,
   *     or a number is not finite
   */
  public double ofValues(double[] reference, double[] current, int classes) {
    double[] edges = edges(reference, classes);
    Checks.finite("current", current);
    return of(count(reference, edges), count(current, edges));
  }

  /**
   * What the index exceeds with probability {@code alpha} where nothing changed: a quantile of
   * chi-square with {@code classes - 1} degrees of freedom times {@code 1 / n + 1 / m}. Good from
   * about 5 expected in each class on; below that, half a count makes the index smaller.
   *
   * @throws IllegalArgumentException if there are fewer than 2 classes or items, or alpha is not
   *     strictly between 0 and 1
   */
  public static double threshold(int classes, long reference, long current, double alpha) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes: " + classes + " (expected: at least 2)");
    }
    if (reference < 1 || current < 1) {
      throw new IllegalArgumentException(
          "sizes: " + reference + ", " + current + " (expected: at least 1)");
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 1)");
    }
    return ChiSquaredDistribution.of(classes - 1.0).inverseSurvivalProbability(alpha)
        * (1.0 / reference + 1.0 / current);
  }

  private static double[] edges(double[] reference, int classes) {
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new IllegalArgumentException(
          "classes: " + classes + " (expected: from 2 to " + MOST_CLASSES + ")");
    }
    Checks.finite("reference", reference);
    if (reference.length == 0) {
      throw new IllegalArgumentException("reference: no values (expected: at least 1)");
    }
    double[] probabilities = new double[classes - 1];
    Arrays.setAll(probabilities, i -> (i + 1.0) / classes);
    return Arrays.stream(Quantiles.withDefaults().of(reference, probabilities))
        .distinct()
        .toArray();
  }

  private static double[] count(double[] values, double[] edges) {
    double[] counts = new double[edges.length + 1];
    for (double value : values) {
      int at = Arrays.binarySearch(edges, value + 0.0);
      counts[at >= 0 ? at : -at - 1]++;
    }
    return counts;
  }

  private double[] shares(String name, double[] counts) {
    double total = ClassCounts.total(name, counts);
    double[] shares = new double[counts.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] =
          floor > 0
              ? Math.max(floor, counts[i] / total)
              : (counts[i] + 0.5) / (total + 0.5 * counts.length);
    }
    return shares;
  }
}
