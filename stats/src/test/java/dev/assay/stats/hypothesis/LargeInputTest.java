package dev.assay.stats.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.QuantileInterval;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A million values, a little apart: quick and to the point. */
class LargeInputTest {

  private static final int N = 1_000_000;
  private static final double[] FIRST = values(1, 0.001);
  private static final double[] SECOND = values(2, 0);

  private static double[] values(int seed, double shift) {
    return new Random(seed).doubles(N).map(value -> value + shift).toArray();
  }

  @Test
  void test_aMillionValues_allAgree() {
    double expected = WelchTest.withDefaults().test(FIRST, SECOND).orElseThrow().pValue();
    assertThat(expected).isBetween(1e-6, 0.2);
    assertThat(PairedTTest.withDefaults().test(FIRST, SECOND).orElseThrow().pValue())
        .isCloseTo(expected, within(0.02));
    assertThat(MannWhitneyTest.withDefaults().test(FIRST, SECOND).pValue())
        .isCloseTo(expected, within(0.02));
    assertThat(WilcoxonSignedRankTest.withDefaults().test(FIRST, SECOND).pValue())
        .isCloseTo(expected, within(0.02));
    assertThat(SignFlipTest.withDefaults().withFlips(1_000).test(FIRST, SECOND).pValue())
        .isCloseTo(expected, within(0.03));
    assertThat(KolmogorovSmirnovTest.withDefaults().test(FIRST, SECOND).pValue())
        .isBetween(0.0, 0.5);
    assertThat(QuantileInterval.withDefaults().of(SECOND, 0.99).interval().contains(0.99)).isTrue();
  }

  @Test
  void test_aMillionGrades_countTies() {
    double[] grades = new Random(3).ints(N, 1, 6).asDoubleStream().toArray();
    double[] others = new Random(4).ints(N, 1, 6).asDoubleStream().toArray();
    double welch = WelchTest.withDefaults().test(grades, others).orElseThrow().pValue();
    assertThat(MannWhitneyTest.withDefaults().test(grades, others).pValue())
        .isCloseTo(welch, within(0.02));
  }
}
