package dev.assay.stats.classification;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Groups;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What each item contributes to an area: for a positive the share of negatives it scores above, for
 * a negative the share of positives that score above it.
 */
final class RocComponents {

  private final boolean[] positive;
  private final double[] share;
  private final int positives;
  private final int negatives;

  private RocComponents(boolean[] positive, double[] share, int positives, int negatives) {
    this.positive = positive;
    this.share = share;
    this.positives = positives;
    this.negatives = negatives;
  }

  static Optional<RocComponents> of(boolean[] positive, double[] score) {
    Checks.sameLength("positive", positive.length, "score", score.length);
    for (double value : score) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("score: NaN (expected: a number)");
      }
    }
    double[] inOwnClass = new double[score.length];
    int positives = 0;
    for (boolean is : positive) {
      positives += is ? 1 : 0;
    }
    int negatives = score.length - positives;
    if (positives == 0 || negatives == 0) {
      return Optional.empty();
    }
    double[] all = Auroc.midranks(score);
    double[][] own = {
      Auroc.midranks(only(positive, score, true)), Auroc.midranks(only(positive, score, false))
    };
    int[] next = new int[2];
    double[] share = new double[score.length];
    for (int i = 0; i < score.length; i++) {
      int side = positive[i] ? 0 : 1;
      inOwnClass[i] = own[side][next[side]++];
      double below = all[i] - inOwnClass[i];
      share[i] = positive[i] ? below / negatives : 1 - below / positives;
    }
    return Optional.of(new RocComponents(positive.clone(), share, positives, negatives));
  }

  private static double[] only(boolean[] positive, double[] score, boolean which) {
    double[] chosen = new double[score.length];
    int n = 0;
    for (int i = 0; i < score.length; i++) {
      if (positive[i] == which) {
        chosen[n++] = score[i];
      }
    }
    return Arrays.copyOf(chosen, n);
  }

  int positives() {
    return positives;
  }

  int negatives() {
    return negatives;
  }

  /** The mean share of the positives, which is that of the negatives too. */
  double area() {
    double sum = 0;
    for (int i = 0; i < share.length; i++) {
      sum += positive[i] ? share[i] : 0;
    }
    return sum / positives;
  }

  /** The contributions to the difference of two areas of the same items. */
  RocComponents minus(RocComponents other) {
    double[] difference = new double[share.length];
    for (int i = 0; i < share.length; i++) {
      difference[i] = share[i] - other.share[i];
    }
    return new RocComponents(positive, difference, positives, negatives);
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
        sums[group[i]] += share[i] - area;
        hasPositive[group[i]] = true;
      } else {
        sumsOfNegatives[group[i]] += share[i] - area;
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
    s10 *= withPositive / ((withPositive - 1.0) * positives);
    s01 *= withNegative / ((withNegative - 1.0) * negatives);
    s11 *= used / (used - 1.0);
    double variance =
        s10 / positives + s01 / negatives + 2 * s11 / ((double) positives * negatives);
    return OptionalDouble.of(Math.max(0, variance));
  }

  private static int count(boolean[] flags) {
    int n = 0;
    for (boolean flag : flags) {
      n += flag ? 1 : 0;
    }
    return n;
  }
}
