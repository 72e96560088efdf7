package dev.assay.stats.internal;

/**
 * Mean and sample variance, such that neither a large common offset nor large values that cancel
 * cost digits.
 *
 * <p>The sum is compensated: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen", ZAMM 54 (1974). The variance takes the corrected second pass of T. F. Chan, G.
 * H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance", The American
 * Statistician 37 (1983).
 *
 * @param mean the mean
 * @param variance the sum of squared deviations over {@code n - 1}; 0 for a single value, infinite
 *     where the squares leave the range of a double
 */
public record Moments(double mean, double variance) {

  /** Of at least one value, all finite. */
  public static Moments of(double[] values) {
    double mean = mean(values);
    double deviations = 0;
    double squares = 0;
    for (double value : values) {
      double deviation = value - mean;
      deviations += deviation;
      squares += deviation * deviation;
    }
    if (values.length == 1) {
      return new Moments(mean, 0);
    }
    if (Double.isInfinite(squares)) {
      return new Moments(mean, Double.POSITIVE_INFINITY);
    }
    double corrected = squares - deviations * deviations / values.length;
    return new Moments(mean, Math.max(0, corrected / (values.length - 1)));
  }

  /** The compensated sum of finite values; infinite where it leaves the range of a double. */
  public static double sum(double[] values) {
    double sum = compensatedSum(values, 1);
    return Double.isNaN(sum) ? compensatedSum(values, values.length) * values.length : sum;
  }

  private static double mean(double[] values) {
    double sum = compensatedSum(values, 1);
    double mean =
        Double.isFinite(sum) ? sum / values.length : compensatedSum(values, values.length);
    double least = values[0];
    double greatest = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    // The division may round out of the range, above all where all values are equal.
    return Math.min(Math.max(mean, least), greatest);
  }

  private static double compensatedSum(double[] values, double divisor) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double term = value / divisor;
      double next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
      sum = next;
    }
    return sum + lost;
  }
}
