package dev.assay.stats.internal;

import java.util.Arrays;

/** Weights of items that were drawn with known probabilities. */
public final class DrawnWeights {

  private DrawnWeights() {}

  /**
   * The inverse of each probability, in units of the greatest such: no weight leaves the range of a
   * double, and all are exactly 1 where all were drawn alike.
   *
   * @throws IllegalArgumentException if one is outside (0, 1]
   */
  public static double[] of(double[] drawn) {
    Checks.probabilities("drawn", drawn);
    double rarest = Arrays.stream(drawn).min().orElse(1);
    return Arrays.stream(drawn).map(p -> rarest / p).toArray();
  }

  /** The probabilities of {@code n} items that were all drawn alike. */
  public static double[] alike(int n) {
    double[] drawn = new double[n];
    Arrays.fill(drawn, 1);
    return drawn;
  }

  /** Whether probabilities differ, so that weights do. */
  public static boolean differ(double[] drawn) {
    return Arrays.stream(drawn).anyMatch(p -> p != drawn[0]);
  }

  /**
   * The size of an equally weighted sample that would be as good, were all items to vary alike
   * (Kish): the number of items where weights are equal, else less.
   */
  public static double effectiveSize(double[] weights) {
    double sum = 0;
    double squares = 0;
    for (double weight : weights) {
      sum += weight;
      squares += weight * weight;
    }
    return squares == 0 ? 0 : sum * (sum / squares);
  }
}
