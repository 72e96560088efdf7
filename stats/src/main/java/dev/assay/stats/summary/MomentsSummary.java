package dev.assay.stats.summary;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Normal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Count, mean, variance, least and greatest of a stream of numbers.
 *
 * <p>An immutable snapshot; {@link Accumulator} gathers. Count and extremes merge exactly, mean and
 * variance to rounding, in any order and grouping, also where values are large beside their
 * differences. Source: P. Pébay, "Formulas for robust, one-pass parallel computation of covariances
 * and arbitrary-order statistical moments", Sandia report SAND2008-6212 (2008).
 *
 * @since 0.1
 */
public final class MomentsSummary {

  private static final MomentsSummary EMPTY =
      new MomentsSummary(0, new Spread(), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  private final long count;
  private final Spread spread;
  private final double least;
  private final double greatest;

  private MomentsSummary(long count, Spread spread, double least, double greatest) {
    this.count = count;
    this.spread = spread;
    this.least = least;
    this.greatest = greatest;
  }

  /** Of nothing. */
  public static MomentsSummary empty() {
    return EMPTY;
  }

  /**
   * Of these values.
   *
   * @throws IllegalArgumentException if one is not finite
   */
  public static MomentsSummary of(double... values) {
    Accumulator accumulator = new Accumulator();
    for (double value : values) {
      accumulator.add(value);
    }
    return accumulator.summary();
  }

  /** How many values there were. */
  public long count() {
    return count;
  }

  /** The mean, never outside the range of the values; empty without values. */
  public OptionalDouble mean() {
    return count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(greatest, Math.max(least, spread.mean())));
  }

  /**
   * The sample variance, over {@code n - 1}; empty for fewer than two values, infinite where
   * squares leave the range of a double.
   */
  public OptionalDouble variance() {
    return count < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(least == greatest ? 0 : spread.squares() / (count - 1.0));
  }

  /** The least value; empty without values. */
  public OptionalDouble least() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(least);
  }

  /** The greatest value; empty without values. */
  public OptionalDouble greatest() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(greatest);
  }

  /**
   * The mean with Student's interval, for independent values that are many or about normal; empty
   * for fewer than two. Of equal values the interval is a point, which says how the sample is and
   * not how sure it is.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Optional<Estimate> estimate(double level) {
    Checks.level(level);
    if (count < 2) {
      return Optional.empty();
    }
    double mean = mean().orElseThrow();
    double half =
        Normal.twoSidedT(level, count - 1.0) * Math.sqrt(variance().orElseThrow() / count);
    return Optional.of(new Estimate(mean, new Interval(mean - half, mean + half, level), count));
  }

  /**
   * The summary of both streams.
   *
   * @throws IllegalArgumentException if the count goes above 2^53
   */
  public MomentsSummary merge(MomentsSummary other) {
    Accumulator accumulator = new Accumulator();
    accumulator.add(this);
    accumulator.add(other);
    return accumulator.summary();
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.MOMENTS);
    out.count(count);
    if (count > 0) {
      out.number(spread.mean());
      out.number(spread.squares());
      out.number(least);
      out.number(greatest);
    }
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static MomentsSummary fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.MOMENTS);
    long count = in.count(Keys.MOST);
    if (count == 0) {
      in.end();
      return EMPTY;
    }
    Spread spread = new Spread(count, in.finite(), in.amount());
    double least = in.finite();
    double greatest = in.finite();
    in.end();
    if (!(least <= greatest)) {
      throw SummaryReader.refuse("least " + least, "at most the greatest, " + greatest);
    }
    return new MomentsSummary(count, spread, least, greatest);
  }

  /**
   * Gathers values into a {@link MomentsSummary}. For one thread.
   *
   * @since 0.1
   */
  public static final class Accumulator {

    private long count;
    private Spread spread = new Spread();
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** Starts with nothing. */
    public Accumulator() {}

    /**
     * Adds a value.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public void add(double value) {
      Keys.finite(value);
      count = Keys.sum(count, 1);
      spread.add(value, 1);
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }

    /**
     * Adds all that another summary saw.
     *
     * @throws IllegalArgumentException if the count goes above 2^53
     */
    public void add(MomentsSummary other) {
      count = Keys.sum(count, other.count);
      spread.add(other.spread);
      least = Math.min(least, other.least);
      greatest = Math.max(greatest, other.greatest);
    }

    /**
     * Takes back all that another summary saw: count exactly, mean and variance to rounding. Least
     * and greatest stay as bounds, unless one value is left, or none.
     *
     * @return whether there was as much to take back
     */
    public boolean withdraw(MomentsSummary part) {
      boolean all = part.count <= count;
      if (part.count >= count) {
        count = 0;
        spread = new Spread();
        least = Double.POSITIVE_INFINITY;
        greatest = Double.NEGATIVE_INFINITY;
        return all;
      }
      count -= part.count;
      spread = spread.without(part.spread);
      if (count == 1) {
        double left = Math.min(greatest, Math.max(least, spread.mean()));
        spread = new Spread(1, left, 0);
        least = left;
        greatest = left;
      }
      return all;
    }

    /** How many were gathered up to now. */
    public long count() {
      return count;
    }

    /** What was gathered up to now. */
    public MomentsSummary summary() {
      return new MomentsSummary(count, spread.copy(), least, greatest);
    }
  }
}
