package dev.assay.stats.hypothesis;

import java.util.SplittableRandom;

/** Sums of some of the values, for every choice of so many of them, counted or drawn. */
final class Divisions {

  static final double MOST_COUNTED = 500_000;

  private final double[] values;
  private final int size;
  private final double slack;

  Divisions(double[] values, int size, double slack) {
    this.values = values;
    this.size = size;
    this.slack = slack;
  }

  /** How many there are; no further than beyond the number that is counted. */
  static double count(int n, int size) {
    double count = 1;
    for (int i = 1; i <= size && count <= MOST_COUNTED; i++) {
      count = count * (n - size + i) / i;
    }
    return count;
  }

  /** The share of all sums as far out as {@code observed}. */
  double share(double observed, Alternative alternative) {
    int[] chosen = new int[size];
    double[] sums = new double[size + 1];
    long far = 0;
    long all = 0;
    int depth = 0;
    chosen[0] = -1;
    while (depth >= 0) {
      chosen[depth]++;
      if (chosen[depth] > values.length - size + depth) {
        depth--;
        continue;
      }
      sums[depth + 1] = sums[depth] + values[chosen[depth]];
      if (depth + 1 < size) {
        chosen[depth + 1] = chosen[depth];
        depth++;
      } else {
        all++;
        far += isFar(sums[size], observed, alternative) ? 1 : 0;
      }
    }
    return (double) far / all;
  }

  /** How many of random sums are as far out as {@code observed}. */
  long random(double observed, Alternative alternative, int permutations, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shuffled = values.clone();
    long far = 0;
    for (int permutation = 0; permutation < permutations; permutation++) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        int other = i + random.nextInt(shuffled.length - i);
        double value = shuffled[other];
        shuffled[other] = shuffled[i];
        shuffled[i] = value;
        sum += value;
      }
      far += isFar(sum, observed, alternative) ? 1 : 0;
    }
    return far;
  }

  private boolean isFar(double sum, double observed, Alternative alternative) {
    return switch (alternative) {
      case TWO_SIDED -> Math.abs(sum) >= Math.abs(observed) - slack;
      case LESS -> sum <= observed + slack;
      case GREATER -> sum >= observed - slack;
    };
  }
}
