package dev.assay.stats.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.Scope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void moments_degenerate_areExplicit() {
    assertThat(MomentsSummary.empty().mean()).isEmpty();
    assertThat(MomentsSummary.of(3).variance()).isEmpty();
    assertThat(MomentsSummary.of(0.1, 0.1, 0.1).variance()).hasValue(0);
    assertThat(MomentsSummary.of(1e308, -1e308).variance()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(MomentsSummary.of(1e308, -1e308).mean()).hasValue(0);
    assertThat(MomentsSummary.of(1e15 + 1, 1e15 + 2, 1e15 + 3).variance()).hasValue(1);
    assertThatThrownBy(() -> MomentsSummary.of(Double.NaN))
        .hasMessage("value: NaN (expected: a finite number)");
  }

  @Test
  void moments_tenMillionValues_keepTheirDigits() {
    MomentsSummary.Accumulator moments = new MomentsSummary.Accumulator();
    for (int i = 0; i < 10_000_000; i++) {
      moments.add(1e9 + (i & 1));
    }
    assertThat(moments.summary().mean().orElseThrow()).isCloseTo(1e9 + 0.5, within(1e-6));
    assertThat(moments.summary().variance().orElseThrow()).isCloseTo(0.25, within(1e-6));
  }

  @Test
  void weighted_probabilityOutOfRange_isRefused() {
    assertThatThrownBy(() -> new WeightedMeanSummary.Accumulator().add(1, 0))
        .hasMessage("probability: 0.0 (expected: 1.0E-9 <= probability <= 1)");
    assertThat(WeightedMeanSummary.empty().hajek(Scope.PROCESS, 0.95)).isEmpty();
  }

  @Test
  void strata_sampledUnequally_enterWithTheirSizes() {
    StratifiedMeanSummary summary = new StratifiedMeanSummary();
    for (int i = 0; i < 50; i++) {
      summary.add("rare", i % 2, 1);
      summary.add("common", 0.9 + 0.001 * (i % 2), 0.05);
    }
    summary.skip("common", 900);
    Estimate estimate = summary.estimate(Scope.POPULATION, 0.95).orElseThrow();
    assertThat(estimate.value()).isCloseTo(0.05 * 0.5 + 0.95 * 0.9005, within(1e-12));
    assertThat(estimate.n()).isEqualTo(100);
    summary.skip("unseen", 10);
    assertThat(summary.estimate(Scope.POPULATION, 0.95)).isEmpty();
  }

  @Test
  void sketch_heavyTail_staysWithinItsError() {
    Random random = new Random(7);
    double[] values = random.doubles(200_000).map(u -> Math.pow(1 - u, -1.5)).toArray();
    QuantileSketch sketch = QuantileSketch.withDefaults();
    for (double value : values) {
      sketch.add(value);
    }
    Arrays.sort(values);
    assertThat(sketch.relativeError()).isCloseTo(0.01, within(1e-12));
    for (double p : new double[] {0, 0.001, 0.5, 0.9, 0.99, 0.999, 1}) {
      double exact = values[(int) (p * (values.length - 1))];
      assertThat(sketch.quantile(p).orElseThrow()).isCloseTo(exact, within(exact * 0.01001));
    }
  }

  @Test
  void sketch_signsZeroAndExtremes_areKept() {
    QuantileSketch sketch = QuantileSketch.of(0.01, 16);
    for (double value :
        new double[] {-Double.MAX_VALUE, -1, -0.0, 0, 1e-320, 1, Double.MAX_VALUE}) {
      sketch.add(value);
    }
    assertThat(sketch.quantile(0)).hasValue(-Double.MAX_VALUE);
    assertThat(sketch.quantile(0.5)).hasValue(0);
    assertThat(sketch.quantile(1)).hasValue(Double.MAX_VALUE);
    assertThat(QuantileSketch.fromBytes(sketch.toBytes()).toBytes()).isEqualTo(sketch.toBytes());
    assertThatThrownBy(() -> sketch.add(Double.NEGATIVE_INFINITY))
        .hasMessage("value: -Infinity (expected: a finite number)");
    assertThat(sketch.count()).isEqualTo(7);
  }

  @Test
  void sketch_tooFewValuesForAQuantile_leaveTheEndOpen() {
    QuantileSketch sketch = QuantileSketch.withDefaults();
    for (int i = 1; i <= 50; i++) {
      sketch.add(i);
    }
    Estimate p99 = sketch.estimate(0.99, 0.95).orElseThrow();
    assertThat(p99.high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(p99.value()).isCloseTo(49, within(0.5));
    assertThat(QuantileSketch.withDefaults().estimate(0.5, 0.95)).isEmpty();
  }

  @Test
  void sketch_moreValuesThanTheBinomialTakes_hasAnInterval() {
    QuantileSketch sketch = QuantileSketch.withDefaults();
    sketch.add(1, 3_000_000_000L);
    sketch.add(2, 3_000_000_000L);
    Estimate median = sketch.estimate(0.5, 0.95).orElseThrow();
    assertThat(median.low()).isEqualTo(1);
    assertThat(median.high()).isEqualTo(2);
  }

  @Test
  void merge_otherSettings_isRefused() {
    assertThatThrownBy(() -> QuantileSketch.withDefaults().merge(QuantileSketch.of(0.02, 2048)))
        .hasMessageContaining("expected: 0.01 in 2048, as this one");
    assertThatThrownBy(() -> TopK.withCapacity(8).merge(TopK.withCapacity(9)))
        .hasMessage("capacity: 9 (expected: 8, as this one's)");
  }

  @Test
  void merge_withItself_doubles() {
    QuantileSketch sketch = QuantileSketch.withDefaults();
    sketch.add(5);
    sketch.merge(sketch);
    assertThat(sketch.count()).isEqualTo(2);
    TopK top = TopK.withCapacity(4);
    top.add("a");
    top.merge(top);
    assertThat(top.top(1)).containsExactly(new TopK.Frequent("a", 2, 2));
    StratifiedMeanSummary strata = new StratifiedMeanSummary();
    strata.add("s", 1, 0.5);
    strata.merge(strata);
    assertThat(strata.items("s")).isEqualTo(2);
  }

  @Test
  void keys_hostileText_surviveAndLongOnesAreRefused() {
    String odd = "\0\ud800<b>\u001b[31m";
    CountsSummary counts = CountsSummary.withDefaults();
    counts.add(odd);
    assertThat(CountsSummary.fromBytes(counts.toBytes()).counts()).containsEntry(odd, 1L);
    TopK top = TopK.withCapacity(4);
    top.add(odd);
    assertThat(TopK.fromBytes(top.toBytes()).top(1).get(0).key()).isEqualTo(odd);
    assertThatThrownBy(() -> counts.add("x".repeat(10_000_000)))
        .hasMessage("key: 10000000 characters (expected: at most 1024)");
    assertThat(counts.share("absent", 0.95).orElseThrow().value()).isZero();
  }

  @Test
  void bytes_cutFlippedOrForeign_areRefusedOrReadInWords() {
    QuantileSketch sketch = QuantileSketch.of(0.05, 64);
    TopK top = TopK.withCapacity(8);
    CountsSummary counts = CountsSummary.withMostCategories(4);
    StratifiedMeanSummary strata = new StratifiedMeanSummary();
    for (int i = 0; i < 40; i++) {
      sketch.add(i - 10);
      top.add("k" + i % 11);
      counts.add("c" + i % 6);
      strata.add("s" + i % 2, i, 0.5);
    }
    hostile(sketch.toBytes(), QuantileSketch::fromBytes);
    hostile(top.toBytes(), TopK::fromBytes);
    hostile(counts.toBytes(), CountsSummary::fromBytes);
    hostile(strata.toBytes(), StratifiedMeanSummary::fromBytes);
    hostile(strata.sampled("s0").toBytes(), WeightedMeanSummary::fromBytes);
    hostile(MomentsSummary.of(1, 2, 4).toBytes(), MomentsSummary::fromBytes);
    assertThatThrownBy(() -> TopK.fromBytes(counts.toBytes()))
        .hasMessage("summary: kind 6 (expected: 5, FREQUENT)");
    byte[] newer = counts.toBytes();
    newer[4] = 2;
    assertThatThrownBy(() -> CountsSummary.fromBytes(sealed(newer)))
        .hasMessage("summary: version 2 (expected: 1)");
  }

  // With the checksum put right, so that what lies behind it is tried.
  private static void hostile(byte[] bytes, Function<byte[], ?> read) {
    Random random = new Random(3);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read.apply(cut)).isInstanceOf(IllegalArgumentException.class);
      if (length >= 9) {
        assertThatThrownBy(() -> read.apply(sealed(cut)))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    for (int i = 0; i < 5000; i++) {
      byte[] changed = bytes.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        changed[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(read.apply(sealed(changed))).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).contains("(expected: ");
      }
    }
  }

  private static byte[] sealed(byte[] bytes) {
    byte[] sealed = bytes.clone();
    CRC32 crc = new CRC32();
    crc.update(sealed, 0, sealed.length - 4);
    ByteBuffer.wrap(sealed).putInt(sealed.length - 4, (int) crc.getValue());
    return sealed;
  }

  @Test
  void topK_oneFrequentAmongMany_isFound() {
    TopK top = TopK.withCapacity(64);
    for (int i = 0; i < 100_000; i++) {
      top.add(i % 10 == 0 ? "often" : "rare" + i);
    }
    List<TopK.Frequent> first = top.top(1);
    assertThat(first.get(0).key()).isEqualTo("often");
    assertThat(10_000L).isBetween(first.get(0).atLeast(), first.get(0).atMost());
  }
}
