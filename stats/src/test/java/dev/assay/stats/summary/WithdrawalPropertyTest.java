package dev.assay.stats.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is taken back leaves what would be there without it, as far as is stated. */
class WithdrawalPropertyTest {

  private static final int BUCKETS = 64;

  @Property(tries = 300, seed = "20261121")
  void quantiles_withoutAPart_haveTheBucketsOfTheRest(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 60) int rest,
      @ForAll @IntRange(min = 0, max = 60) int back) {
    double width = random.nextInt(3) == 0 ? 30 : 0.3;
    QuantileSketch left = QuantileSketch.of(0.01, BUCKETS);
    QuantileSketch part = QuantileSketch.of(0.01, BUCKETS);
    for (int i = 0; i < rest; i++) {
      left.add(value(random, width));
    }
    for (int i = 0; i < back; i++) {
      part.add(value(random, width));
    }
    QuantileSketch whole = left.copy();
    whole.merge(part);
    double error = whole.relativeError();

    assertThat(whole.covers(part)).isTrue();
    assertThat(whole.withdraw(part)).isTrue();

    assertThat(whole.count()).isEqualTo(rest);
    assertThat(whole.covers(left) || whole.relativeError() < left.relativeError()).isTrue();
    // Buckets that are wider than the values themselves say nothing about them.
    for (double p = 0; p <= 1 && rest > 0 && error < 0.1; p += 0.125) {
      double expected = left.quantile(p).orElseThrow();
      double most = 1.01 * (2 * error + left.relativeError()) * Math.abs(expected) + 1e-300;
      assertThat(whole.quantile(p).orElseThrow()).isCloseTo(expected, within(most));
    }
    QuantileSketch read = QuantileSketch.fromBytes(whole.toBytes());
    assertThat(read.toBytes()).isEqualTo(whole.toBytes());
    if (rest == 0) {
      assertThat(whole.toBytes()).isEqualTo(QuantileSketch.of(0.01, BUCKETS).toBytes());
    }
  }

  @Property(tries = 300, seed = "20261121")
  void quantiles_ofWhatWasNeverThere_arePassedOver(@ForAll Random random) {
    QuantileSketch some = QuantileSketch.withDefaults();
    QuantileSketch others = QuantileSketch.withDefaults();
    for (int i = 0; i < 10; i++) {
      some.add(1 + random.nextInt(4));
      others.add(3 + random.nextInt(4));
    }
    QuantileSketch whole = some.copy();
    assertThat(whole.withdraw(others)).isEqualTo(some.covers(others));
    assertThat(whole.count()).isBetween(0L, 10L);
    assertThat(some.covers(whole)).isTrue();
  }

  private static double value(Random random, double width) {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> -Math.exp(width * random.nextGaussian());
      default -> Math.exp(width * random.nextGaussian());
    };
  }

  @Property(tries = 300, seed = "20261121")
  void counts_withoutAPart_areThoseOfTheRest(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int names) {
    CountsSummary rest = CountsSummary.withMostCategories(5);
    CountsSummary part = CountsSummary.withMostCategories(5);
    for (int i = 0; i < 30; i++) {
      (random.nextBoolean() ? rest : part).add("n" + random.nextInt(names));
    }
    CountsSummary whole = CountsSummary.fromBytes(rest.toBytes());
    whole.merge(part);

    assertThat(whole.covers(part)).isTrue();
    assertThat(whole.withdraw(part)).isTrue();

    assertThat(whole.count()).isEqualTo(rest.count());
    whole.counts().forEach((name, n) -> assertThat(rest.counts()).containsEntry(name, n));
    if (names <= 5) {
      assertThat(whole.toBytes()).isEqualTo(rest.toBytes());
    }
    assertThat(CountsSummary.fromBytes(whole.toBytes()).toBytes()).isEqualTo(whole.toBytes());
  }

  @Property(tries = 300, seed = "20261121")
  void moments_withoutAPart_areThoseOfTheRest_toRounding(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 40) int rest,
      @ForAll @IntRange(min = 0, max = 40) int back) {
    MomentsSummary.Accumulator whole = new MomentsSummary.Accumulator();
    MomentsSummary.Accumulator part = new MomentsSummary.Accumulator();
    List<Double> left = new ArrayList<>();
    for (int i = 0; i < rest + back; i++) {
      double value = 5 + random.nextGaussian();
      whole.add(value);
      if (i < rest) {
        left.add(value);
      } else {
        part.add(value);
      }
    }
    assertThat(whole.withdraw(part.summary())).isTrue();

    MomentsSummary expected =
        MomentsSummary.of(left.stream().mapToDouble(Double::doubleValue).toArray());
    MomentsSummary actual = MomentsSummary.fromBytes(whole.summary().toBytes());
    assertThat(actual.count()).isEqualTo(rest);
    if (rest > 0) {
      assertThat(actual.mean().orElseThrow())
          .isCloseTo(expected.mean().orElseThrow(), within(1e-12));
      assertThat(actual.least().orElseThrow())
          .isLessThanOrEqualTo(expected.least().orElseThrow() + 1e-12);
    }
    if (rest > 1) {
      assertThat(actual.variance().orElseThrow())
          .isCloseTo(expected.variance().orElseThrow(), within(1e-10));
    }
  }
}
