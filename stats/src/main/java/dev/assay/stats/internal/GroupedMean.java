package dev.assay.stats.internal;

import java.util.HashMap;
import java.util.Map;

/**
 * The variance of a mean of values that come in groups, which let only groups be independent.
 *
 * <p>With deviations summed over each group, {@code sum(S^2 / (1 - n_g / n)) / n^2}: without bias
 * where values are independent after all, and with groups of one size the sample variance of their
 * means over their number. Degrees of freedom by Satterthwaite's method, the number of groups less
 * one where they have one size, fewer where a few large groups make up most. Sources: R. M. Bell,
 * D. F. McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage
 * samples", Survey Methodology 28 (2002), here for a regression on a constant alone; J. E.
 * Pustejovsky, E. Tipton, "Small-sample methods for cluster-robust variance estimation", Journal of
 * Business and Economic Statistics 36 (2018).
 *
 * @param variance of the mean; 0 where all groups deviate by nothing, infinite where squares leave
 *     the range of a double
 * @param degreesOfFreedom from 1 to the number of groups less one
 * @param groups how many there are
 */
public record GroupedMean(double variance, double degreesOfFreedom, int groups) {

  private static final class Group {
    private double deviation;
    private int size;
  }

  /** For two groups or more; with fewer the variance and degrees of freedom are 0. */
  public static GroupedMean of(double[] values, double mean, int[] groupOf) {
    Map<Integer, Group> groups = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      Group group = groups.computeIfAbsent(groupOf[i], g -> new Group());
      group.deviation += values[i] - mean;
      group.size++;
    }
    if (groups.size() < 2) {
      return new GroupedMean(0, 0, groups.size());
    }
    double n = values.length;
    double variance = 0;
    double own = 0;
    double crossed = 0;
    double crossedOwn = 0;
    for (Group group : groups.values()) {
      double share = group.size / n;
      double error = group.deviation / n;
      variance += error * error / (1 - share);
      own += share * share;
      double cross = share * share / (1 - share);
      crossed += cross;
      crossedOwn += cross * cross;
    }
    double degrees = 1 / (own + crossed * crossed - crossedOwn);
    double most = groups.size() - 1.0;
    return new GroupedMean(
        Double.isNaN(variance) ? Double.POSITIVE_INFINITY : variance,
        Math.max(1, Math.min(most, degrees)),
        groups.size());
  }
}
