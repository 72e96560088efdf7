package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine knows of before: asked when a baseline is first needed and when an alert opens,
 * never at every commit.
 *
 * @since 0.1
 */
public interface History {

  /**
   * What is compared with.
   *
   * @param value the level
   * @param variance of that level, as far as it is only estimated; 0 if it is exact
   * @param words for it, such as {@code run 2026-03-02}
   * @since 0.1
   */
  record Level(double value, double variance, String words) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a number is not finite or the variance negative
     */
    public Level {
      requireNonNull(words, "words");
      if (!Double.isFinite(value) || !(variance >= 0 && variance < 1e300)) {
        throw new IllegalArgumentException(
            "value, variance: " + value + ", " + variance + " (expected: finite, 0 or more)");
      }
    }
  }

  /**
   * The level of a measure in a run or a past period; empty where there is none to compare with,
   * such as a run whose evaluator had another version.
   *
   * @param source never {@link BaselineSource.Past}
   * @param measure what
   * @param version of the evaluator; empty where none is meant
   * @param slice which part
   */
  Optional<Level> baseline(
      BaselineSource source, WatchedMeasure measure, String version, Slice slice);

  /** All slices over the windows from {@code from} to {@code to}, merged. */
  Map<Slice, SliceSummary> slices(Instant from, Instant to);

  /** Nothing is known of before. */
  static History none() {
    return new History() {
      @Override
      public Optional<Level> baseline(
          BaselineSource source, WatchedMeasure measure, String version, Slice slice) {
        return Optional.empty();
      }

      @Override
      public Map<Slice, SliceSummary> slices(Instant from, Instant to) {
        return Map.of();
      }
    };
  }
}
