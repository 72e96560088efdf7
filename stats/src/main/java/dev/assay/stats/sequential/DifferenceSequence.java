package dev.assay.stats.sequential;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;

/**
 * A confidence sequence for the difference between the means of two streams of bounded values that
 * are not paired, such as two versions each answering its own share of traffic.
 *
 * <p>Each stream has a {@link BettingSequence} that errs with half of the whole error rate, and the
 * difference of their ends is covered whenever both hold, whatever the order and the numbers in
 * which values come and however the streams depend on each other. Where values come in pairs, take
 * the differences into one {@link BettingSequence} with bounds -1 and 1, or {@link
 * SequentialRate#differenceAboveMinus}: far tighter.
 *
 * @since 0.1
 */
public final class DifferenceSequence {

  private static final DifferenceSequence DEFAULT = new DifferenceSequence(0.95, Scale.UNIT);

  private final double level;
  private final Scale scale;

  private DifferenceSequence(double level, Scale scale) {
    this.level = level;
    this.scale = scale;
  }

  /** Covers at all times with probability 0.95, for values from 0 to 1. */
  public static DifferenceSequence withDefaults() {
    return DEFAULT;
  }

  /**
   * Covers at all times with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public DifferenceSequence withLevel(double level) {
    return new DifferenceSequence(Checks.level(level), scale);
  }

  /**
   * For values of both streams from {@code low} to {@code high}.
   *
   * @throws IllegalArgumentException if the bounds are not finite, or not {@code low < high}
   */
  public DifferenceSequence withBounds(double low, double high) {
    return new DifferenceSequence(level, new Scale(low, high));
  }

  /** Nothing observed yet. */
  public Streams start() {
    BettingSequence each =
        BettingSequence.withDefaults()
            .withLevel(1 - (1 - level) / 2)
            .withBounds(scale.low(), scale.high());
    return new Streams(level, scale, each.start(), each.start());
  }

  /**
   * Goes on where {@link Streams#toBytes()} was called.
   *
   * @throws IllegalArgumentException if these are not the bytes of such streams, of this version
   */
  public static Streams resume(byte[] state) {
    StateReader in = new StateReader(requireNonNull(state, "state"), StateKind.DIFFERENCE_SEQUENCE);
    double level = Checks.level(in.number());
    Scale scale = Scale.read(in);
    Streams streams =
        new Streams(
            level,
            scale,
            ConfidenceSequence.resume(in.state()),
            ConfidenceSequence.resume(in.state()));
    in.end();
    return streams;
  }

  /**
   * The observations of both streams so far. To be used by one thread at a time.
   *
   * @since 0.1
   */
  public static final class Streams {

    private final double level;
    private final Scale scale;
    private final ConfidenceSequence first;
    private final ConfidenceSequence second;

    private Streams(
        double level, Scale scale, ConfidenceSequence first, ConfidenceSequence second) {
      this.level = level;
      this.scale = scale;
      this.first = first;
      this.second = second;
    }

    /**
     * Takes a value of the first stream, from which the second is subtracted.
     *
     * @throws IllegalArgumentException if it is NaN or out of the bounds
     */
    public void addFirst(double value) {
      first.add(value);
    }

    /**
     * Takes a value of the second stream, which is subtracted.
     *
     * @throws IllegalArgumentException if it is NaN or out of the bounds
     */
    public void addSecond(double value) {
      second.add(value);
    }

    /** How many values the first stream had. */
    public long countFirst() {
      return first.count();
    }

    /** How many values the second stream had. */
    public long countSecond() {
      return second.count();
    }

    /** Where the mean of the first minus that of the second is. */
    public Interval interval() {
      Interval a = first.interval();
      Interval b = second.interval();
      return new Interval(a.low() - b.high(), a.high() - b.low(), level);
    }

    /** The difference of the means so far, of all values; empty before each has one. */
    public Optional<Estimate> estimate() {
      Interval interval = interval();
      return first
          .estimate()
          .flatMap(
              a ->
                  second
                      .estimate()
                      .map(
                          b ->
                              new Estimate(
                                  a.value() - b.value(),
                                  interval,
                                  first.count() + second.count())));
    }

    /**
     * Whether the difference is above {@code threshold} or below, such as minus a margin. Each of
     * the two is said in error, ever, with at most half of one minus the level. It is of this
     * moment: keep the first decision.
     *
     * @throws IllegalArgumentException if the threshold is no difference of values in the bounds
     */
    public SequentialDecision decision(double threshold) {
      double range = scale.high() - scale.low();
      new Scale(-range, range).unit("threshold", threshold);
      Interval now = interval();
      if (now.low() > threshold) {
        return SequentialDecision.DECIDED_ABOVE;
      }
      return now.high() < threshold
          ? SequentialDecision.DECIDED_BELOW
          : SequentialDecision.UNDECIDED;
    }

    /** The state in a versioned binary form, for {@link DifferenceSequence#resume}. */
    public byte[] toBytes() {
      StateWriter out = new StateWriter(StateKind.DIFFERENCE_SEQUENCE);
      out.number(level);
      scale.write(out);
      out.state(first.toBytes());
      out.state(second.toBytes());
      return out.toBytes();
    }
  }
}
