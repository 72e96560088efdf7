package dev.assay.stats.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.HajekMean;
import dev.assay.stats.sampling.HorvitzThompsonMean;
import dev.assay.stats.sampling.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Parts in any order and grouping, through their binary form, give the whole. */
class SummaryPropertyTest {

  @Property(tries = 200, seed = "11")
  void moments_anyGrouping_giveTheWhole(
      @ForAll @Size(min = 2, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll Random random) {
    MomentsSummary whole = MomentsSummary.of(array(values));
    MomentsSummary merged =
        merged(
            values,
            random,
            part -> MomentsSummary.of(array(part)),
            MomentsSummary::merge,
            summary -> MomentsSummary.fromBytes(summary.toBytes()));
    assertThat(merged.count()).isEqualTo(whole.count());
    assertThat(merged.least()).isEqualTo(whole.least());
    assertThat(merged.greatest()).isEqualTo(whole.greatest());
    close(merged.mean().orElseThrow(), whole.mean().orElseThrow(), 1e6);
    close(merged.variance().orElseThrow(), whole.variance().orElseThrow(), 1e12);
  }

  @Property(tries = 200, seed = "11")
  void weighted_anyGrouping_equalsTheEstimatorsOfTheWhole(
      @ForAll @Size(min = 2, max = 100) List<@DoubleRange(min = -10, max = 10) Double> values,
      @ForAll Random random) {
    List<double[]> drawn = new ArrayList<>();
    for (double value : values) {
      drawn.add(new double[] {value, 0.05 + 0.95 * random.nextDouble()});
    }
    double[] x = drawn.stream().mapToDouble(item -> item[0]).toArray();
    double[] p = drawn.stream().mapToDouble(item -> item[1]).toArray();
    WeightedMeanSummary merged =
        merged(
            drawn,
            random,
            part -> {
              WeightedMeanSummary.Accumulator gathered = new WeightedMeanSummary.Accumulator();
              part.forEach(item -> gathered.add(item[0], item[1]));
              return gathered.summary();
            },
            WeightedMeanSummary::merge,
            summary -> WeightedMeanSummary.fromBytes(summary.toBytes()));
    for (Scope scope : Scope.values()) {
      same(
          merged.hajek(scope, 0.9).orElseThrow(),
          HajekMean.withDefaults().with(scope).withLevel(0.9).of(x, p).orElseThrow());
      same(
          merged.horvitzThompson(scope, 0.9, 5000).orElseThrow(),
          HorvitzThompsonMean.withDefaults()
              .with(scope)
              .withLevel(0.9)
              .of(x, p, 5000)
              .orElseThrow());
    }
  }

  @Property(tries = 200, seed = "11")
  void sketch_anyGrouping_isByteForByteTheWhole(
      @ForAll @Size(max = 300) List<Double> values,
      @ForAll @IntRange(min = 16, max = 200) int buckets,
      @ForAll Random random) {
    Supplier<QuantileSketch> empty = () -> QuantileSketch.of(0.01, buckets);
    QuantileSketch whole = gathered(empty, values, QuantileSketch::add);
    QuantileSketch merged =
        merged(
            values,
            random,
            part -> gathered(empty, part, QuantileSketch::add),
            (a, b) -> {
              a.merge(b);
              return a;
            },
            sketch -> QuantileSketch.fromBytes(sketch.toBytes()));
    assertThat(merged.toBytes()).isEqualTo(whole.toBytes());
  }

  @Property(tries = 200, seed = "11")
  void sketch_everyQuantile_isWithinItsError(
      @ForAll @Size(min = 1, max = 300) List<@DoubleRange(min = -1e9, max = 1e9) Double> values,
      @ForAll @IntRange(min = 16, max = 500) int buckets,
      @ForAll @DoubleRange(min = 0, max = 1) double probability) {
    QuantileSketch sketch =
        gathered(() -> QuantileSketch.of(0.02, buckets), values, QuantileSketch::add);
    double[] sorted = array(values);
    Arrays.sort(sorted);
    double exact = sorted[(int) (probability * (sorted.length - 1))];
    assertThat(sketch.quantile(probability).orElseThrow())
        .isCloseTo(exact, within(Math.abs(exact) * sketch.relativeError() * (1 + 1e-9) + 1e-300));
  }

  @Property(tries = 200, seed = "11")
  void counts_anyGrouping_areByteForByteTheWhole(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 30) Integer> keys,
      @ForAll @IntRange(min = 1, max = 40) int most,
      @ForAll Random random) {
    Supplier<CountsSummary> empty = () -> CountsSummary.withMostCategories(most);
    BiConsumer<CountsSummary, Integer> add = (summary, key) -> summary.add("c" + key);
    CountsSummary merged =
        merged(
            keys,
            random,
            part -> gathered(empty, part, add),
            (a, b) -> {
              a.merge(b);
              return a;
            },
            summary -> CountsSummary.fromBytes(summary.toBytes()));
    assertThat(merged.toBytes()).isEqualTo(gathered(empty, keys, add).toBytes());
    merged
        .counts()
        .forEach(
            (name, times) ->
                assertThat(keys.stream().filter(key -> name.equals("c" + key)).count())
                    .isEqualTo(times));
    assertThat(merged.counts()).hasSizeLessThanOrEqualTo(most);
  }

  @Property(tries = 200, seed = "11")
  void topK_anyGrouping_keepsItsBounds(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 40) Integer> keys,
      @ForAll @IntRange(min = 2, max = 50) int capacity,
      @ForAll Random random) {
    TopK merged =
        merged(
            keys,
            random,
            part ->
                gathered(() -> TopK.withCapacity(capacity), part, (top, key) -> top.add("k" + key)),
            (a, b) -> {
              a.merge(b);
              return a;
            },
            top -> TopK.fromBytes(top.toBytes()));
    Map<String, Long> exact = new HashMap<>();
    keys.forEach(key -> exact.merge("k" + key, 1L, Long::sum));
    assertThat(merged.count()).isEqualTo(keys.size());
    assertThat(merged.error()).isLessThanOrEqualTo(keys.size() / (capacity / 2 + 1));
    for (TopK.Frequent frequent : merged.top(capacity)) {
      long times = exact.remove(frequent.key());
      assertThat(times).isBetween(frequent.atLeast(), frequent.atMost());
    }
    exact.values().forEach(times -> assertThat(times).isLessThanOrEqualTo(merged.error()));
    if (exact.size() + merged.top(capacity).size() <= capacity) {
      assertThat(merged.error()).isZero();
    }
  }

  @Property(tries = 100, seed = "11")
  void strata_anyGrouping_giveTheWhole(
      @ForAll @Size(min = 6, max = 100) List<@DoubleRange(min = 0, max = 1) Double> values,
      @ForAll Random random) {
    List<double[]> drawn = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      drawn.add(new double[] {i % 3, values.get(i), 0.1 + 0.9 * random.nextDouble()});
    }
    BiConsumer<StratifiedMeanSummary, double[]> add =
        (summary, item) -> {
          summary.add("s" + (int) item[0], item[1], item[2]);
          summary.skip("s" + (int) item[0], 3);
        };
    StratifiedMeanSummary whole = gathered(StratifiedMeanSummary::new, drawn, add);
    StratifiedMeanSummary merged =
        merged(
            drawn,
            random,
            part -> gathered(StratifiedMeanSummary::new, part, add),
            (a, b) -> {
              a.merge(b);
              return a;
            },
            summary -> StratifiedMeanSummary.fromBytes(summary.toBytes()));
    same(
        merged.estimate(Scope.PROCESS, 0.95).orElseThrow(),
        whole.estimate(Scope.PROCESS, 0.95).orElseThrow());
    assertThat(merged.items("s0")).isEqualTo(whole.items("s0"));
  }

  /** Shuffles, cuts into parts, and merges two at random until one is left, through bytes. */
  private static <V, S> S merged(
      List<V> values,
      Random random,
      Function<List<V>, S> part,
      BiFunction<S, S, S> merge,
      Function<S, S> throughBytes) {
    List<V> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    List<S> parts = new ArrayList<>();
    int at = 0;
    while (at < shuffled.size()) {
      int end = Math.min(shuffled.size(), at + 1 + random.nextInt(40));
      parts.add(part.apply(shuffled.subList(at, end)));
      at = end;
    }
    parts.add(part.apply(List.of()));
    while (parts.size() > 1) {
      S a = parts.remove(random.nextInt(parts.size()));
      S b = parts.remove(random.nextInt(parts.size()));
      parts.add(throughBytes.apply(merge.apply(a, b)));
    }
    return parts.get(0);
  }

  private static <V, S> S gathered(Supplier<S> empty, List<V> values, BiConsumer<S, V> add) {
    S summary = empty.get();
    values.forEach(value -> add.accept(summary, value));
    return summary;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  private static void same(Estimate actual, Estimate expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    close(actual.value(), expected.value(), 1);
    close(actual.low(), expected.low(), 1);
    close(actual.high(), expected.high(), 1);
  }

  private static void close(double actual, double expected, double scale) {
    assertThat(
            actual == expected
                || Math.abs(actual - expected) <= 1e-7 * Math.max(scale, Math.abs(expected)))
        .as("%s is %s", actual, expected)
        .isTrue();
  }
}
