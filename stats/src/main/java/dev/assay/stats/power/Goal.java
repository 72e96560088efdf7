package dev.assay.stats.power;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.NoncentralT;
import dev.assay.stats.internal.Normal;

/**
 * What a planned test is to hold: its error rates, its sides, and its margin, 0 where it looks for
 * a difference.
 */
record Goal(double alpha, double power, Sides sides, double margin) {

  // Beyond, sums of probabilities may round below it whatever the number of examples.
  private static final double MOST_POWER = 0.999999;

  static final Goal DEFAULT = new Goal(0.05, 0.8, Sides.TWO, 0);

  Goal {
    requireNonNull(sides, "sides");
    if (!(alpha > 0 && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha: " + alpha + " (expected: 0 < alpha < 0.5)");
    }
    if (!(power > alpha && power <= MOST_POWER)) {
      throw new IllegalArgumentException(
          "power: " + power + " (expected: alpha = " + alpha + " < power <= 0.999999)");
    }
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("margin: " + margin + " (expected: 0 <= margin, finite)");
    }
  }

  Goal withAlpha(double changed) {
    return new Goal(changed, power, sides, margin);
  }

  Goal withPower(double changed) {
    return new Goal(alpha, changed, sides, margin);
  }

  Goal with(Sides changed) {
    return new Goal(alpha, power, changed, margin);
  }

  Goal withMargin(double changed) {
    return new Goal(alpha, power, sides, changed);
  }

  /** A margin for proportions. */
  Goal withShareMargin(double changed) {
    if (!(changed >= 0 && changed < 1)) {
      throw new IllegalArgumentException("margin: " + changed + " (expected: 0 <= margin < 1)");
    }
    return withMargin(changed);
  }

  /** Whether it is to show that something is no worse by more than a margin. */
  boolean nonInferiority() {
    return margin > 0;
  }

  /** The probability of a false alarm in each tail that is looked at. */
  double tail() {
    return sides == Sides.TWO && !nonInferiority() ? alpha / 2 : alpha;
  }

  /** How far the test looks: the effect, or the effect's distance from the margin. */
  double reach(double effect) {
    return nonInferiority() ? effect + margin : Math.abs(effect);
  }

  /** About how many observations a test of their mean takes, at this reach in deviations. */
  double nearly(double reach) {
    double both = (Normal.quantile(power) - Normal.quantile(tail())) / reach;
    return both * both;
  }

  /** The power of a t test. */
  double ofStudent(double noncentrality, double degreesOfFreedom) {
    if (Double.isInfinite(noncentrality)) {
      return noncentrality > 0 || bothTails() ? 1 : 0;
    }
    double critical = Normal.twoSidedT(1 - 2 * tail(), degreesOfFreedom);
    double right = NoncentralT.above(critical, degreesOfFreedom, noncentrality);
    return bothTails()
        ? Math.min(1, right + NoncentralT.below(-critical, degreesOfFreedom, noncentrality))
        : right;
  }

  /**
   * The power of a test whose statistic has the mean {@code shift} and the standard deviation
   * {@code actual}, and which supposes {@code supposed}.
   */
  double ofNormal(double shift, double supposed, double actual) {
    double critical = -Normal.quantile(tail()) * supposed;
    if (actual == 0) {
      return shift > critical || (bothTails() && -shift > critical) ? 1 : 0;
    }
    double right = Normal.cdf((shift - critical) / actual);
    return bothTails() ? Math.min(1, right + Normal.cdf((-shift - critical) / actual)) : right;
  }

  private boolean bothTails() {
    return sides == Sides.TWO && !nonInferiority();
  }
}
