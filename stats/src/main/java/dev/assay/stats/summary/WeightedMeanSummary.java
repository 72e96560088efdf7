package dev.assay.stats.summary;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sampling.Scope;
import java.util.Optional;

/**
 * A mean over values that were sampled with known, unequal probabilities, with its design-based
 * variance.
 *
 * <p>An immutable snapshot; {@link Accumulator} gathers. It keeps sums of powers of the weights and
 * the moments under three weightings, which is all that {@link dev.assay.stats.sampling.HajekMean}
 * and {@link dev.assay.stats.sampling.HorvitzThompsonMean} use: estimates equal theirs to rounding,
 * however the stream was cut into parts. Items are taken to be drawn independently of each other.
 * Source: C.-E. Särndal, B. Swensson, J. Wretman, "Model assisted survey sampling" (1992), sections
 * 5.7 and 5.10.
 *
 * @since 0.1
 */
public final class WeightedMeanSummary {

  /** The least probability that can be told from a mistake, and whose weight keeps its powers. */
  private static final double LEAST_PROBABILITY = 1e-9;

  private static final double ROUNDING = 1e-12;

  private final long count;
  // By weight w = 1 / probability; by w^2; by w^2 - w.
  private final Spread plain;
  private final Spread squared;
  private final Spread finite;
  // Sums of the third, fourth and fifth powers of the weights.
  private final double third;
  private final double fourth;
  private final double fifth;

  private WeightedMeanSummary(Accumulator from) {
    count = from.count;
    plain = from.plain.copy();
    squared = from.squared.copy();
    finite = from.finite.copy();
    third = from.third;
    fourth = from.fourth;
    fifth = from.fifth;
  }

  /** Of nothing. */
  public static WeightedMeanSummary empty() {
    return new WeightedMeanSummary(new Accumulator());
  }

  /** How many values were sampled. */
  public long count() {
    return count;
  }

  /** The sum of the weights: an estimate of how many items there were to sample from. */
  public double weight() {
    return plain.weight();
  }

  /**
   * How many values drawn with equal probabilities would tell as much: the square of the sum of the
   * weights over the sum of their squares; 0 without values. Source: L. Kish, "Survey Sampling"
   * (1965), section 8.2.
   */
  public double effectiveSize() {
    return squared.weight() > 0 ? plain.weight() * plain.weight() / squared.weight() : 0;
  }

  /**
   * The weighted variance of the values around their weighted mean; 0 without values. It is that of
   * the values and not of the mean.
   */
  public double variance() {
    return plain.weight() > 0 ? plain.squares() / plain.weight() : 0;
  }

  /**
   * Hájek's estimate of the mean; empty for fewer than two values.
   *
   * <p>Of values that are all equal the interval is that one point, which says how the sample is
   * and not how sure it is. Where one weight is so large that the others say nothing, or squares
   * leave the range of a double, it has no ends.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Optional<Estimate> hajek(Scope scope, double level) {
    Checks.level(level);
    requireNonNull(scope, "scope");
    if (count < 2) {
      return Optional.empty();
    }
    double half = variance(scope).half(level);
    return Optional.of(around(plain.mean(), half, level));
  }

  /**
   * Horvitz and Thompson's estimate of the mean over {@code population} items, drawn or not; empty
   * for fewer than two values. Prefer {@link #hajek} unless values are about in proportion to their
   * probability.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1, the
   *     population is smaller than the sample, or the estimate leaves the range of a double
   */
  public Optional<Estimate> horvitzThompson(Scope scope, double level, long population) {
    Checks.level(level);
    requireNonNull(scope, "scope");
    if (population < count) {
      throw new IllegalArgumentException(
          "population: " + population + " (expected: at least the " + count + " sampled items)");
    }
    if (count < 2) {
      return Optional.empty();
    }
    double n = population;
    double mean = plain.mean() * (plain.weight() / n);
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "mean: " + mean + " (expected: values over probabilities within a double's range)");
    }
    double variance = finite.squaresAround(0) / n / n;
    if (scope == Scope.PROCESS) {
      double own = squared.weight() / plain.weight() / plain.weight();
      variance +=
          own < 1 ? plain.squares() / plain.weight() / (1 - own) / n : Double.POSITIVE_INFINITY;
    }
    return Optional.of(around(mean, new DesignVariance(variance, count - 1.0).half(level), level));
  }

  private Estimate around(double mean, double half, double level) {
    return new Estimate(mean, new Interval(mean - half, mean + half, level), count);
  }

  double mean() {
    return plain.mean();
  }

  /** Of the Hájek mean, of two values or more. */
  DesignVariance variance(Scope scope) {
    double s = plain.weight();
    boolean process = scope == Scope.PROCESS;
    double sumQ = (process ? squared.weight() : finite.weight()) / s / s;
    double squares = (process ? squared : finite).squaresAround(plain.mean()) / s / s;
    double most = count - 1.0;
    if (sumQ == 0) {
      return new DesignVariance(0, most);
    }
    double two = squared.weight();
    double cubes = s * s * s;
    double hh = two / s / s;
    double hq = (process ? third : third - two) / cubes;
    double qq = (process ? fourth : fourth - 2 * third + two) / cubes / s;
    double qqh = (process ? fifth : fifth - 2 * fourth + third) / cubes / s / s;
    double qhh = (process ? fourth : fourth - third) / cubes / s;
    double trace = sumQ - 2 * hq + sumQ * hh;
    if (trace <= ROUNDING * sumQ) {
      return new DesignVariance(Double.POSITIVE_INFINITY, 1);
    }
    double traceOfSquare =
        qq
            + 2 * (hq * hq + hh * qq)
            + sumQ * sumQ * hh * hh
            - 4 * qqh
            + 2 * sumQ * qhh
            - 4 * sumQ * hh * hq;
    double degrees = trace * trace / traceOfSquare;
    return new DesignVariance(
        squares * Math.max(1, sumQ / trace),
        degrees >= 1 && degrees <= most ? degrees : degrees < 1 ? 1 : most);
  }

  /**
   * The summary of both streams.
   *
   * @throws IllegalArgumentException if the count goes above 2^53
   */
  public WeightedMeanSummary merge(WeightedMeanSummary other) {
    Accumulator accumulator = new Accumulator();
    accumulator.add(this);
    accumulator.add(other);
    return accumulator.summary();
  }

  /**
   * The summary of what is left when a part is withdrawn, to rounding: items whose probability
   * turned out to be another are withdrawn with the old one and added with the new. Where nothing
   * but rounding would be left, it is that of nothing.
   *
   * @param part of items that are all in this one, with the same values and probabilities
   * @throws IllegalArgumentException if the part has more items than this
   */
  public WeightedMeanSummary without(WeightedMeanSummary part) {
    if (part.count > count) {
      throw new IllegalArgumentException(
          "part: " + part.count + " items (expected: at most the " + count + " there are)");
    }
    Accumulator rest = new Accumulator();
    rest.count = count - part.count;
    if (rest.count > 0) {
      rest.plain = plain.without(part.plain);
      rest.squared = squared.without(part.squared);
      rest.finite = finite.without(part.finite);
      // Weights are at least 1, and no power of them is less than the one before.
      rest.third = Math.max(rest.squared.weight(), third - part.third);
      rest.fourth = Math.max(rest.third, fourth - part.fourth);
      rest.fifth = Math.max(rest.fourth, fifth - part.fifth);
    }
    return rest.plain.weight() > 0 ? rest.summary() : empty();
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.WEIGHTED_MEAN);
    write(out);
    return out.toBytes();
  }

  void write(SummaryWriter out) {
    out.count(count);
    if (count > 0) {
      out.spread(plain);
      out.spread(squared);
      out.spread(finite);
      out.number(third);
      out.number(fourth);
      out.number(fifth);
    }
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static WeightedMeanSummary fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.WEIGHTED_MEAN);
    WeightedMeanSummary summary = read(in);
    in.end();
    return summary;
  }

  static WeightedMeanSummary read(SummaryReader in) {
    Accumulator read = new Accumulator();
    read.count = in.count(Keys.MOST);
    if (read.count > 0) {
      read.plain = in.spread();
      read.squared = in.spread();
      read.finite = in.spread();
      read.third = in.amount();
      read.fourth = in.amount();
      read.fifth = in.amount();
      check(read);
    }
    return new WeightedMeanSummary(read);
  }

  // Weights are at least 1, and no power of them is less than the one before.
  private static void check(Accumulator read) {
    double slack = 1 + ROUNDING * read.count;
    double one = read.plain.weight();
    double two = read.squared.weight();
    if (!(read.count <= one * slack
        && one <= two * slack
        && two <= read.third * slack
        && read.third <= read.fourth * slack
        && read.fourth <= read.fifth * slack
        && read.finite.weight() <= two * slack
        && read.fifth < Double.POSITIVE_INFINITY)) {
      throw SummaryReader.refuse("sums of weights", "those of weights of at least 1");
    }
  }

  /**
   * Gathers sampled values into a {@link WeightedMeanSummary}. For one thread.
   *
   * @since 0.1
   */
  public static final class Accumulator {

    private long count;
    private Spread plain = new Spread();
    private Spread squared = new Spread();
    private Spread finite = new Spread();
    private double third;
    private double fourth;
    private double fifth;

    /** Starts with nothing. */
    public Accumulator() {}

    /**
     * Adds a sampled value.
     *
     * @param value finite
     * @param probability with which it was drawn, from 1e-9 to 1
     * @throws IllegalArgumentException if either is out of range
     */
    public void add(double value, double probability) {
      Keys.finite(value);
      if (!(probability >= LEAST_PROBABILITY && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability: "
                + probability
                + " (expected: "
                + LEAST_PROBABILITY
                + " <= probability <= 1)");
      }
      count = Keys.sum(count, 1);
      double w = 1 / probability;
      double w2 = w * w;
      plain.add(value, w);
      squared.add(value, w2);
      finite.add(value, w2 - w);
      third += w2 * w;
      fourth += w2 * w2;
      fifth += w2 * w2 * w;
    }

    /**
     * Adds all that another summary saw.
     *
     * @throws IllegalArgumentException if the count goes above 2^53
     */
    public void add(WeightedMeanSummary other) {
      count = Keys.sum(count, other.count);
      plain.add(other.plain);
      squared.add(other.squared);
      finite.add(other.finite);
      third += other.third;
      fourth += other.fourth;
      fifth += other.fifth;
    }

    /** What was gathered up to now. */
    public WeightedMeanSummary summary() {
      return new WeightedMeanSummary(this);
    }
  }
}
