package dev.assay.server.api.metrics;

import java.util.Objects;

/**
 * An estimate of a measure of a slice, as of the last hour or two.
 *
 * @param measure its name without a version
 * @param version the evaluator's version; empty for what is no score
 * @param slice the slice's key
 * @param value the estimate
 * @param low the lower end of its interval; may be infinite
 * @param high the upper end of its interval; may be infinite
 * @param n how many it rests on
 * @since 0.1
 */
public record QualityPoint(
    String measure, String version, String slice, double value, double low, double high, long n) {

  /** Checks the parts. */
  public QualityPoint {
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(slice, "slice");
  }
}
