package dev.assay.core.evaluator.retrieval;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * How a ranked list serves, by the gain of each result in rank order; 0 is not relevant.
 *
 * <p>Sources: C. D. Manning, P. Raghavan, H. Schütze, "Introduction to Information Retrieval"
 * (2008), chapter 8; K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques", TOIS 20 (2002); for gains of 2^grade - 1, C. Burges et al., "Learning to rank using
 * gradient descent", ICML 2005.
 */
final class RankedGains {

  private final double[] gains;

  private RankedGains(double[] gains) {
    this.gains = gains;
  }

  /** A list with these gains, at least 0 each. */
  static RankedGains of(double... gains) {
    return new RankedGains(gains.clone());
  }

  /** The first {@code k} of it, or all if there are fewer. */
  RankedGains first(int k) {
    return new RankedGains(Arrays.copyOf(gains, Math.min(k, gains.length)));
  }

  int hits() {
    return (int) Arrays.stream(gains).filter(gain -> gain > 0).count();
  }

  /** One over the rank of the first relevant result, 0 if there is none. */
  double reciprocalRank() {
    for (int i = 0; i < gains.length; i++) {
      if (gains[i] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /**
   * The mean of the precision at each relevant result, those not in the list counting 0; undefined
   * where nothing is relevant.
   *
   * @param relevant how many results could be relevant, at least {@link #hits()}
   */
  OptionalDouble averagePrecision(int relevant) {
    double sum = 0;
    int hits = 0;
    for (int i = 0; i < gains.length; i++) {
      if (gains[i] > 0) {
        hits++;
        sum += (double) hits / (i + 1);
      }
    }
    return relevant == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / relevant);
  }

  /** Discounted cumulated gain: each gain over the binary logarithm of its rank plus one. */
  double discountedGain(DoubleUnaryOperator gainOfGrade) {
    double sum = 0;
    for (int i = 0; i < gains.length; i++) {
      sum += gainOfGrade.applyAsDouble(gains[i]) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }

  /**
   * The discounted gain over that of the best order of {@code all} gains there are; undefined where
   * these are all 0.
   */
  OptionalDouble normalisedGain(double[] all, int k, DoubleUnaryOperator gainOfGrade) {
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    double[] best = new double[Math.min(k, sorted.length)];
    for (int i = 0; i < best.length; i++) {
      best[i] = sorted[sorted.length - 1 - i];
    }
    double ideal = of(best).discountedGain(gainOfGrade);
    return ideal == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(first(k).discountedGain(gainOfGrade) / ideal);
  }
}
