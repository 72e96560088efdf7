package dev.assay.core.calibration;

import dev.assay.stats.interval.Estimate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number with its uncertainty, or why there is none.
 *
 * @param estimate the number; null if it cannot be computed
 * @param why why not; null if it can
 * @since 0.1
 */
public record Figure(@Nullable Estimate estimate, @Nullable String why) {

  /**
   * Checks that there is one or the other.
   *
   * @throws IllegalArgumentException if there are both or neither
   */
  public Figure {
    if ((estimate == null) == (why == null)) {
      throw new IllegalArgumentException("figure: (expected: an estimate, or why there is none)");
    }
  }

  /** A number; none if its interval has no ends. */
  public static Figure of(Estimate estimate) {
    return Double.isFinite(estimate.low()) && Double.isFinite(estimate.high())
        ? new Figure(estimate, null)
        : none("its values are too large to compute with");
  }

  /** No number, because of {@code why}. */
  public static Figure none(String why) {
    return new Figure(null, why);
  }

  static Figure of(Optional<Estimate> estimate, String why) {
    return estimate.map(Figure::of).orElseGet(() -> none(why));
  }
}
