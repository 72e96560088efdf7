package dev.assay.stats.distance;

import static java.util.Objects.requireNonNull;

import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * How far counts of classes are apart by chance alone, by whatever distance, also where classes are
 * rare and textbook approximations fail.
 *
 * <p>What both have together is dealt out between them again and again, each item to one of them by
 * chance, as in a permutation test; a gamma distribution with the mean and the variance of the
 * distances so found tells the rest, so that the tail may be far out. Sources: B. Efron, R. J.
 * Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 15, for permutations; F. E.
 * Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics
 * Bulletin 2 (1946), for the tail.
 *
 * @since 0.1
 */
public final class ChanceDistance {

  private static final int DRAWS = 499;
  // Of as many, a share is near enough to normal.
  private static final long MANY = 200;
  private static final ChanceDistance DEFAULT = new ChanceDistance(7);

  private final long seed;

  private ChanceDistance(long seed) {
    this.seed = seed;
  }

  /** Draws from a fixed seed. */
  public static ChanceDistance withDefaults() {
    return DEFAULT;
  }

  /** Draws from this seed. */
  public ChanceDistance withSeed(long seed) {
    return new ChanceDistance(seed);
  }

  /**
   * What a distance exceeds with a probability of about {@code alpha} where both counts are of one
   * distribution.
   *
   * @param distance 0 or more, of counts in the same classes
   * @throws IllegalArgumentException if the lengths differ, counts are negative, not finite or all
   *     0, or alpha is not strictly between 0 and 1
   */
  public double threshold(
      ToDoubleBiFunction<double[], double[]> distance,
      double[] reference,
      double[] current,
      double alpha) {
    requireNonNull(distance, "distance");
    ClassCounts.check(reference, current);
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 1)");
    }
    double n = ClassCounts.total("reference", reference);
    double m = ClassCounts.total("current", current);
    double share = m / (n + m);
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = new double[reference.length];
    double[] second = new double[reference.length];
    double mean = 0;
    double squares = 0;
    for (int i = 1; i <= DRAWS; i++) {
      deal(reference, current, share, random, first, second);
      double found = distance.applyAsDouble(first, second);
      double off = found - mean;
      mean += off / i;
      squares += off * (found - mean);
    }
    double variance = squares / (DRAWS - 1);
    return variance > 0
        ? GammaDistribution.of(mean * mean / variance, variance / mean)
            .inverseSurvivalProbability(alpha)
        : mean;
  }

  private static void deal(
      double[] reference,
      double[] current,
      double share,
      SplittableRandom random,
      double[] first,
      double[] second) {
    double ofFirst = 0;
    double ofSecond = 0;
    do {
      for (int i = 0; i < reference.length; i++) {
        double both = reference[i] + current[i];
        second[i] = part(both, share, random);
        first[i] = both - second[i];
        ofFirst += first[i];
        ofSecond += second[i];
      }
      // Nothing at all has no distribution.
    } while (!(ofFirst > 0 && ofSecond > 0));
  }

  /** Binomial; what is beyond whole numbers, of weighted counts, goes where the share says. */
  private static double part(double both, double share, SplittableRandom random) {
    if (both > MANY) {
      double drawn =
          Math.rint(both * share + Math.sqrt(both * share * (1 - share)) * random.nextGaussian());
      return Math.max(0, Math.min(both, drawn));
    }
    double part = (both - Math.floor(both)) * share;
    for (int i = 0; i < (int) both; i++) {
      part += random.nextDouble() < share ? 1 : 0;
    }
    return part;
  }
}
