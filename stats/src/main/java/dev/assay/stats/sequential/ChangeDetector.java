package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Watches one stream for a change of its mean, as calibrated by {@link Cusum} or {@link
 * PageHinkley}. Work and memory an observation are constant. To be used by one thread at a time.
 *
 * @since 0.1
 */
public final class ChangeDetector {

  /**
   * A change that was detected.
   *
   * @param direction {@link Direction#UP} or {@link Direction#DOWN}
   * @param observation the number, from 1, of the observation at which it was
   * @param since the number of the observation from which on it is likely: the first after the sum
   *     was last 0
   * @since 0.1
   */
  public record Change(Direction direction, long observation, long since) {}

  private final Chart chart;
  private final double expectedRunLength;
  private ChartState state = new ChartState();
  private long count;
  private long alarms;

  ChangeDetector(Chart chart, double expectedRunLength) {
    if (!(expectedRunLength >= 1)) {
      throw new IllegalArgumentException(
          "state: run length " + expectedRunLength + " (expected: at least 1)");
    }
    this.chart = chart;
    this.expectedRunLength = expectedRunLength;
  }

  /**
   * Takes one observation; says if it shows a change, and then starts anew.
   *
   * @throws IllegalArgumentException if it is not finite; the state is then as before
   */
  public Optional<Change> add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value: " + value + " (expected: a finite number)");
    }
    count++;
    state.add(chart, chart.standard(value));
    if (!state.crossed(chart)) {
      return Optional.empty();
    }
    Direction direction = state.direction(chart);
    Change change = new Change(direction, count, count - state.length(direction) + 1);
    state = new ChartState();
    alarms++;
    return Optional.of(change);
  }

  /**
   * The mean number of observations to a false alarm while nothing has changed: the one asked for,
   * or more where observations of few different values leave no threshold in between.
   */
  public double expectedRunLength() {
    return expectedRunLength;
  }

  /** How far the sum for a rise is on the way to an alarm, from 0 to 1; 0 if not watched. */
  public double towardsRise() {
    return share(state.up(), chart.up());
  }

  /** How far the sum for a drop is on the way to an alarm, from 0 to 1; 0 if not watched. */
  public double towardsDrop() {
    return share(state.down(), chart.down());
  }

  private static double share(double sum, double threshold) {
    return sum == 0 ? 0 : sum / threshold;
  }

  /** The threshold for a rise, in standard deviations; infinite if not watched. */
  public double thresholdOfRise() {
    return chart.up();
  }

  /** The threshold for a drop, in standard deviations; infinite if not watched. */
  public double thresholdOfDrop() {
    return chart.down();
  }

  /** How many observations there were. */
  public long count() {
    return count;
  }

  /** How many changes were detected. */
  public long alarms() {
    return alarms;
  }

  /** Settings and state in a versioned binary form, for {@link #resume}. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(StateKind.CHANGE_DETECTOR);
    chart.write(out);
    out.number(expectedRunLength);
    out.count(count);
    out.count(alarms);
    state.write(out);
    return out.toBytes();
  }

  /**
   * Goes on where {@link #toBytes()} was called, without calibrating again.
   *
   * @throws IllegalArgumentException if these are not the bytes of a detector, of this version
   */
  public static ChangeDetector resume(byte[] state) {
    StateReader in = new StateReader(requireNonNull(state, "state"), StateKind.CHANGE_DETECTOR);
    ChangeDetector detector = new ChangeDetector(Chart.read(in), in.number());
    detector.count = in.count();
    detector.alarms = in.count();
    detector.state = ChartState.read(in);
    in.end();
    return detector;
  }
}
