package dev.assay.stats.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.PairedOutcomes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class McNemarTestTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(McNemarTestTest.class, "mcnemar.jsonl");
  }

  // statsmodels 0.13.5; mid-p by its formula
  @ParameterizedTest
  @MethodSource("rows")
  void test_referenceValues_equal(Vectors.Row row) {
    PairedOutcomes outcomes =
        new PairedOutcomes(
            count(row, "both_pass"),
            count(row, "only_first_pass"),
            count(row, "only_second_pass"),
            count(row, "both_fail"));
    JsonNode expected = row.expected();
    check(test(outcomes, McNemarTest.Method.EXACT).pValue(), expected, "p_exact");
    check(test(outcomes, McNemarTest.Method.MID_P).pValue(), expected, "p_mid");
    TestResult plain = test(outcomes, McNemarTest.Method.ASYMPTOTIC);
    check(plain.statistic(), expected, "chi2");
    check(plain.pValue(), expected, "p_chi2");
    TestResult corrected = test(outcomes, McNemarTest.Method.ASYMPTOTIC_CORRECTED);
    if (outcomes.onlyFirst() != outcomes.onlySecond()) {
      check(corrected.statistic(), expected, "chi2_cc");
      check(corrected.pValue(), expected, "p_chi2_cc");
    } else {
      // The reference corrects a difference of 0 to 1.
      assertThat(corrected.pValue()).isEqualTo(1);
    }
  }

  private static void check(double actual, JsonNode expected, String name) {
    if (expected.has(name) && expected.get(name).isNumber()) {
      Expected.relative(actual, expected.get(name), 1e-9);
    }
  }

  private static long count(Vectors.Row row, String name) {
    return row.input().get(name).longValue();
  }

  private static TestResult test(PairedOutcomes outcomes, McNemarTest.Method method) {
    return McNemarTest.withDefaults().with(method).test(outcomes);
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(45);
  }

  @Test
  void test_oneSided_addUpWithTheirOverlap() {
    PairedOutcomes outcomes = new PairedOutcomes(50, 3, 9, 4);
    McNemarTest test = McNemarTest.withDefaults();
    double less = test.with(Alternative.LESS).test(outcomes).pValue();
    double greater = test.with(Alternative.GREATER).test(outcomes).pValue();
    // P(B <= 3) of 12 fair coins, by hand: (1 + 12 + 66 + 220) / 4096
    assertThat(less).isCloseTo(299 / 4096.0, within(1e-12));
    assertThat(less + greater - 220 / 4096.0).isCloseTo(1, within(1e-12));
    McNemarTest asymptotic = test.with(McNemarTest.Method.ASYMPTOTIC);
    assertThat(asymptotic.with(Alternative.LESS).test(outcomes).pValue())
        .isCloseTo(asymptotic.test(outcomes).pValue() / 2, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(McNemarTest.Method.class)
  void test_noDiscordantPair_isOneWithAnInterval(McNemarTest.Method method) {
    TestResult result = test(new PairedOutcomes(40, 0, 0, 10), method);
    assertThat(result.pValue()).isEqualTo(1);
    assertThat(result.difference().orElseThrow().value()).isZero();
    assertThat(result.difference().orElseThrow().high()).isGreaterThan(0.01);
  }

  @Test
  void test_arrays_countsThem() {
    boolean[] first = {true, true, false, false, true};
    boolean[] second = {true, false, true, false, false};
    TestResult result = McNemarTest.withDefaults().test(first, second);
    assertThat(result.statistic()).isEqualTo(2);
    assertThat(result.n()).isEqualTo(5);
    assertThat(result.pValue()).isEqualTo(1);
    assertThat(result.difference().orElseThrow().value()).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void test_tenMillionPairs_hasAnAnswer() {
    PairedOutcomes outcomes = new PairedOutcomes(9_000_000, 251_000, 249_000, 500_000);
    double exact = test(outcomes, McNemarTest.Method.EXACT).pValue();
    double asymptotic = test(outcomes, McNemarTest.Method.ASYMPTOTIC).pValue();
    assertThat(exact).isCloseTo(asymptotic, within(2e-4));
    assertThat(asymptotic).isCloseTo(0.00468, within(1e-4));
  }

  @Test
  void outcomes_wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> new PairedOutcomes(0, 0, 0, 0))
        .hasMessage("pairs: 0 (expected: at least 1)");
    assertThatThrownBy(() -> new PairedOutcomes(1, -1, 0, 0))
        .hasMessage("onlyFirst: -1 (expected: from 0 to 2^52)");
    assertThatThrownBy(() -> PairedOutcomes.of(new boolean[1], new boolean[2]))
        .hasMessage("second: 2 values (expected: 1, as many as first)");
  }
}
