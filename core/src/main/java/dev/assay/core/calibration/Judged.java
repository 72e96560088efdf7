package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What an evaluator said of one interaction.
 *
 * @param id the example's or interaction's id
 * @param repeat which repetition of the example, from 0
 * @param value the score; null where there is none
 * @param passed whether it passed, where that was decided
 * @param version the evaluator's version
 * @param drawn the probability with which it was chosen to be judged, in (0, 1]; 1 where everything
 *     was
 * @since 0.1
 */
public record Judged(
    String id,
    int repeat,
    @Nullable Double value,
    @Nullable Boolean passed,
    String version,
    double drawn) {

  /** Checks the parts. */
  public Judged {
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    if (!(drawn > 0 && drawn <= 1)) {
      throw new IllegalArgumentException("drawn: " + drawn + " (expected: 0 < drawn <= 1)");
    }
  }

  /** One of which every other was judged too. */
  public Judged(
      String id, int repeat, @Nullable Double value, @Nullable Boolean passed, String version) {
    this(id, repeat, value, passed, version, 1);
  }
}
