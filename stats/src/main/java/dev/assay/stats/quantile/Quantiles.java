package dev.assay.stats.quantile;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Quantiles of a sample, of any Hyndman-Fan type.
 *
 * <p>The types that step (1 to 3) take the probability as the decimal number it is written as, so
 * that 0.95 of 20 observations is the 19th and not, by binary rounding, the 20th.
 *
 * @since 0.1
 */
public final class Quantiles {

  private static final Quantiles DEFAULT = new Quantiles(QuantileType.LINEAR);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final QuantileType type;

  private Quantiles(QuantileType type) {
    this.type = type;
  }

  /** Type 7, {@link QuantileType#LINEAR}. */
  public static Quantiles withDefaults() {
    return DEFAULT;
  }

  /** The same with another type. */
  public Quantiles with(QuantileType type) {
    return new Quantiles(requireNonNull(type, "type"));
  }

  /**
   * The quantile of {@code values} at {@code probability}. The array is left as it is.
   *
   * @throws IllegalArgumentException if there is no value, one is not finite, or the probability is
   *     outside [0, 1]
   */
  public double of(double[] values, double probability) {
    return of(values, new double[] {probability})[0];
  }

  /**
   * The quantiles of {@code values} at each of {@code probabilities}, sorting once. The arrays are
   * left as they are.
   *
   * @throws IllegalArgumentException if there is no value, one is not finite, or a probability is
   *     outside [0, 1]
   */
  public double[] of(double[] values, double... probabilities) {
    double[] sorted = sorted(values);
    double[] quantiles = new double[probabilities.length];
    for (int i = 0; i < quantiles.length; i++) {
      double p = probabilities[i];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("probability: " + p + " (expected: 0 <= p <= 1)");
      }
      quantiles[i] = type.isStep() ? step(sorted, p) : interpolate(sorted, p);
    }
    return quantiles;
  }

  private static double[] sorted(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
      }
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private double step(double[] sorted, double p) {
    BigDecimal exact = BigDecimal.valueOf(p).multiply(BigDecimal.valueOf(sorted.length));
    int below = exact.intValue();
    BigDecimal rest = exact.subtract(BigDecimal.valueOf(below));
    return switch (type) {
      case INVERTED_CDF -> at(sorted, rest.signum() > 0 ? below + 1 : below);
      case AVERAGED_INVERTED_CDF ->
          rest.signum() > 0
              ? at(sorted, below + 1)
              : midpoint(at(sorted, below), at(sorted, below + 1));
      default -> {
        int side = rest.compareTo(HALF);
        boolean up = side > 0 || (side == 0 && below % 2 == 1);
        yield at(sorted, up ? below + 1 : below);
      }
    };
  }

  private double interpolate(double[] sorted, double p) {
    double position = type.position(sorted.length, p);
    double below = Math.floor(position);
    double low = at(sorted, (int) below);
    double high = at(sorted, (int) below + 1);
    double weight = position - below;
    return low == high ? low : (1 - weight) * low + weight * high;
  }

  private static double midpoint(double low, double high) {
    return low / 2 + high / 2;
  }

  // The k-th smallest, from 1; beyond the ends the ends.
  private static double at(double[] sorted, int k) {
    return sorted[Math.min(Math.max(k, 1), sorted.length) - 1];
  }
}
