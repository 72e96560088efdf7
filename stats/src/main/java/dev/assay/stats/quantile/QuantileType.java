package dev.assay.stats.quantile;

/**
 * How a quantile is defined between the observations: the nine types of R. J. Hyndman and Y. Fan,
 * "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 *
 * @since 0.1
 */
public enum QuantileType {
  /** Type 1: the inverse of the empirical distribution. */
  INVERTED_CDF(1, 0, 0),
  /** Type 2: as type 1, averaging where the empirical distribution is flat. */
  AVERAGED_INVERTED_CDF(2, 0, 0),
  /** Type 3: the nearest observation, even ones on a tie. */
  CLOSEST_OBSERVATION(3, 0, 0),
  /** Type 4: interpolates the empirical distribution. */
  INTERPOLATED_INVERTED_CDF(4, 0, 1),
  /** Type 5: piecewise linear with knots half way up the steps; Hazen's. */
  HAZEN(5, 0.5, 0.5),
  /** Type 6: {@code (n + 1) p}; Weibull's. */
  WEIBULL(6, 0, 0),
  /** Type 7: {@code (n - 1) p + 1}; the default of NumPy, R and spreadsheets. */
  LINEAR(7, 1, 1),
  /** Type 8: about unbiased for the median whatever the distribution. */
  MEDIAN_UNBIASED(8, 1.0 / 3, 1.0 / 3),
  /** Type 9: about unbiased for normal observations. */
  NORMAL_UNBIASED(9, 3.0 / 8, 3.0 / 8);

  private final int number;
  private final double alpha;
  private final double beta;

  QuantileType(int number, double alpha, double beta) {
    this.number = number;
    this.alpha = alpha;
    this.beta = beta;
  }

  /** Its number in the paper, from 1 to 9. */
  public int number() {
    return number;
  }

  boolean isStep() {
    return number <= 3;
  }

  // The 1-based, fractional position of the quantile among n sorted observations.
  double position(int n, double p) {
    return alpha + p * (n + 1 - alpha - beta);
  }
}
