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
 * @since 0.1
 */
public record Judged(
    String id, int repeat, @Nullable Double value, @Nullable Boolean passed, String version) {

  /** Checks the parts. */
  public Judged {
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
  }
}
