package dev.assay.stats.bootstrap;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Groups;
import dev.assay.stats.internal.Moments;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is drawn when a mean is resampled: values, or whole groups of them by their sums. */
final class MeanItems {

  private final double mean;
  private final int values;
  // Taken off every value, so that a large common offset costs no digits; one of the values, so
  // that
  // sums of whole numbers stay whole and equal means equal.
  private final double origin;
  private final double[] sums;
  // Null where each item is a single value.
  private final double @Nullable [] sizes;

  private MeanItems(
      double mean, double origin, int values, double[] sums, double @Nullable [] sizes) {
    this.mean = mean;
    this.origin = origin;
    this.values = values;
    this.sums = sums;
    this.sizes = sizes;
  }

  static MeanItems of(double[] values) {
    Checks.finite("values", values);
    if (values.length == 0) {
      return new MeanItems(0, 0, 0, values, null);
    }
    double origin = values[0];
    double[] sums = Arrays.stream(values).map(v -> v - origin).toArray();
    for (double sum : sums) {
      if (!Double.isFinite(sum * values.length)) {
        throw new IllegalArgumentException(
            "values: too far apart (expected: sums within the range of a double)");
      }
    }
    return new MeanItems(Moments.of(values).mean(), origin, values.length, sums, null);
  }

  static MeanItems ofGroups(double[] values, int[] dense) {
    MeanItems single = of(values);
    int groups = Groups.count(dense);
    double[] sums = new double[groups];
    double[] sizes = new double[groups];
    for (int i = 0; i < values.length; i++) {
      sums[dense[i]] += single.sums[i];
      sizes[dense[i]]++;
    }
    return new MeanItems(single.mean, single.origin, values.length, sums, sizes);
  }

  double mean() {
    return mean;
  }

  int values() {
    return values;
  }

  int count() {
    return sums.length;
  }

  /** Sorted. The seeds are drawn first, one for each, whoever computes it. */
  double[] replicates(int resamples, long seed) {
    long[] seeds = new SplittableRandom(seed).longs(resamples).toArray();
    double[] replicates =
        IntStream.range(0, resamples).parallel().mapToDouble(r -> replicate(seeds[r])).toArray();
    Arrays.sort(replicates);
    return replicates;
  }

  /** The mean without each item in turn. */
  double[] jackknife() {
    double all = Moments.sum(sums);
    double[] jackknife = new double[sums.length];
    Arrays.setAll(
        jackknife,
        i -> origin + (all - sums[i]) / (sizes == null ? values - 1.0 : values - sizes[i]));
    return jackknife;
  }

  private double replicate(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double sum = 0;
    double size = 0;
    for (int i = 0; i < sums.length; i += 2) {
      // Two items from each number: 32 bits choose among n with an error below n / 2^32.
      long bits = random.nextLong();
      int one = index(bits >>> 32);
      sum += sums[one];
      size += sizes == null ? 1 : sizes[one];
      if (i + 1 < sums.length) {
        int other = index(bits & 0xFFFF_FFFFL);
        sum += sums[other];
        size += sizes == null ? 1 : sizes[other];
      }
    }
    return origin + sum / size;
  }

  private int index(long bits) {
    return (int) ((bits * sums.length) >>> 32);
  }
}
