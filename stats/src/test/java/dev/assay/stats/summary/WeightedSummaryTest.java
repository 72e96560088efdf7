package dev.assay.stats.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.HajekProportion;
import dev.assay.stats.sampling.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Weighted shares and quantiles, and what is left when a part is withdrawn. */
class WeightedSummaryTest {

  private record Item(double value, double probability) {

    String category() {
      return "c" + Math.round(value);
    }
  }

  private static List<Item> items(Random random, int n) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      items.add(new Item(random.nextInt(5) - 1, random.nextBoolean() ? 1 : 0.1));
    }
    return items;
  }

  private static void same(Estimate actual, Estimate expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    assertThat(actual.value()).isCloseTo(expected.value(), within(1e-9));
    // Of a variance of nothing 1e-13 may be left when sums are taken back, and its root is that.
    assertThat(actual.low()).isCloseTo(expected.low(), within(1e-6));
    assertThat(actual.high()).isCloseTo(expected.high(), within(1e-6));
  }

  @Property(tries = 100, seed = "20261121")
  void withdrawn_inAnyPart_isAsIfNeverAdded(
      @ForAll Random random, @ForAll @IntRange(min = 3, max = 60) int n) {
    List<Item> kept = items(random, n);
    List<Item> withdrawn = items(random, random.nextInt(20));
    WeightedMeanSummary.Accumulator all = new WeightedMeanSummary.Accumulator();
    WeightedMeanSummary.Accumulator part = new WeightedMeanSummary.Accumulator();
    WeightedMeanSummary.Accumulator rest = new WeightedMeanSummary.Accumulator();
    WeightedCountsSummary counts = WeightedCountsSummary.withMostCategories(10);
    WeightedCountsSummary later = WeightedCountsSummary.withMostCategories(10);
    WeightedCountsSummary right = WeightedCountsSummary.withMostCategories(10);
    WeightedQuantileSketch sketch = new WeightedQuantileSketch();
    WeightedQuantileSketch laterSketch = new WeightedQuantileSketch();
    WeightedQuantileSketch rightSketch = new WeightedQuantileSketch();
    for (Item item : withdrawn) {
      all.add(item.value, item.probability);
      part.add(item.value, item.probability);
      counts.add(item.category(), item.probability);
      later.withdraw(item.category(), item.probability);
      sketch.add(item.value, item.probability);
      laterSketch.withdraw(item.value, item.probability);
    }
    for (Item item : kept) {
      all.add(item.value, item.probability);
      rest.add(item.value, item.probability);
      counts.add(item.category(), item.probability);
      right.add(item.category(), item.probability);
      sketch.add(item.value, item.probability);
      rightSketch.add(item.value, item.probability);
    }
    later.merge(WeightedCountsSummary.fromBytes(counts.toBytes()));
    laterSketch.merge(WeightedQuantileSketch.fromBytes(sketch.toBytes()));
    for (Scope scope : Scope.values()) {
      same(
          all.summary().without(part.summary()).hajek(scope, 0.9).orElseThrow(),
          rest.summary().hajek(scope, 0.9).orElseThrow());
      for (String category : right.categories()) {
        same(
            later.share(category, scope, 0.9).orElseThrow(),
            right.share(category, scope, 0.9).orElseThrow());
      }
      same(
          laterSketch.estimate(0.1, scope, 0.9).orElseThrow(),
          rightSketch.estimate(0.1, scope, 0.9).orElseThrow());
    }
  }

  @Property(tries = 100, seed = "20261121")
  void share_anyGrouping_equalsTheEstimatorOfTheWhole(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 80) int n) {
    List<Item> items = items(random, n);
    WeightedCountsSummary whole = WeightedCountsSummary.withMostCategories(10);
    List<WeightedCountsSummary> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(WeightedCountsSummary.withMostCategories(10));
    }
    for (Item item : items) {
      parts.get(random.nextInt(4)).add(item.category(), item.probability);
    }
    parts.forEach(whole::merge);
    boolean[] success = new boolean[n];
    double[] probability = new double[n];
    for (int i = 0; i < n; i++) {
      success[i] = items.get(i).category().equals("c2");
      probability[i] = items.get(i).probability;
    }
    for (Scope scope : Scope.values()) {
      same(
          whole.share("c2", scope, 0.95).orElseThrow(),
          HajekProportion.withDefaults().with(scope).of(success, probability).orElseThrow());
    }
  }

  @Property(tries = 100, seed = "20261121")
  void counts_moreCategoriesThanRoom_keepTheSameInAnyGrouping(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int most) {
    WeightedCountsSummary whole = WeightedCountsSummary.withMostCategories(most);
    WeightedCountsSummary left = WeightedCountsSummary.withMostCategories(most);
    WeightedCountsSummary right = WeightedCountsSummary.withMostCategories(most);
    for (int i = 0; i < 60; i++) {
      String category = "c" + random.nextInt(15);
      whole.add(category, 0.5);
      (random.nextBoolean() ? left : right).add(category, 0.5);
    }
    right.merge(left);
    assertThat(right.toBytes()).isEqualTo(whole.toBytes());
  }

  @Test
  void quantile_discreteScores_isExact() {
    WeightedQuantileSketch sketch = new WeightedQuantileSketch();
    for (int i = 0; i < 90; i++) {
      sketch.add(5, 0.5);
    }
    for (int i = 0; i < 40; i++) {
      sketch.add(1, 1);
    }
    // By weight 40 of 220 are 1, by number 40 of 130.
    assertThat(sketch.quantile(0.18)).hasValue(1);
    assertThat(sketch.quantile(0.19)).hasValue(5);
    assertThat(sketch.quantile(0)).hasValue(1);
    assertThat(sketch.quantile(1)).hasValue(5);
    assertThat(sketch.count()).isEqualTo(130);
    assertThat(new WeightedQuantileSketch().quantile(0.5)).isEmpty();
  }

  @Test
  void quantile_anyValues_isWithinOnePercent() {
    SplittableRandom random = new SplittableRandom(3);
    WeightedQuantileSketch sketch = new WeightedQuantileSketch();
    double[] values = new double[2001];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextBoolean() ? 1 : -1) * Math.exp(20 * random.nextDouble() - 10);
      sketch.add(values[i], 0.5);
    }
    Arrays.sort(values);
    for (int i = 1; i < 2000; i += 13) {
      assertThat(sketch.quantile((i + 0.5) / 2001).orElseThrow())
          .isCloseTo(values[i], within(0.021 * Math.abs(values[i])));
    }
  }

  @Test
  void estimate_failuresOversampled_holdsTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(17);
    int held = 0;
    int draws = 2000;
    for (int draw = 0; draw < draws; draw++) {
      WeightedQuantileSketch sketch = new WeightedQuantileSketch();
      for (int i = 0; i < 3000; i++) {
        double value = random.nextDouble();
        // Low scores are flagged for the most part and then always drawn.
        double p = value < 0.15 && random.nextDouble() < 0.8 ? 1 : 0.1;
        if (random.nextDouble() < p) {
          sketch.add(value, p);
        }
      }
      Estimate estimate = sketch.estimate(0.1, Scope.PROCESS, 0.95).orElseThrow();
      held += estimate.interval().contains(0.1) ? 1 : 0;
    }
    // On the wide side: the effective number of items is never taken to be more than there are.
    assertThat((double) held / draws).isBetween(0.94, 0.995);
  }

  @Test
  void fromBytes_anythingElse_isRefusedInWords() {
    WeightedCountsSummary counts = WeightedCountsSummary.withMostCategories(10);
    WeightedQuantileSketch sketch = new WeightedQuantileSketch();
    for (int i = 0; i < 10; i++) {
      counts.add("c" + i, 0.3);
      sketch.add(i, 0.3);
    }
    for (byte[] bytes : List.of(counts.toBytes(), sketch.toBytes())) {
      for (int i = 0; i < bytes.length; i++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= 0x11;
        byte[] cut = Arrays.copyOf(bytes, i);
        for (byte[] wrong : List.of(damaged, cut)) {
          assertThatThrownBy(() -> WeightedCountsSummary.fromBytes(wrong))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> WeightedQuantileSketch.fromBytes(wrong))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
    assertThatThrownBy(() -> counts.add("c", 0))
        .hasMessage("probability: 0.0 (expected: 1.0E-9 <= probability <= 1)");
    assertThatThrownBy(() -> sketch.add(Double.NaN, 1))
        .hasMessage("value: NaN (expected: a finite number)");
  }
}
