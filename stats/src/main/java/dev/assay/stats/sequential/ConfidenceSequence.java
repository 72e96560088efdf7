package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * An interval for the mean of a stream of bounded values that holds at every moment at once: the
 * probability that the mean is ever outside of it, however often one looks and for whatever reason
 * one stops, is at most one minus its level.
 *
 * <p>Assumes that each value has the same mean whatever came before. Work and memory an observation
 * are constant. Holds the state of one stream, to be used by one thread at a time.
 *
 * @since 0.1
 */
public sealed interface ConfidenceSequence permits BettingState, BernsteinState {

  /**
   * Takes one value.
   *
   * @throws IllegalArgumentException if it is NaN or out of the bounds; the state is then as before
   */
  void add(double value);

  /** How many values there were. */
  long count();

  /** Where the mean is, at the sequence's level; the bounds of the values before the first. */
  Interval interval();

  /** Whether the interval of this moment leaves {@code mean} out. */
  boolean excludes(double mean);

  /** The mean of the values with its interval; empty before the first value. */
  Optional<Estimate> estimate();

  /** The state in a versioned binary form, for {@link #resume}. */
  byte[] toBytes();

  /**
   * Goes on where {@link #toBytes()} was called.
   *
   * @throws IllegalArgumentException if these are not the bytes of a confidence sequence, of this
   *     version
   */
  static ConfidenceSequence resume(byte[] state) {
    StateReader in = new StateReader(requireNonNull(state, "state"));
    return switch (in.kind()) {
      case BETTING_SEQUENCE -> BettingState.read(in);
      case BERNSTEIN_SEQUENCE -> BernsteinState.read(in);
      default ->
          throw new IllegalArgumentException(
              "state: " + in.kind() + " (expected: a confidence sequence)");
    };
  }
}
