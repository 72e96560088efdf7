package dev.assay.stats.internal;

import java.util.Arrays;
import java.util.Comparator;

/** Ranks with ties averaged. */
public final class Ranks {

  private Ranks() {}

  /** The rank of each value, from 1; equal values share the mean of their ranks. */
  public static double[] average(double[] values) {
    Integer[] order = order(values);
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        ranks[order[i]] = rank;
      }
      from = to;
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
