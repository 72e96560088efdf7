package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.DrawnWeights;
import dev.assay.stats.internal.Groups;
import dev.assay.stats.internal.Ranks;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What each item contributes to an area: for a positive the share of negatives it scores above, for
 * a negative the share of positives that score above it. Items weigh by the inverse of the
 * probability with which they were drawn.
 */
final class RocComponents {

  private static final double ROUNDING = 1e-9;

  private final boolean[] positive;
  private final double[] share;
  private final double[] weight;
  private final Size positives;
  private final Size negatives;

  private RocComponents(
      boolean[] positive, double[] share, double[] weight, Size positives, Size negatives) {
    this.positive = positive;
    this.share = share;
    this.weight = weight;
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * How many of a class there are.
   *
   * @param weight of all together
   * @param effective an equally weighted sample as good (Kish)
   */
  private record Size(double weight, double effective) {

    static Size of(double[] weights) {
      return new Size(Arrays.stream(weights).sum(), DrawnWeights.effectiveSize(weights));
    }
  }

  static Optional<RocComponents> of(boolean[] positive, double[] score, double[] drawn) {
    Checks.sameLength("positive", positive.length, "score", score.length);
    Checks.sameLength("positive", positive.length, "drawn", drawn.length);
    for (double value : score) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("score: NaN (expected: a number)");
      }
    }
    double[] weights = DrawnWeights.of(drawn);
    double[] ofPositives = only(positive, weights, true);
    double[] ofNegatives = only(positive, weights, false);
    if (ofPositives.length == 0 || ofNegatives.length == 0) {
      return Optional.empty();
    }
    Size positives = Size.of(ofPositives);
    Size negatives = Size.of(ofNegatives);
    double[] share = shares(positive, score, weights, positives.weight, negatives.weight);
    return Optional.of(new RocComponents(positive.clone(), share, weights, positives, negatives));
  }

  // From the least score to the greatest, equal ones at once: of these a half is below.
  private static double[] shares(
      boolean[] positive,
      double[] score,
      double[] weights,
      double allPositive,
      double allNegative) {
    Integer[] order = Ranks.order(score);
    double[] share = new double[score.length];
    double positivesBelow = 0;
    double negativesBelow = 0;
    for (int from = 0, to; from < order.length; from = to) {
      double tiedPositives = 0;
      double tiedNegatives = 0;
      for (to = from; to < order.length && score[order[to]] == score[order[from]]; to++) {
        tiedPositives += positive[order[to]] ? weights[order[to]] : 0;
        tiedNegatives += positive[order[to]] ? 0 : weights[order[to]];
      }
      for (int i = from; i < to; i++) {
        share[order[i]] =
            positive[order[i]]
                ? (negativesBelow + tiedNegatives / 2) / allNegative
                : 1 - (positivesBelow + tiedPositives / 2) / allPositive;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
    }
    return share;
  }

  private static double[] only(boolean[] positive, double[] values, boolean which) {
    return IntStream.range(0, values.length)
        .filter(i -> positive[i] == which)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  int items() {
    return share.length;
  }

  /** The size of the smaller class, as if all weighed alike: at least 1. */
  long smaller() {
    double least = Math.min(positives.effective, negatives.effective);
    return Math.max(1, (long) Math.floor(least + ROUNDING));
  }

  /** The mean share of the positives, which is that of the negatives too. */
  double area() {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < share.length; i++) {
      sum += positive[i] ? weight[i] * share[i] : 0;
      all += positive[i] ? weight[i] : 0;
    }
    return sum / all;
  }

  /** The contributions to the difference of two areas of the same items. */
  RocComponents minus(RocComponents other) {
    double[] difference = new double[share.length];
    for (int i = 0; i < share.length; i++) {
      difference[i] = share[i] - other.share[i];
    }
    return new RocComponents(positive, difference, weight, positives, negatives);
  }

  /**
   * The area's variance by sums over groups (Obuchowski); DeLong's where every item is its own
   * group. Empty where there are not two groups with positives and two with negatives.
   */
  OptionalDouble variance(int[] groupOf) {
    Checks.sameLength("positive", positive.length, "group", groupOf.length);
    int[] group = Groups.dense(groupOf);
    int groups = Groups.count(group);
    double[] sums = new double[groups];
    double[] sumsOfNegatives = new double[groups];
    boolean[] hasPositive = new boolean[groups];
    boolean[] hasNegative = new boolean[groups];
    double area = area();
    for (int i = 0; i < share.length; i++) {
      if (positive[i]) {
        sums[group[i]] += weight[i] / positives.weight * (share[i] - area);
        hasPositive[group[i]] = true;
      } else {
        sumsOfNegatives[group[i]] += weight[i] / negatives.weight * (share[i] - area);
        hasNegative[group[i]] = true;
      }
    }
    int withPositive = count(hasPositive);
    int withNegative = count(hasNegative);
    if (withPositive < 2 || withNegative < 2) {
      return OptionalDouble.empty();
    }
    double s10 = 0;
    double s01 = 0;
    double s11 = 0;
    int used = 0;
    for (int g = 0; g < groups; g++) {
      s10 += sums[g] * sums[g];
      s01 += sumsOfNegatives[g] * sumsOfNegatives[g];
      s11 += sums[g] * sumsOfNegatives[g];
      used += hasPositive[g] || hasNegative[g] ? 1 : 0;
    }
    s10 *= withPositive / (withPositive - 1.0);
    s01 *= withNegative / (withNegative - 1.0);
    s11 *= used / (used - 1.0);
    return OptionalDouble.of(Math.max(0, s10 + s01 + 2 * s11));
  }

  private static int count(boolean[] flags) {
    int n = 0;
    for (boolean flag : flags) {
      n += flag ? 1 : 0;
    }
    return n;
  }
}
