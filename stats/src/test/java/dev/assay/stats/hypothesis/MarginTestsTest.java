package dev.assay.stats.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.PairedOutcomes;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Non-inferiority and equivalence. */
class MarginTestsTest {

  private static final double[] CANDIDATE = {0.7, 0.9, 0.6, 0.8, 0.75, 0.9, 0.5, 0.85};
  private static final double[] BASELINE = {0.72, 0.85, 0.66, 0.8, 0.7, 0.95, 0.52, 0.81};

  @Test
  void paired_margin_isATTestOfShiftedScores() {
    double[] shifted = Arrays.stream(CANDIDATE).map(v -> v + 0.05).toArray();
    TestResult expected =
        PairedTTest.withDefaults().with(Alternative.GREATER).test(shifted, BASELINE).orElseThrow();
    TestResult result = NonInferiorityTest.of(0.05).paired(CANDIDATE, BASELINE).orElseThrow();
    assertThat(result.pValue()).isCloseTo(expected.pValue(), within(1e-12));
    assertThat(result.difference().orElseThrow().level()).isCloseTo(0.9, within(1e-15));
    TestResult unpaired = NonInferiorityTest.of(0.05).unpaired(CANDIDATE, BASELINE).orElseThrow();
    TestResult welch =
        WelchTest.withDefaults().with(Alternative.GREATER).test(shifted, BASELINE).orElseThrow();
    assertThat(unpaired.pValue()).isCloseTo(welch.pValue(), within(1e-12));
  }

  @Test
  void withLowerIsBetter_looksTheOtherWay() {
    double p = NonInferiorityTest.of(0.05).paired(CANDIDATE, BASELINE).orElseThrow().pValue();
    TestResult turned =
        NonInferiorityTest.of(0.05).withLowerIsBetter().paired(BASELINE, CANDIDATE).orElseThrow();
    assertThat(turned.pValue()).isCloseTo(p, within(1e-12));
  }

  @Test
  void equivalence_isTheWeakerOfBothSides() {
    double higher = NonInferiorityTest.of(0.04).paired(CANDIDATE, BASELINE).orElseThrow().pValue();
    double lower =
        NonInferiorityTest.of(0.04)
            .withLowerIsBetter()
            .paired(CANDIDATE, BASELINE)
            .orElseThrow()
            .pValue();
    assertThat(EquivalenceTest.of(0.04).paired(CANDIDATE, BASELINE).orElseThrow().pValue())
        .isEqualTo(Math.max(higher, lower));
  }

  @Property(tries = 300, seed = "11")
  void test_anyCounts_significantWhereTheIntervalClearsTheMargin(
      @ForAll @IntRange(max = 80) int both,
      @ForAll @IntRange(max = 20) int first,
      @ForAll @IntRange(max = 20) int second,
      @ForAll @IntRange(min = 1, max = 20) int none,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double margin) {
    PairedOutcomes outcomes = new PairedOutcomes(both, first, second, none);
    NonInferiorityTest test = NonInferiorityTest.of(margin);
    EquivalenceTest equivalence = EquivalenceTest.of(margin);
    checkAgrees(test.pairedProportions(outcomes), equivalence.pairedProportions(outcomes), margin);
    long n = outcomes.pairs();
    checkAgrees(
        test.proportions(both + first, n, both + second, n + 7),
        equivalence.proportions(both + first, n, both + second, n + 7),
        margin);
  }

  private static void checkAgrees(TestResult result, TestResult equivalence, double margin) {
    Estimate difference = result.difference().orElseThrow();
    if (Math.abs(difference.low() + margin) > 1e-9) {
      assertThat(result.significantAt(0.05)).isEqualTo(difference.low() > -margin);
      if (Math.abs(difference.high() - margin) > 1e-9) {
        assertThat(equivalence.significantAt(0.05))
            .isEqualTo(difference.low() > -margin && difference.high() < margin);
      }
    }
  }

  @Test
  void pairedProportions_nothingChanged_isPositiveWithEnoughPairs() {
    // z = sqrt(n m / (1 - m)): at a margin of 0.05, 52 pairs are enough for 0.05
    NonInferiorityTest test = NonInferiorityTest.of(0.05);
    assertThat(test.pairedProportions(new PairedOutcomes(45, 0, 0, 5)).significantAt(0.05))
        .isFalse();
    TestResult enough = test.pairedProportions(new PairedOutcomes(48, 0, 0, 5));
    assertThat(enough.statistic()).isCloseTo(Math.sqrt(53 * 0.05 / 0.95), within(1e-9));
    assertThat(enough.significantAt(0.05)).isTrue();
  }

  @Test
  void paired_allEqual_needsARange() {
    double[] same = new Random(1).doubles(100).toArray();
    NonInferiorityTest test = NonInferiorityTest.of(0.05);
    assertThat(test.paired(same, same)).isEmpty();
    TestResult result = test.withRange(0, 1).paired(same, same).orElseThrow();
    assertThat(result.pValue()).isCloseTo(Math.pow(0.95, 100), within(1e-12));
    // The rule of three, at one side's 5%: ln(20) / 100
    assertThat(result.difference().orElseThrow().low()).isCloseTo(-0.03, within(0.001));
    int[] ten = IntStream.range(0, 100).map(i -> i / 10).toArray();
    assertThat(test.withRange(0, 1).pairedGroups(same, same, ten).orElseThrow().pValue())
        .isCloseTo(Math.pow(0.95, 10), within(1e-12));
    double[] worse = Arrays.stream(same).map(v -> v - 0.1).toArray();
    assertThat(test.withRange(-1, 1).paired(worse, same).orElseThrow().pValue()).isEqualTo(1);
    assertThat(EquivalenceTest.of(0.05).withRange(0, 1).paired(same, same).orElseThrow().pValue())
        .isCloseTo(Math.pow(0.95, 100), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void of_marginOutOfRange_saysWhatWasExpected(double margin) {
    assertThatThrownBy(() -> NonInferiorityTest.of(margin))
        .hasMessage("margin: " + margin + " (expected: a number above 0)");
    assertThatThrownBy(() -> EquivalenceTest.of(margin))
        .hasMessage("margin: " + margin + " (expected: a number above 0)");
  }

  @Test
  void test_marginOutsideTheScale_saysWhatWasExpected() {
    assertThatThrownBy(() -> NonInferiorityTest.of(1).proportions(1, 2, 1, 2))
        .hasMessage("margin: 1.0 (expected: 0 < margin < 1, for proportions)");
    assertThatThrownBy(() -> NonInferiorityTest.of(1).withRange(0, 1))
        .hasMessage("margin: 1.0 (expected: less than the range of scores, 1.0)");
    assertThatThrownBy(() -> EquivalenceTest.of(0.1).withRange(1, 0))
        .hasMessage("range: [1.0, 0.0] (expected: finite, least < greatest)");
    assertThatThrownBy(() -> EquivalenceTest.of(0.1).withSignificance(0.5))
        .hasMessage("significance: 0.5 (expected: 0 < significance < 0.5)");
  }
}
