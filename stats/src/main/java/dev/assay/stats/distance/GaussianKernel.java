package dev.assay.stats.distance;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.numbers.arrays.Selection;

/** {@code exp(-|x - y|^2 / (2 bandwidth^2))}. */
record GaussianKernel(double bandwidth) {

  private static final int MOST_FOR_MEDIAN = 500;

  /**
   * Of the median distance between vectors of both samples, or of a part drawn from them where
   * there are many; where most are the same, of the root of the mean squared distance of all.
   */
  static GaussianKernel ofMedian(double[][] x, double[][] y, SplittableRandom random) {
    double[][] both = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, both, x.length, y.length);
    int n = Math.min(both.length, MOST_FOR_MEDIAN);
    for (int i = 0; i < n && n < both.length; i++) {
      int other = i + random.nextInt(both.length - i);
      double[] moved = both[i];
      both[i] = both[other];
      both[other] = moved;
    }
    double[] squares = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        squares[at++] = squaredDistance(both[i], both[j]);
      }
    }
    int middle = squares.length / 2;
    Selection.select(squares, middle);
    double median = Math.sqrt(squares[middle]);
    return new GaussianKernel(median > 0 ? median : Math.sqrt(meanSquaredDistance(both)));
  }

  double of(double[] x, double[] y) {
    double scaled = Math.sqrt(squaredDistance(x, y)) / bandwidth;
    return Math.exp(-scaled * scaled / 2);
  }

  // Twice the variance. From the first vector, so that it is 0 where all are the same.
  private static double meanSquaredDistance(double[][] vectors) {
    double sum = 0;
    for (int d = 0; d < vectors[0].length; d++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < vectors.length; i++) {
        double value = vectors[i][d] - vectors[0][d];
        double deviation = value - mean;
        mean += deviation / (i + 1);
        squares += deviation * (value - mean);
      }
      sum += 2 * squares / (vectors.length - 1);
    }
    return sum;
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      double difference = x[d] - y[d];
      sum += difference * difference;
    }
    return sum;
  }
}
