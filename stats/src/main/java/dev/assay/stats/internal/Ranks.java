package dev.assay.stats.internal;

import java.util.Arrays;
import java.util.Comparator;

/** Ranks with ties averaged. */
public final class Ranks {

  private Ranks() {}

  /** The rank of each value that is not NaN, from 1; equal values share the mean of their ranks. */
  public static double[] average(double[] values) {
    double[] sorted = values.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] += 0.0; // -0 is 0
    }
    Arrays.sort(sorted);
    // The values without their repetitions, each with the rank it has.
    double[] rankOf = new double[sorted.length];
    int distinct = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      sorted[distinct] = sorted[from];
      rankOf[distinct++] = (from + 1 + to) / 2.0;
    }
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = rankOf[Arrays.binarySearch(sorted, 0, distinct, values[i] + 0.0)];
    }
    return ranks;
  }

  /**
   * The rank of each value that is not NaN among items of these weights: the weight of what is
   * below, and half of what is equal, itself too. With weights of 1 it is half a rank less than
   * {@link #average}.
   */
  public static double[] weighted(double[] values, double[] weights) {
    Integer[] order = order(values);
    double[] ranks = new double[values.length];
    double below = 0;
    for (int from = 0, to; from < order.length; from = to) {
      double equal = 0;
      for (to = from; to < order.length && values[order[to]] == values[order[from]]; to++) {
        equal += weights[order[to]];
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = below + equal / 2;
      }
      below += equal;
    }
    return ranks;
  }

  /** The indices of {@code values} from the least value to the greatest. */
  public static Integer[] order(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    return order;
  }
}
