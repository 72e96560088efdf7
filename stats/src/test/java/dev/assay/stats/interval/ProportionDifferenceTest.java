package dev.assay.stats.interval;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.internal.ProportionScores;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProportionDifferenceTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(Vectors.class, "hypothesis/two_proportions.jsonl");
  }

  // statsmodels 0.13.5, confint_proportions_2indep(method="newcomb")
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    row.expected()
        .get("ci_diff")
        .get("newcomb")
        .properties()
        .forEach(
            level -> {
              Estimate estimate =
                  ProportionDifference.withDefaults()
                      .withLevel(Double.parseDouble(level.getKey()))
                      .of(
                          row.input().get("k1").longValue(),
                          row.input().get("n1").longValue(),
                          row.input().get("k2").longValue(),
                          row.input().get("n2").longValue());
              double[] ends = numbers(level.getValue());
              assertThat(estimate.low()).isCloseTo(ends[0], within(1e-9));
              assertThat(estimate.high()).isCloseTo(ends[1], within(1e-9));
              assertThat(estimate.value())
                  .isCloseTo(row.expected().get("diff").doubleValue(), within(1e-12));
            });
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(60);
  }

  @Property(tries = 200, seed = "11")
  void of_anyCounts_holdsTheDifferenceWithinRange(
      @ForAll @IntRange(min = 1, max = 300) int n1,
      @ForAll @IntRange(min = 1, max = 300) int n2,
      @ForAll @IntRange(max = 300) int a,
      @ForAll @IntRange(max = 300) int b) {
    for (ProportionDifference.Method method : ProportionDifference.Method.values()) {
      ProportionDifference difference = ProportionDifference.withDefaults().with(method);
      Estimate one = difference.of(a % (n1 + 1), n1, b % (n2 + 1), n2);
      Estimate other = difference.of(b % (n2 + 1), n2, a % (n1 + 1), n1);
      check(one, other);
      PairedOutcomes outcomes = new PairedOutcomes(n1, a, b, n2);
      check(difference.paired(outcomes), difference.paired(new PairedOutcomes(n1, b, a, n2)));
    }
  }

  private static void check(Estimate one, Estimate other) {
    assertThat(one.low()).isBetween(-1.0, one.value());
    assertThat(one.high()).isBetween(one.value(), 1.0);
    assertThat(one.high() - one.low()).isPositive();
    assertThat(other.low()).isCloseTo(-one.high(), within(1e-9));
    assertThat(other.high()).isCloseTo(-one.low(), within(1e-9));
  }

  // A second program: the likelihood maximised numerically, Newcombe's formula written out.
  @ParameterizedTest
  @CsvSource({
    "SCORE, 43, 0, 1, 0, -0.118077096982, 0.059393231117",
    "SCORE, 36, 12, 2, 0, 0.061112406186, 0.344708748282",
    "SCORE, 14, 5, 0, 22, 0.025836384671, 0.255442115210",
    "SCORE, 19, 2, 3, 26, -0.130162590436, 0.085703879647",
    "NEWCOMBE, 43, 0, 1, 0, -0.118077096982, 0.059718008351",
    "NEWCOMBE, 36, 12, 2, 0, 0.056929584003, 0.340427602975",
    "NEWCOMBE, 14, 5, 0, 22, 0.011483241383, 0.226492684351"
  })
  void paired_secondProgram_equal(
      ProportionDifference.Method method,
      long both,
      long first,
      long second,
      long none,
      double low,
      double high) {
    Estimate estimate =
        ProportionDifference.withDefaults()
            .with(method)
            .paired(new PairedOutcomes(both, first, second, none));
    assertThat(estimate.low()).isCloseTo(low, within(1e-10));
    assertThat(estimate.high()).isCloseTo(high, within(1e-10));
  }

  @Test
  void score_ends_areWhereTheScoreIsTheQuantile() {
    Estimate samples =
        ProportionDifference.withDefaults()
            .with(ProportionDifference.Method.SCORE)
            .of(56, 70, 48, 80);
    assertThat(ProportionScores.unpaired(56, 70, 48, 80, samples.low()))
        .isCloseTo(1.959964, within(1e-5));
    assertThat(ProportionScores.unpaired(56, 70, 48, 80, samples.high()))
        .isCloseTo(-1.959964, within(1e-5));
  }

  @Test
  void score_supposedEqual_isThePooledTest() {
    // (0.8 - 0.6) / sqrt(p (1 - p) (1/70 + 1/80)) with p = 104 / 150
    double p = 104 / 150.0;
    double z = 0.2 / Math.sqrt(p * (1 - p) * (1 / 70.0 + 1 / 80.0));
    assertThat(ProportionScores.unpaired(56, 70, 48, 80, 0)).isCloseTo(z, within(1e-9));
    assertThat(ProportionScores.paired(100, 5, 12, 0)).isCloseTo(-7 / Math.sqrt(17), within(1e-9));
  }

  @Test
  void of_moreSuccessesThanTrials_saysWhatWasExpected() {
    assertThatThrownBy(() -> ProportionDifference.withDefaults().of(1, 2, 3, 2))
        .hasMessage("successes: 3 (expected: 0 <= successes <= trials = 2)");
  }
}
