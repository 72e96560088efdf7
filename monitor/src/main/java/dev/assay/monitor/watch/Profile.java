package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a level was at each hour of the day or week, forgetting with time.
 *
 * <p>An hour's own mean is drawn towards the mean of all hours by as much as the hours differ less
 * than chance would have it: where there is no rhythm, or little traffic, all hours are one.
 * Source: R. DerSimonian, N. Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials
 * 7 (1986), for the variance between hours.
 */
final class Profile {

  private static final double HOURS_PER_DAY = 24;

  private final Rhythm rhythm;
  private final double memoryHours;
  private final double[] sizes;
  private final double[] squares;
  private final double[] means;
  private final long[] hours;
  private long first = Long.MAX_VALUE;

  Profile(Rhythm rhythm, Duration memory) {
    this.rhythm = rhythm;
    memoryHours = memory.toSeconds() / 3600.0;
    sizes = new double[rhythm.slots()];
    squares = new double[rhythm.slots()];
    means = new double[rhythm.slots()];
    hours = new long[rhythm.slots()];
  }

  /** A level and its variance. */
  record Expected(double value, double variance) {}

  private static long hour(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 3600L);
  }

  private double kept(int slot, long now) {
    return Math.exp(-Math.max(0, now - hours[slot]) / memoryHours);
  }

  /**
   * Learns from a value.
   *
   * @param size how much it counts
   * @param noise the square of that, times the variance of the value in units of one observation's
   */
  void add(Instant start, double value, double size, double noise) {
    int slot = rhythm.slot(start);
    long now = hour(start);
    double kept = kept(slot, now);
    sizes[slot] = sizes[slot] * kept + size;
    squares[slot] = squares[slot] * kept * kept + noise;
    means[slot] += (value - means[slot]) * size / sizes[slot];
    hours[slot] = Math.max(hours[slot], now);
    first = Math.min(first, now);
  }

  /** For how long it has learned. */
  double days(Instant now) {
    return first == Long.MAX_VALUE ? 0 : (hour(now) - first) / HOURS_PER_DAY;
  }

  /** How much it still remembers. */
  double size(Instant at) {
    double total = 0;
    for (int i = 0; i < sizes.length; i++) {
      total += sizes[i] * kept(i, hour(at));
    }
    return total;
  }

  /** The mean of all hours. */
  double mean(Instant at) {
    double total = 0;
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      double size = sizes[i] * kept(i, hour(at));
      total += size;
      sum += size * means[i];
    }
    return total > 0 ? sum / total : 0;
  }

  /**
   * What is to be expected.
   *
   * @param variance of one observation
   */
  Optional<Expected> expected(Instant at, double variance) {
    long now = hour(at);
    double total = 0;
    double totalSquares = 0;
    double sum = 0;
    double noise = 0;
    double ownNoise = 0;
    for (int i = 0; i < sizes.length; i++) {
      double kept = kept(i, now);
      double size = sizes[i] * kept;
      total += size;
      totalSquares += size * size;
      sum += size * means[i];
      double error = size > 0 ? squares[i] * kept * kept / size : 0;
      noise += error;
      ownNoise += error * size;
    }
    if (!(total > 0)) {
      return Optional.empty();
    }
    double mean = sum / total;
    double meanVariance = variance * noise(now) / total / total;
    if (sizes.length == 1) {
      return Optional.of(new Expected(mean, meanVariance));
    }
    double between = between(now, mean, variance * (noise - ownNoise / total), total, totalSquares);
    int slot = rhythm.slot(at);
    double kept = kept(slot, now);
    double size = sizes[slot] * kept;
    if (!(size > 1e-9)) {
      return Optional.of(new Expected(mean, meanVariance + between));
    }
    double own = variance * squares[slot] * kept * kept / size / size;
    double share = between > 0 ? between / (between + own) : 0;
    double rest = 1 - share;
    // A third of the own error, as the variance between hours is itself only estimated.
    double error = share * own + rest * rest * (meanVariance + own / 3);
    return Optional.of(new Expected(mean + share * (means[slot] - mean), error));
  }

  private double noise(long now) {
    double sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      double kept = kept(i, now);
      sum += squares[i] * kept * kept;
    }
    return sum;
  }

  private double between(long now, double mean, double chance, double total, double totalSquares) {
    double q = 0;
    for (int i = 0; i < sizes.length; i++) {
      double off = means[i] - mean;
      q += sizes[i] * kept(i, now) * off * off;
    }
    double scale = total - totalSquares / total;
    return scale > 1e-9 * total ? Math.max(0, (q - chance) / scale) : 0;
  }

  void write(StateWriter out) {
    out.flag(first != Long.MAX_VALUE);
    if (first == Long.MAX_VALUE) {
      return;
    }
    out.signed(first);
    for (int i = 0; i < sizes.length; i++) {
      out.number(sizes[i]);
      out.number(squares[i]);
      out.number(means[i]);
      out.signed(hours[i]);
    }
  }

  void read(StateReader in) {
    if (!in.flag()) {
      return;
    }
    first = in.signed();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = in.amount();
      squares[i] = in.amount();
      means[i] = in.finite();
      hours[i] = in.signed();
    }
  }
}
