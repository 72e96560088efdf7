package dev.assay.core.calibration;

import dev.assay.stats.correction.PredictionPoweredRate;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.HajekProportion;
import java.util.Arrays;
import java.util.Optional;

/**
 * Shares of items that may come in groups, and that were drawn with known probabilities.
 *
 * <p>Where all were drawn alike it is Wilson's interval, else Hájek's estimator; of groups that is
 * {@link PredictionPoweredRate} without predictions, which sums what each group adds to the error.
 */
final class Shares {

  private final double level;

  Shares(double level) {
    this.level = level;
  }

  /** Whether probabilities differ, so that weights do. */
  static boolean unequal(double[] drawn) {
    return Arrays.stream(drawn).anyMatch(p -> p != drawn[0]);
  }

  /** The share of {@code success}; empty if there is nothing. */
  Optional<Estimate> of(boolean[] success, double[] drawn, int[] groups) {
    if (success.length == 0) {
      return Optional.empty();
    }
    if (!unequal(drawn)) {
      return Optional.of(WilsonInterval.withDefaults().withLevel(level).ofGroups(success, groups));
    }
    if (Arrays.stream(groups).distinct().count() == groups.length) {
      return HajekProportion.withDefaults().withLevel(level).of(success, drawn);
    }
    double[] values = new double[success.length];
    Arrays.setAll(values, i -> success[i] ? 1 : 0);
    return PredictionPoweredRate.withDefaults()
        .withLevel(level)
        .withWeight(0)
        .ofGroups(values, values, drawn, new double[0], groups)
        .map(PredictionPoweredRate.Result::rate);
  }
}
