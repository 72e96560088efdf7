package dev.assay.stats.hypothesis;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** Worlds to draw data from, whose truth is known. */
final class Worlds {

  static final int DRAWS = 4_000;

  private Worlds() {}

  /** The share of draws with a p-value of at most 0.05. */
  static double rejected(ToDoubleFunction<Random> pValue) {
    Random random = new Random(20_270);
    int rejected = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      rejected += pValue.applyAsDouble(random) <= 0.05 ? 1 : 0;
    }
    return rejected / (double) DRAWS;
  }

  static double[] normal(Random random, int n, double mean, double deviation) {
    return fill(n, i -> mean + deviation * random.nextGaussian());
  }

  /** Latencies. */
  static double[] logNormal(Random random, int n, double sigma) {
    return fill(n, i -> Math.exp(sigma * random.nextGaussian()));
  }

  static double[] passes(Random random, int n, double probability) {
    return fill(n, i -> random.nextDouble() < probability ? 1 : 0);
  }

  static long count(Random random, int n, double probability) {
    return (long) Arrays.stream(passes(random, n, probability)).sum();
  }

  /** Grades from 1 to 5, most of them 4 or 5. */
  static double[] grades(Random random, int n) {
    return fill(n, i -> grade(4.2 + random.nextGaussian()));
  }

  /** Grades of the same answers by the same judge, asked again. */
  static double[][] gradedTwice(Random random, int n) {
    double[] quality = normal(random, n, 4, 1);
    double[] first = fill(n, i -> grade(quality[i] + 0.5 * random.nextGaussian()));
    double[] second = fill(n, i -> grade(quality[i] + 0.5 * random.nextGaussian()));
    return new double[][] {first, second};
  }

  private static double grade(double value) {
    return Math.max(1, Math.min(5, Math.rint(value)));
  }

  /** Differences of {@code groups} groups of 5, of which two in a group correlate by 0.5. */
  static double[] grouped(Random random, int groups, double mean) {
    double[] shared = normal(random, groups, 0, Math.sqrt(0.5));
    return fill(5 * groups, i -> mean + shared[i / 5] + Math.sqrt(0.5) * random.nextGaussian());
  }

  static int[] fives(int groups) {
    int[] groupOf = new int[5 * groups];
    Arrays.setAll(groupOf, i -> i / 5);
    return groupOf;
  }

  static double[] fill(int n, IntToDoubleFunction value) {
    double[] values = new double[n];
    Arrays.setAll(values, value);
    return values;
  }
}
