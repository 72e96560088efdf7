package dev.assay.stats.summary;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.sampling.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Quantiles of values that were sampled with known, unequal probabilities.
 *
 * <p>Values are gathered in buckets whose bounds lie 2% apart, each with its weights and its
 * weighted mean, which is what a quantile gives: exact where the values of a bucket are equal, as
 * those of most scores are, else within 1%. Sizes below 1e-6 count as 0, above 1e9 as 1e9. What was
 * added can be withdrawn, in this part or in another that is merged later. It changes as it is fed
 * and is for one thread.
 *
 * <p>Intervals are Woodruff's, from the interval of the share below the quantile, for which the
 * binomial distribution at the effective number of items is taken, of which there are never more
 * than were drawn: where the design looks hardest just there, intervals are on the wide side.
 * Sources: R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47
 * (1952); E. L. Korn, B. I. Graubard, "Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data", Survey Methodology 24 (1998); for the
 * buckets see {@link QuantileSketch}.
 *
 * @since 0.1
 */
public final class WeightedQuantileSketch {

  private static final double WIDTH = Math.log(1.01 / 0.99);
  private static final double LEAST = 1e-6;
  private static final double MOST = 1e9;
  // Positive sizes have numbers from 1 on, negative ones below -1.
  private static final int OFFSET = 1 - (int) Math.ceil(Math.log(LEAST) / WIDTH);
  private static final int LAST = OFFSET + (int) Math.ceil(Math.log(MOST) / WIDTH);
  private static final int ENTRY_BYTES = 34;

  private static final class Bucket {
    private final Weights weights = new Weights();
    private double values;
  }

  private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();

  /** Starts with nothing. */
  public WeightedQuantileSketch() {}

  /**
   * Adds a value.
   *
   * @param probability with which it was drawn, from 1e-9 to 1
   * @throws IllegalArgumentException if the value is not finite or the probability out of range
   */
  public void add(double value, double probability) {
    put(value, probability, 1);
  }

  /**
   * Takes a value back that was added with this probability.
   *
   * @throws IllegalArgumentException as {@link #add}
   */
  public void withdraw(double value, double probability) {
    put(value, probability, -1);
  }

  private void put(double value, double probability, int times) {
    double weight = Weights.weight(probability);
    double bounded = Math.max(-MOST, Math.min(MOST, Keys.finite(value)));
    Bucket bucket = buckets.computeIfAbsent(index(bounded), i -> new Bucket());
    bucket.weights.add(weight, times);
    bucket.values += times * weight * bounded;
  }

  /** Adds all that another one saw. */
  public void merge(WeightedQuantileSketch other) {
    new TreeMap<>(other.buckets)
        .forEach(
            (index, theirs) -> {
              Bucket bucket = buckets.computeIfAbsent(index, i -> new Bucket());
              double values = theirs.values;
              bucket.weights.add(theirs.weights);
              bucket.values += values;
            });
  }

  /** How many values were drawn. */
  public long count() {
    return total().count();
  }

  /**
   * The least value of which, by weight, at least a share of {@code probability} is no greater;
   * empty without values.
   *
   * @throws IllegalArgumentException if the probability is outside [0, 1]
   */
  public OptionalDouble quantile(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 <= probability <= 1)");
    }
    Weights total = total();
    return total.count() < 1 || total.sum() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(at(probability * total.sum()));
  }

  /**
   * The quantile with its interval; empty without values. Where too few values lie that far out,
   * that end is infinite.
   *
   * @throws IllegalArgumentException if probability or level is not strictly between 0 and 1
   */
  public Optional<Estimate> estimate(double probability, Scope scope, double level) {
    Checks.level(level);
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability < 1)");
    }
    Weights total = total();
    double sum = total.sum();
    if (total.count() < 1 || sum <= 0) {
      return Optional.empty();
    }
    double value = at(probability * sum);
    long effective = effective(total, probability, scope);
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    if (effective >= 1) {
      RankInterval ranks = RankInterval.of(effective, probability, level);
      low = ranks.low() < 1 ? low : at((ranks.low() - 1.0) / effective * sum);
      high = ranks.high() > effective ? high : at((double) ranks.high() / effective * sum);
    }
    Interval interval = new Interval(Math.min(low, value), Math.max(high, value), level);
    return Optional.of(new Estimate(value, interval, total.count()));
  }

  // Of the share at or below the quantile: p (1 - p) over its variance, at most the items there
  // are.
  private long effective(Weights total, double probability, Scope scope) {
    double target = probability * total.sum();
    double below = 0;
    double variance = 0;
    boolean passed = false;
    for (Bucket bucket : buckets.values()) {
      double off = passed ? probability : 1 - probability;
      variance += bucket.weights.variance(scope) * off * off;
      below += bucket.weights.sum();
      passed |= below >= target;
    }
    double s = total.sum();
    double size = probability * (1 - probability) * s * s / variance;
    // Of a population seen in full nothing is uncertain, but the interval still runs between ranks.
    return Double.isNaN(size) || (size > total.count() && scope == Scope.PROCESS)
        ? total.count()
        : (long) Math.min(size, Keys.MOST);
  }

  private double at(double target) {
    double below = 0;
    double value = 0;
    for (Map.Entry<Integer, Bucket> each : buckets.entrySet()) {
      Bucket bucket = each.getValue();
      double weight = bucket.weights.sum();
      if (weight > 0) {
        value = bounded(each.getKey(), bucket.values / weight);
        below += weight;
        // Sums in another order may differ in their last digits.
        if (below >= target * (1 - 1e-12)) {
          return value;
        }
      }
    }
    return value;
  }

  // What was withdrawn may leave rounding behind, which must not leave the bucket.
  private static double bounded(int index, double mean) {
    if (index == 0) {
      return Math.max(-LEAST, Math.min(LEAST, mean));
    }
    double high = Math.exp((Math.abs(index) - OFFSET) * WIDTH);
    double low = Math.exp((Math.abs(index) - OFFSET - 1) * WIDTH);
    double size = Math.max(low * (1 - 1e-9), Math.min(high * (1 + 1e-9), Math.abs(mean)));
    return index < 0 ? -size : size;
  }

  private static int index(double value) {
    double size = Math.abs(value);
    if (size < LEAST) {
      return 0;
    }
    int index = Math.max(1, OFFSET + (int) Math.ceil(Math.log(size) / WIDTH));
    return value < 0 ? -index : index;
  }

  private Weights total() {
    Weights total = new Weights();
    buckets.values().forEach(bucket -> total.add(bucket.weights));
    return total;
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.WEIGHTED_QUANTILES);
    out.count(buckets.size());
    int before = 0;
    for (Map.Entry<Integer, Bucket> each : buckets.entrySet()) {
      out.signed(each.getKey() - before);
      each.getValue().weights.write(out);
      out.number(each.getValue().values);
      before = each.getKey();
    }
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static WeightedQuantileSketch fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.WEIGHTED_QUANTILES);
    WeightedQuantileSketch read = new WeightedQuantileSketch();
    int size = in.size(2L * LAST + 1, ENTRY_BYTES);
    long index = 0;
    for (int i = 0; i < size; i++) {
      long step = in.signed();
      if ((i > 0 && step < 1) || Math.abs(step) > 2L * LAST || Math.abs(index + step) > LAST) {
        throw SummaryReader.refuse("bucket out of order", "from low to high, up to " + LAST);
      }
      index += step;
      Bucket bucket = new Bucket();
      bucket.weights.add(Weights.read(in));
      bucket.values = in.finite();
      read.buckets.put((int) index, bucket);
    }
    in.end();
    return read;
  }
}
