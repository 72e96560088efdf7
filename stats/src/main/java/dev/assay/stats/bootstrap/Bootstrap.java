package dev.assay.stats.bootstrap;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import dev.assay.stats.internal.Groups;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The bootstrap: how a statistic varies over samples drawn, with replacement, from the one there
 * is.
 *
 * <p>Items are resampled on their own, or in groups where those of one group are not independent.
 * The percentile interval takes the replicates' quantiles; BCa corrects them for bias and skewness
 * by the jackknife. Good from about 20 items (or groups) on, for smooth statistics; not for
 * extremes such as a maximum. A statistic that is undefined (NaN) in a resample, as a ratio without
 * a denominator, is drawn again; where that happens more often than not there is no interval.
 * Source: B. Efron, "Better bootstrap confidence intervals", JASA 82 (1987). Random numbers: {@link
 * SplittableRandom}.
 *
 * @since 0.1
 */
public final class Bootstrap {

  /** How replicates become an interval. */
  public enum Method {
    /** Their quantiles. */
    PERCENTILE,
    /** Their quantiles, moved for bias and skewness; percentile where that cannot be computed. */
    BCA
  }

  private static final Bootstrap DEFAULT = new Bootstrap(Method.PERCENTILE, 0.95, 2_000, 7);

  private final Method method;
  private final double level;
  private final int resamples;
  private final long seed;

  private Bootstrap(Method method, double level, int resamples, long seed) {
    this.method = method;
    this.level = level;
    this.resamples = resamples;
    this.seed = seed;
  }

  /** 2,000 resamples, percentiles, 95%, a fixed seed. */
  public static Bootstrap withDefaults() {
    return DEFAULT;
  }

  /** Makes intervals so. */
  public Bootstrap with(Method method) {
    return new Bootstrap(requireNonNull(method, "method"), level, resamples, seed);
  }

  /**
   * Covers with probability {@code level}.
   *
   * @throws IllegalArgumentException if {@code level} is not strictly between 0 and 1
   */
  public Bootstrap withLevel(double level) {
    return new Bootstrap(method, Checks.level(level), resamples, seed);
  }

  /**
   * Draws so many resamples.
   *
   * @throws IllegalArgumentException if there are fewer than 100
   */
  public Bootstrap withResamples(int resamples) {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples: " + resamples + " (expected: at least 100)");
    }
    return new Bootstrap(method, level, resamples, seed);
  }

  /** Draws from this seed. */
  public Bootstrap withSeed(long seed) {
    return new Bootstrap(method, level, resamples, seed);
  }

  /**
   * Estimates a statistic of {@code n} items.
   *
   * @param statistic takes indices of items, with repetitions, in no particular order; NaN where it
   *     is undefined
   * @return empty with fewer than 2 items, or where the statistic is undefined for all items or
   *     most resamples
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public Optional<Estimate> of(int n, ToDoubleFunction<int[]> statistic) {
    if (n < 0) {
      throw new IllegalArgumentException("n: " + n + " (expected: at least 0)");
    }
    int[][] groups = new int[n][];
    Arrays.setAll(groups, i -> new int[] {i});
    return of(groups, statistic);
  }

  /**
   * Estimates a statistic of items that come in groups: whole groups are drawn.
   *
   * @param groupOf any number that names each item's group
   * @param statistic as in {@link #of(int, ToDoubleFunction)}
   */
  public Optional<Estimate> ofGroups(int[] groupOf, ToDoubleFunction<int[]> statistic) {
    int[] numbers = Groups.dense(groupOf);
    int count = Groups.count(numbers);
    int[] sizes = new int[count];
    for (int group : numbers) {
      sizes[group]++;
    }
    int[][] groups = new int[count][];
    Arrays.setAll(groups, g -> new int[sizes[g]]);
    int[] filled = new int[count];
    for (int i = 0; i < numbers.length; i++) {
      groups[numbers[i]][filled[numbers[i]]++] = i;
    }
    return of(groups, statistic);
  }

  /**
   * Estimates the mean of {@code values}: as {@link #of(int, ToDoubleFunction)} does, but on all
   * processors and with the jackknife in closed form, so that 10,000 resamples of 10,000 values
   * take less than a second. Each resample has random numbers of its own: the interval does not
   * depend on how many processors there are.
   *
   * @return empty with fewer than 2 values
   * @throws IllegalArgumentException if a value is not finite
   */
  public Optional<Estimate> ofMean(double[] values) {
    return of(MeanItems.of(values));
  }

  /**
   * The same for values that come in groups, which are drawn as a whole. The mean is that of all
   * values, in which a large group counts for more.
   *
   * @param groupOf any number that names each value's group
   * @return empty with fewer than 2 groups
   * @throws IllegalArgumentException if the lengths differ or a value is not finite
   */
  public Optional<Estimate> ofMeanGroups(double[] values, int[] groupOf) {
    Checks.sameLength("values", values.length, "groupOf", groupOf.length);
    return of(MeanItems.ofGroups(values, Groups.dense(groupOf)));
  }

  /**
   * Estimates the mean difference of pairs, the first less the second: pairs are drawn.
   *
   * @return empty with fewer than 2 pairs
   * @throws IllegalArgumentException if the lengths differ, or a value or difference is not finite
   */
  public Optional<Estimate> ofPairs(double[] first, double[] second) {
    return of(MeanItems.of(differences(first, second)));
  }

  /**
   * The same for pairs that come in groups, such as repeats of one example: whole groups are drawn.
   *
   * @param groupOf any number that names each pair's group
   * @return empty with fewer than 2 groups
   * @throws IllegalArgumentException if the lengths differ, or a value or difference is not finite
   */
  public Optional<Estimate> ofPairsInGroups(double[] first, double[] second, int[] groupOf) {
    return ofMeanGroups(differences(first, second), groupOf);
  }

  private Optional<Estimate> of(MeanItems items) {
    if (items.count() < 2) {
      return Optional.empty();
    }
    double[] replicates = items.replicates(resamples, seed);
    return Optional.of(
        new Estimate(
            items.mean(), interval(items.mean(), replicates, items::jackknife), items.values()));
  }

  private Interval interval(double point, double[] replicates, Supplier<double[]> jackknife) {
    Interval percentile = BootstrapIntervals.percentile(replicates, level);
    return method == Method.PERCENTILE
        ? percentile
        : BootstrapIntervals.bca(point, replicates, jackknife.get(), level).orElse(percentile);
  }

  private static double[] differences(double[] first, double[] second) {
    Checks.sameLength("first", first.length, "second", second.length);
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> first[i] - second[i]);
    return differences;
  }

  private Optional<Estimate> of(int[][] groups, ToDoubleFunction<int[]> statistic) {
    if (groups.length < 2) {
      return Optional.empty();
    }
    int[] all = Arrays.stream(groups).flatMapToInt(Arrays::stream).toArray();
    double point = statistic.applyAsDouble(all);
    double[] replicates = Double.isFinite(point) ? replicates(groups, statistic) : new double[0];
    if (replicates.length == 0) {
      return Optional.empty();
    }
    Interval interval = interval(point, replicates, () -> jackknife(groups, statistic));
    return Optional.of(new Estimate(point, interval, all.length));
  }

  // Sorted; empty if most resamples have no value.
  private double[] replicates(int[][] groups, ToDoubleFunction<int[]> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] replicates = new double[resamples];
    int undefined = 0;
    for (int r = 0; r < resamples; ) {
      double value = statistic.applyAsDouble(resample(groups, random));
      if (Double.isFinite(value)) {
        replicates[r++] = value;
      } else if (++undefined > resamples) {
        return new double[0];
      }
    }
    Arrays.sort(replicates);
    return replicates;
  }

  private static int[] resample(int[][] groups, SplittableRandom random) {
    int[] drawn = new int[groups.length];
    int size = 0;
    for (int i = 0; i < groups.length; i++) {
      drawn[i] = random.nextInt(groups.length);
      size += groups[drawn[i]].length;
    }
    int[] items = new int[size];
    int at = 0;
    for (int group : drawn) {
      System.arraycopy(groups[group], 0, items, at, groups[group].length);
      at += groups[group].length;
    }
    return items;
  }

  private static double[] jackknife(int[][] groups, ToDoubleFunction<int[]> statistic) {
    double[] values = new double[groups.length];
    for (int left = 0; left < groups.length; left++) {
      int out = left;
      int[] items =
          java.util.stream.IntStream.range(0, groups.length)
              .filter(g -> g != out)
              .flatMap(g -> Arrays.stream(groups[g]))
              .toArray();
      values[left] = statistic.applyAsDouble(items);
    }
    return values;
  }
}
