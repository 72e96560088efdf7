package dev.assay.stats.distance;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The kernel of every pair of both samples: the first's vectors, then the second's. */
final class KernelMatrix {

  private final float[][] below;
  private final double[] rows;
  private final double total;
  private final int n;
  private final int m;

  private KernelMatrix(float[][] below, int n, int m) {
    this.below = below;
    this.n = n;
    this.m = m;
    rows = new double[n + m];
    for (int i = 0; i < n + m; i++) {
      for (int j = 0; j < i; j++) {
        rows[i] += below[i][j];
        rows[j] += below[i][j];
      }
    }
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    total = sum;
  }

  static KernelMatrix of(double[][] x, double[][] y, GaussianKernel kernel) {
    float[][] below = new float[x.length + y.length][];
    IntStream.range(0, below.length)
        .parallel()
        .forEach(
            i -> {
              below[i] = new float[i];
              for (int j = 0; j < i; j++) {
                below[i][j] = (float) kernel.of(at(x, y, i), at(x, y, j));
              }
            });
    return new KernelMatrix(below, x.length, y.length);
  }

  double observed() {
    boolean[] inFirst = new boolean[n + m];
    for (int i = 0; i < n; i++) {
      inFirst[i] = true;
    }
    return statistic(inFirst);
  }

  /** Each permutation has a seed of its own, so that the number of threads tells nothing. */
  double[] permuted(int permutations, long seed) {
    long[] seeds = new SplittableRandom(seed).longs(permutations).toArray();
    return IntStream.range(0, permutations)
        .parallel()
        .mapToDouble(p -> statistic(drawn(new SplittableRandom(seeds[p]))))
        .toArray();
  }

  private boolean[] drawn(SplittableRandom random) {
    boolean[] inFirst = new boolean[n + m];
    int left = n;
    for (int i = 0; i < n + m; i++) {
      if (random.nextInt(n + m - i) < left) {
        inFirst[i] = true;
        left--;
      }
    }
    return inFirst;
  }

  // Sums within the second and across follow from those within the first and of rows.
  private double statistic(boolean[] inFirst) {
    int[] first = new int[n];
    int count = 0;
    double ofRows = 0;
    double within = 0;
    for (int i = 0; i < n + m; i++) {
      if (inFirst[i]) {
        float[] row = below[i];
        for (int k = 0; k < count; k++) {
          within += row[first[k]];
        }
        first[count++] = i;
        ofRows += rows[i];
      }
    }
    double ofFirst = 2 * within;
    double across = ofRows - ofFirst;
    double ofSecond = total - ofFirst - 2 * across;
    return ofFirst / ((double) n * (n - 1))
        + ofSecond / ((double) m * (m - 1))
        - 2 * across / ((double) n * m);
  }

  private static double[] at(double[][] x, double[][] y, int i) {
    return i < x.length ? x[i] : y[i - x.length];
  }
}
