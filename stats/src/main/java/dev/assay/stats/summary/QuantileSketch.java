package dev.assay.stats.summary;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Quantiles of a stream of numbers of any sign, each within a stated relative error of a value that
 * was there.
 *
 * <p>Values are counted in buckets whose bounds grow by a constant factor. Where more than the
 * agreed number of buckets would be in use, every two neighbours become one, which about doubles
 * the relative error; {@link #relativeError} says what holds now. What a sketch holds depends only
 * on what was added: never on order or grouping. Zero, and what is nearer to it than {@link
 * Double#MIN_NORMAL}, has a bucket of its own; least and greatest are kept exactly. What another
 * sketch saw can be taken back, which leaves buckets as if it had never been. It changes as it is
 * fed and is for one thread; {@link #copy} is a snapshot.
 *
 * <p>Sources: C. Masson, J. E. Rim, H. K. Lee, "DDSketch: a fast and fully-mergeable quantile
 * sketch with relative-error guarantees", PVLDB 12 (2019); I. Epicoco, C. Melle, M. Cafaro, M.
 * Pulimeno, G. Morleo, "UDDSketch: accurate tracking of quantiles in data streams", IEEE Access 8
 * (2020).
 *
 * @since 0.1
 */
public final class QuantileSketch {

  private static final double LEAST_ERROR = 1e-3;
  private static final double GREATEST_ERROR = 0.25;
  private static final int FEWEST = 16;
  private static final int MOST = 65_536;
  private static final int HIGHEST_LEVEL = 32;

  private final double error;
  private final int mostBuckets;
  private int level;
  private double perLog;
  private Buckets positive = new Buckets();
  private Buckets negative = new Buckets();
  private long zeros;
  private long count;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  private QuantileSketch(double error, int mostBuckets, int level) {
    this.error = error;
    this.mostBuckets = mostBuckets;
    this.level = level;
    this.perLog = 1 / width();
  }

  /** Within 1%, in at most 2,048 buckets: enough for values over 17 powers of ten. */
  public static QuantileSketch withDefaults() {
    return of(0.01, 2048);
  }

  /**
   * An empty sketch.
   *
   * @param relativeError to begin with, from 0.001 to 0.25
   * @param mostBuckets in use at once, from 16 to 65,536
   * @throws IllegalArgumentException if either is out of range
   */
  public static QuantileSketch of(double relativeError, int mostBuckets) {
    if (!(relativeError >= LEAST_ERROR && relativeError <= GREATEST_ERROR)) {
      throw new IllegalArgumentException(
          "relativeError: "
              + relativeError
              + " (expected: "
              + LEAST_ERROR
              + " to "
              + GREATEST_ERROR
              + ")");
    }
    Keys.capacity("mostBuckets", mostBuckets, FEWEST, MOST);
    return new QuantileSketch(relativeError, mostBuckets, 0);
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it is not finite; the sketch is then as it was
   */
  public void add(double value) {
    add(value, 1);
  }

  /**
   * Adds a value that occurred a number of times.
   *
   * @throws IllegalArgumentException if it is not finite, {@code times < 1}, or the count goes
   *     above 2^53; the sketch is then as it was
   */
  public void add(double value, long times) {
    Keys.finite(value);
    Keys.times(times);
    count = Keys.sum(count, times);
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    if (value >= Double.MIN_NORMAL) {
      positive.add(index(value), times);
    } else if (value <= -Double.MIN_NORMAL) {
      negative.add(index(-value), times);
    } else {
      zeros += times;
    }
    shrink();
  }

  /**
   * Adds all that another sketch saw.
   *
   * @throws IllegalArgumentException if the other was made with another error or number of buckets,
   *     or the count goes above 2^53; this one is then as it was
   */
  public void merge(QuantileSketch other) {
    checkLike(other);
    QuantileSketch theirs = other == this || other.level < level ? other.copy() : other;
    count = Keys.sum(count, theirs.count);
    while (level < theirs.level) {
      coarsen();
    }
    while (theirs.level < level) {
      theirs.coarsen();
    }
    theirs.positive.each(positive::add);
    theirs.negative.each(negative::add);
    zeros += theirs.zeros;
    least = Math.min(least, theirs.least);
    greatest = Math.max(greatest, theirs.greatest);
    shrink();
  }

  /**
   * Whether all that another sketch saw can be taken back from this one.
   *
   * @throws IllegalArgumentException if the other was made with another error or number of buckets
   */
  public boolean covers(QuantileSketch part) {
    checkLike(part);
    // A part of what is here never needs coarser buckets.
    if (part.level > level) {
      return false;
    }
    QuantileSketch theirs = part.asCoarseAs(this);
    return zeros >= theirs.zeros
        && positive.covers(theirs.positive)
        && negative.covers(theirs.negative);
  }

  /**
   * Takes back all that another sketch saw. Counts are then as if it had never been. What cannot be
   * known again: where the least or greatest value went, the bound of what is now the outermost
   * bucket stands for it; and buckets that became coarse stay so until none is in use.
   *
   * @return whether all of it was here; what was not is passed over
   * @throws IllegalArgumentException if the other was made with another error or number of buckets;
   *     this one is then as it was
   */
  public boolean withdraw(QuantileSketch part) {
    checkLike(part);
    while (level < part.level) {
      coarsen();
    }
    QuantileSketch theirs = part == this ? copy() : part.asCoarseAs(this);
    long here = Math.min(zeros, theirs.zeros);
    zeros -= here;
    here += positive.withdraw(theirs.positive);
    here += negative.withdraw(theirs.negative);
    count -= here;
    boundEnds();
    return here == theirs.count;
  }

  private void boundEnds() {
    if (count == 0) {
      level = 0;
      perLog = 1 / width();
      positive = new Buckets();
      negative = new Buckets();
      least = Double.POSITIVE_INFINITY;
      greatest = Double.NEGATIVE_INFINITY;
      return;
    }
    Bucket first = bucketOf(0);
    Bucket last = bucketOf(count - 1);
    least = first.holds(least) ? least : first.low();
    greatest = last.holds(greatest) ? greatest : last.high();
  }

  private QuantileSketch asCoarseAs(QuantileSketch other) {
    if (level == other.level) {
      return this;
    }
    QuantileSketch copy = copy();
    while (copy.level < other.level) {
      copy.coarsen();
    }
    return copy;
  }

  private void checkLike(QuantileSketch other) {
    if (other.error != error || other.mostBuckets != mostBuckets) {
      throw new IllegalArgumentException(
          "sketch: relative error "
              + other.error
              + " in "
              + other.mostBuckets
              + " buckets (expected: "
              + error
              + " in "
              + mostBuckets
              + ", as this one)");
    }
  }

  /** A sketch of its own with the same content. */
  public QuantileSketch copy() {
    QuantileSketch copy = new QuantileSketch(error, mostBuckets, level);
    copy.positive = positive.copy();
    copy.negative = negative.copy();
    copy.zeros = zeros;
    copy.count = count;
    copy.least = least;
    copy.greatest = greatest;
    return copy;
  }

  /** How many values there were. */
  public long count() {
    return count;
  }

  /** The least value, exactly unless it was taken back; empty without values. */
  public OptionalDouble least() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(least);
  }

  /** The greatest value, exactly unless it was taken back; empty without values. */
  public OptionalDouble greatest() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(greatest);
  }

  /**
   * How far, as a share of its size, a quantile given now is at most from the value that has its
   * rank.
   */
  public double relativeError() {
    return Math.tanh(width() / 2);
  }

  /**
   * The quantile at {@code probability}, which is the value of rank {@code floor(probability (n -
   * 1))} from 0, within {@link #relativeError}; empty without values.
   *
   * @throws IllegalArgumentException if the probability is outside [0, 1]
   */
  public OptionalDouble quantile(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 <= probability <= 1)");
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(at(probability).middle());
  }

  /**
   * The quantile of what brought the values forth, with an interval that holds for any
   * distribution; empty without values.
   *
   * <p>The interval runs between two ranks of the sample, and from the lower bound of the one's
   * bucket to the upper bound of the other's, so that it holds in spite of the sketch's error.
   * Where there are too few values that far out, that end is infinite. Values must be independent.
   * Source: G. J. Hahn, W. Q. Meeker, "Statistical Intervals" (1991), chapter 5.
   *
   * @throws IllegalArgumentException if probability or level is not strictly between 0 and 1
   */
  public Optional<Estimate> estimate(double probability, double level) {
    Checks.level(level);
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: " + probability + " (expected: 0 < probability < 1)");
    }
    if (count == 0) {
      return Optional.empty();
    }
    RankInterval ranks = RankInterval.of(count, probability, level);
    double low = ranks.low() < 1 ? Double.NEGATIVE_INFINITY : bucket(ranks.low() - 1).low();
    double high = ranks.high() > count ? Double.POSITIVE_INFINITY : bucket(ranks.high() - 1).high();
    double middle = at(probability).middle();
    return Optional.of(
        new Estimate(
            middle, new Interval(Math.min(low, middle), Math.max(high, middle), level), count));
  }

  /**
   * How many values were at most {@code value}, or within {@link #relativeError} of it.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public long countUpTo(double value) {
    Keys.finite(value);
    if (value < least) {
      return 0;
    }
    if (value >= greatest) {
      return count;
    }
    long[] sum = {0};
    if (value <= -Double.MIN_NORMAL) {
      int last = index(-value);
      negative.each((index, times) -> sum[0] += index >= last ? times : 0);
      return sum[0];
    }
    sum[0] = total(negative) + zeros;
    if (value >= Double.MIN_NORMAL) {
      int last = index(value);
      positive.each((index, times) -> sum[0] += index <= last ? times : 0);
    }
    return sum[0];
  }

  /** The binary form, version 1; equal for sketches of equal content. */
  public byte[] toBytes() {
    SummaryWriter out = new SummaryWriter(SummaryKind.QUANTILES);
    out.number(error);
    out.count(mostBuckets);
    out.count(level);
    out.count(zeros);
    write(negative, out);
    write(positive, out);
    if (count > 0) {
      out.number(least);
      out.number(greatest);
    }
    return out.toBytes();
  }

  private static void write(Buckets buckets, SummaryWriter out) {
    out.count(buckets.used());
    int[] before = {0};
    buckets.each(
        (index, times) -> {
          out.signed(index - before[0]);
          out.count(times);
          before[0] = index;
        });
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static QuantileSketch fromBytes(byte[] bytes) {
    SummaryReader in = new SummaryReader(bytes, SummaryKind.QUANTILES);
    QuantileSketch empty = of(in.finite(), (int) in.count(MOST));
    QuantileSketch sketch =
        new QuantileSketch(empty.error, empty.mostBuckets, (int) in.count(HIGHEST_LEVEL));
    sketch.zeros = in.count(Keys.MOST);
    sketch.count = sketch.zeros;
    sketch.read(sketch.negative, in);
    sketch.read(sketch.positive, in);
    if (sketch.positive.used() + sketch.negative.used() > sketch.mostBuckets) {
      throw SummaryReader.refuse("too many buckets", "at most " + sketch.mostBuckets);
    }
    if (sketch.count > 0) {
      sketch.least = in.finite();
      sketch.greatest = in.finite();
      sketch.checkEnds();
    }
    in.end();
    return sketch;
  }

  private void read(Buckets buckets, SummaryReader in) {
    int size = in.size(mostBuckets, 2);
    int lowest = index(Double.MIN_NORMAL);
    int highest = index(Double.MAX_VALUE);
    long index = 0;
    for (int i = 0; i < size; i++) {
      long step = in.signed();
      if (i > 0 && step < 1) {
        throw SummaryReader.refuse("buckets out of order", "from low to high");
      }
      if (Math.abs(step) > 2L * highest - 2L * lowest
          || index + step < lowest
          || index + step > highest) {
        throw SummaryReader.refuse("bucket out of range", lowest + " to " + highest);
      }
      index += step;
      long times = in.count(Keys.MOST - count);
      if (times == 0) {
        throw SummaryReader.refuse("an empty bucket", "only buckets in use");
      }
      buckets.add((int) index, times);
      count += times;
    }
  }

  // The ends must be in the outermost buckets, or clipping to them would move quantiles.
  private void checkEnds() {
    if (!bucketOf(0).holds(least) || !bucketOf(count - 1).holds(greatest) || least > greatest) {
      throw SummaryReader.refuse(
          "least " + least + ", greatest " + greatest, "ends of its buckets");
    }
  }

  private Bucket at(double probability) {
    long rank = (long) (probability * (count - 1));
    if (rank == 0) {
      return new Bucket(least, least, least);
    }
    if (rank >= count - 1) {
      return new Bucket(greatest, greatest, greatest);
    }
    return bucket(rank);
  }

  /** That of the value of this rank, from 0, cut where no value lies. */
  private Bucket bucket(long rank) {
    return bucketOf(rank).within(least, greatest);
  }

  private Bucket bucketOf(long rank) {
    long below = count - zeros - total(positive);
    if (rank < below) {
      // Negative values are in order of their size: the lowest is the largest.
      Bucket mirror = find(negative, below - 1 - rank);
      return new Bucket(-mirror.high(), -mirror.low(), -mirror.middle());
    }
    return rank < below + zeros
        ? new Bucket(-Double.MIN_NORMAL, Double.MIN_NORMAL, 0)
        : find(positive, rank - below - zeros);
  }

  private static long total(Buckets buckets) {
    long[] sum = {0};
    buckets.each((index, times) -> sum[0] += times);
    return sum[0];
  }

  private Bucket find(Buckets buckets, long rank) {
    long[] seen = {0};
    int[] found = {0};
    buckets.each(
        (index, times) -> {
          if (seen[0] <= rank) {
            found[0] = index;
          }
          seen[0] += times;
        });
    double width = width();
    // Half a step of rounding in the logarithm must not put a value outside its bucket.
    double slack = 1e-9 * width;
    double low = Math.exp((found[0] - 1) * width - slack);
    double high = Math.exp(found[0] * width + slack);
    return new Bucket(low, high, Math.exp((found[0] - 1) * width) * (1 + Math.tanh(width / 2)));
  }

  private int index(double size) {
    return (int) Math.ceil(Math.log(size) * perLog);
  }

  /** The logarithm of the factor between the bounds of a bucket. */
  private double width() {
    return Math.scalb(Math.log1p(error) - Math.log1p(-error), level);
  }

  private void shrink() {
    while (positive.used() + negative.used() > mostBuckets) {
      coarsen();
    }
  }

  private void coarsen() {
    positive = positive.halved();
    negative = negative.halved();
    level++;
    perLog = 1 / width();
  }

  private record Bucket(double low, double high, double middle) {

    Bucket within(double least, double greatest) {
      return new Bucket(
          Math.max(least, low),
          Math.min(greatest, high),
          Math.max(least, Math.min(greatest, middle)));
    }

    boolean holds(double value) {
      return low <= value && value <= high;
    }
  }
}
