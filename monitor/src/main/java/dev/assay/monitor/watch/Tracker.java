package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what comes against what is expected.
 *
 * <p>What is expected at each time is told from what came before alone, and its error counts as
 * part of the deviation's variance: so deviations of a stream whose level depends on nothing but
 * the hour have mean 0 and do not depend on each other, however short the past is. (These are the
 * recursive residuals of R. L. Brown, J. Durbin, J. M. Evans, "Techniques for testing the constancy
 * of regression relationships over time", JRSS B 37 (1975).) Where past deviations were larger than
 * their variance, by weather of all kinds, variances are put up by as much.
 */
final class Tracker {

  /** Of variances, how many deviations the prior belief that they are true counts for. */
  private static final double TRUST = 20;

  private static final double MOST_TRUST = 500;
  private static final double GREATEST_SQUARE = 9;
  private static final double PRIOR_SIZE = 10;
  private static final double MOST_SIZE = 1e5;
  // Of what has no range, in standard deviations: see the simulation of money.
  private static final double UNBOUNDED = 10;

  private final WatchedMeasure measure;
  private final Profile profile;
  private final double leastDays;
  private final Profile.@Nullable Expected fixed;
  private final Worths worths = new Worths();
  private double varianceSum;
  private double varianceSize;
  private double squares;
  private double looks;

  /** Learns. */
  Tracker(WatchedMeasure measure, Rhythm rhythm, Duration memory) {
    this(measure, rhythm, memory, rhythm == Rhythm.NONE ? 1 : rhythm == Rhythm.DAY ? 3 : 8);
  }

  /** Learns for so many days before it says anything. */
  Tracker(WatchedMeasure measure, Rhythm rhythm, Duration memory, double leastDays) {
    this.measure = measure;
    this.profile = new Profile(rhythm, memory);
    this.leastDays = leastDays;
    this.fixed = null;
  }

  /** Holds against a level. */
  Tracker(WatchedMeasure measure, double level, double variance) {
    this.measure = measure;
    this.profile = new Profile(Rhythm.NONE, Duration.ofDays(1));
    this.leastDays = 0;
    this.fixed = new Profile.Expected(level, variance);
  }

  /**
   * How far what came is from what was expected.
   *
   * @param start of the bucket
   * @param sum of deviations
   * @param variance of the sum
   * @param size how many observations
   * @param expected the level
   * @param expectedVariance of the level
   * @param unit the standard deviation of one observation
   * @param up how far one observation can be above
   * @param down how far one observation can be below
   * @param skewness of the sum; 0 where not known
   */
  record Deviation(
      Instant start,
      double sum,
      double variance,
      double size,
      double expected,
      double expectedVariance,
      double unit,
      double up,
      double down,
      double skewness) {

    /** In standard deviations. */
    double standard() {
      return Tracker.standard(sum, variance, skewness);
    }
  }

  /**
   * A sum in standard deviations, with the skewness of rare events taken off. Source: E. A.
   * Cornish, R. A. Fisher, "Moments and cumulants in the specification of distributions", Revue de
   * l'Institut International de Statistique 5 (1938), the first term.
   */
  static double standard(double sum, double variance, double skewness) {
    double z = sum / Math.sqrt(variance);
    if (skewness == 0) {
      return z;
    }
    double turn = 3 / skewness;
    double bounded = skewness > 0 ? Math.min(z, turn) : Math.max(z, turn);
    return bounded - skewness * (bounded * bounded - 1) / 6;
  }

  /**
   * Takes what came in a bucket.
   *
   * @param learn whether to learn from it
   */
  Optional<Deviation> add(Instant start, Sample sample, boolean learn) {
    Worth worth = worths.of(start, sample);
    double size = worth.size();
    Optional<Deviation> deviation = deviation(start, sample, worth);
    if (learn) {
      deviation.ifPresent(this::learnSpread);
      profile.add(start, sample.value(), size, worth.noise());
    }
    if (!measure.kind().quantile()) {
      worths.add(start, sample);
    }
    if (!measure.kind().rate()) {
      varianceSum += sample.variance() * size;
      varianceSize += size;
      if (varianceSize > MOST_SIZE) {
        varianceSum *= MOST_SIZE / varianceSize;
        varianceSize = MOST_SIZE;
      }
    }
    return deviation;
  }

  private Optional<Deviation> deviation(Instant start, Sample sample, Worth worth) {
    if (fixed == null && profile.days(start) < leastDays) {
      return Optional.empty();
    }
    double level = fixed == null ? profile.mean(start) : fixed.value();
    double prior = variance(start, level, sample);
    Optional<Profile.Expected> expected =
        fixed == null ? profile.expected(start, prior) : Optional.of(fixed);
    return expected.map(e -> deviation(start, sample, worth, e));
  }

  private Deviation deviation(
      Instant start, Sample sample, Worth worth, Profile.Expected expected) {
    double variance = variance(start, expected.value(), sample);
    double n = worth.size();
    double sum = n * (sample.value() - expected.value());
    double unit = Math.sqrt(variance);
    double total = inflation() * (worth.noise() * variance + n * n * expected.variance());
    boolean quantile = measure.kind().quantile();
    double heaviest = worth.heaviest();
    double up = quantile ? 0 : heaviest * reach(measure.high() - expected.value(), unit);
    double down = quantile ? 0 : heaviest * reach(expected.value() - measure.low(), unit);
    double skewness = 0;
    if (measure.kind().rate()) {
      double p = Math.min(1, Math.max(0, expected.value()));
      skewness = (1 - 2 * p) * n * variance / Math.pow(total, 1.5);
    }
    return new Deviation(
        start, sum, total, n, expected.value(), expected.variance(), unit, up, down, skewness);
  }

  private static double reach(double distance, double unit) {
    return Double.isInfinite(distance) ? UNBOUNDED * unit : Math.max(0, distance);
  }

  /** Of one observation. */
  private double variance(Instant at, double level, Sample sample) {
    double least = Math.pow(1e-3 * Math.abs(level), 2) + 1e-18;
    if (measure.kind().rate()) {
      double edge = 0.5 / (1 + (fixed == null ? profile.size(at) : sample.size()));
      double p = Math.min(1 - edge, Math.max(edge, level));
      return p * (1 - p);
    }
    if (measure.kind().quantile()) {
      double past = varianceSize > 0 ? varianceSum / varianceSize : 0;
      return Math.max(least, Math.max(past, sample.variance()));
    }
    double widest = (measure.high() - level) * (level - measure.low());
    if (Double.isInfinite(widest) || !(widest > 0)) {
      double past = varianceSize > 0 ? varianceSum / varianceSize : sample.variance();
      return Math.max(least, Math.max(past, varianceSize > 0 ? 0 : sample.variance()));
    }
    return Math.max(least, (varianceSum + PRIOR_SIZE * widest) / (varianceSize + PRIOR_SIZE));
  }

  private void learnSpread(Deviation deviation) {
    double square = deviation.sum() * deviation.sum() / (deviation.variance() / inflation());
    squares += Math.min(GREATEST_SQUARE, square);
    looks++;
    if (looks > MOST_TRUST) {
      squares *= MOST_TRUST / looks;
      looks = MOST_TRUST;
    }
  }

  private double inflation() {
    return Math.max(1, (TRUST + squares) / (TRUST + looks));
  }

  void write(StateWriter out) {
    profile.write(out);
    worths.write(out);
    out.number(varianceSum);
    out.number(varianceSize);
    out.number(squares);
    out.number(looks);
  }

  void read(StateReader in) {
    profile.read(in);
    if (in.version() > 1) {
      worths.read(in);
    }
    varianceSum = in.amount();
    varianceSize = in.amount();
    squares = in.amount();
    looks = in.amount();
  }
}
