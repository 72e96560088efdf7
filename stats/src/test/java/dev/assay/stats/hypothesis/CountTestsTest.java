package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.PValueMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Fisher, chi-square, Kolmogorov and Smirnov. */
class CountTestsTest {

  private static final FisherTest FISHER = FisherTest.withDefaults();
  private static final ChiSquareTest CHI_SQUARE = ChiSquareTest.withDefaults();
  private static final KolmogorovSmirnovTest KS = KolmogorovSmirnovTest.withDefaults();

  static Stream<Vectors.Row> proportions() {
    return Vectors.of(CountTestsTest.class, "two_proportions.jsonl");
  }

  static Stream<Vectors.Row> chiSquare() {
    return Vectors.of(CountTestsTest.class, "chi_square.jsonl");
  }

  static Stream<Vectors.Row> distances() {
    return Vectors.of(CountTestsTest.class, "ks_and_wasserstein.jsonl");
  }

  // scipy 1.10.1; where nothing varies its one-sided p-values are 1 as well
  @ParameterizedTest
  @MethodSource("proportions")
  void fisher_referenceValues_equal(Vectors.Row row) {
    long k1 = row.input().get("k1").longValue();
    long n1 = row.input().get("n1").longValue();
    long k2 = row.input().get("k2").longValue();
    long n2 = row.input().get("n2").longValue();
    TestResult result = FISHER.test(k1, n1, k2, n2);
    check(result.pValue(), row.expected(), "p_fisher_two_sided");
    check(
        FISHER.with(Alternative.LESS).test(k1, n1, k2, n2).pValue(),
        row.expected(),
        "p_fisher_less");
    check(
        FISHER.with(Alternative.GREATER).test(k1, n1, k2, n2).pValue(),
        row.expected(),
        "p_fisher_greater");
    assertThat(result.difference().orElseThrow().value())
        .isCloseTo(row.expected().get("diff").doubleValue(), within(1e-12));
    assertThat(result.n()).isEqualTo(n1 + n2);
  }

  private static void check(double actual, JsonNode expected, String name) {
    if (expected.has(name)) {
      Expected.relative(actual, expected.get(name), 1e-9);
    }
  }

  // scipy 1.10.1
  @ParameterizedTest
  @MethodSource("chiSquare")
  void chiSquare_referenceValues_equal(Vectors.Row row) {
    JsonNode expected = row.expected();
    ChiSquareTest g = CHI_SQUARE.with(ChiSquareTest.Statistic.LIKELIHOOD_RATIO);
    if (row.input().has("table")) {
      long[][] table =
          row.input().get("table").valueStream().map(CountTestsTest::counts).toArray(long[][]::new);
      check(CHI_SQUARE.independence(table).orElseThrow(), expected.get("plain"), "chi2", "p");
      check(
          CHI_SQUARE.withYatesCorrection().independence(table).orElseThrow(),
          expected.get("yates"),
          "chi2",
          "p");
      TestResult likelihood = g.independence(table).orElseThrow();
      check(likelihood, expected, "G", "p_G");
      assertThat(likelihood.degreesOfFreedom()).hasValue(expected.get("df").doubleValue());
    } else {
      long[] observed = counts(row.input().get("observed"));
      double[] probabilities = numbers(row.input().get("expected_probabilities"));
      double[] uniform = new double[observed.length];
      Arrays.fill(uniform, 3);
      check(CHI_SQUARE.goodnessOfFit(observed, probabilities).orElseThrow(), expected, "chi2", "p");
      check(
          CHI_SQUARE.goodnessOfFit(observed, uniform).orElseThrow(),
          expected,
          "uniform_chi2",
          "uniform_p");
      check(g.goodnessOfFit(observed, probabilities).orElseThrow(), expected, "G", "p_G");
    }
  }

  private static void check(TestResult result, JsonNode expected, String statistic, String p) {
    assertThat(result.statistic())
        .isCloseTo(
            expected.get(statistic).doubleValue(),
            within(1e-9 * Math.max(1, expected.get(statistic).doubleValue())));
    assertThat(result.pValue())
        .isCloseTo(
            expected.get(p).doubleValue(), within(1e-15 + 1e-8 * expected.get(p).doubleValue()));
  }

  private static long[] counts(JsonNode array) {
    return array.valueStream().mapToLong(JsonNode::longValue).toArray();
  }

  // scipy 1.10.1, which names the one-sided alternatives by the distribution functions
  @ParameterizedTest
  @MethodSource("distances")
  void kolmogorovSmirnov_referenceValues_equal(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    checkKs(KS, x, y, row.expected(), "two_sided");
    checkKs(KS.with(Alternative.GREATER), x, y, row.expected(), "less");
    checkKs(KS.with(Alternative.LESS), x, y, row.expected(), "greater");
  }

  private static void checkKs(
      KolmogorovSmirnovTest test, double[] x, double[] y, JsonNode expected, String name) {
    TestResult exact = test.with(PValueMethod.EXACT).test(x, y);
    Expected.absolute(exact.statistic(), expected.get("D_" + name), 1e-12);
    Expected.relative(exact.pValue(), expected.get("p_exact_" + name), 1e-7);
    double effective = (double) x.length * y.length / (x.length + y.length);
    // At a half the reference rounds to even, the library up.
    if (effective - Math.floor(effective) != 0.5) {
      Expected.relative(
          test.with(PValueMethod.ASYMPTOTIC).test(x, y).pValue(),
          expected.get("p_asymp_" + name),
          1e-9);
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(proportions()).hasSize(60);
    assertThat(chiSquare()).hasSize(40);
    assertThat(distances()).hasSize(40);
  }

  @Test
  void fisher_nothingVaries_isOne() {
    for (Alternative alternative : Alternative.values()) {
      assertThat(FISHER.with(alternative).test(10, 10, 20, 20).pValue()).isEqualTo(1);
      assertThat(FISHER.with(alternative).test(0, 10, 0, 20).pValue()).isEqualTo(1);
    }
  }

  @Test
  void fisher_millions_hasAnAnswer() {
    TestResult result = FISHER.test(4_501_000, 5_000_000, 4_500_000, 5_000_000);
    // z = 0.0002 / sqrt(0.09 * 2 / 5e6), nearly
    assertThat(result.pValue()).isCloseTo(0.2913, within(0.001));
  }

  @Test
  void chiSquare_emptyRowsOrNothing_saysWhatItIs() {
    assertThat(CHI_SQUARE.independence(new long[][] {{5, 0}, {7, 0}})).isEmpty();
    assertThat(CHI_SQUARE.independence(new long[0][])).isEmpty();
    assertThat(CHI_SQUARE.goodnessOfFit(new long[2], 1, 1)).isEmpty();
    double plain = CHI_SQUARE.independence(new long[][] {{5, 9}, {7, 2}}).orElseThrow().pValue();
    TestResult wider =
        CHI_SQUARE.independence(new long[][] {{5, 0, 9}, {0, 0, 0}, {7, 0, 2}}).orElseThrow();
    assertThat(wider.pValue()).isEqualTo(plain);
    assertThat(wider.degreesOfFreedom()).hasValue(1);
  }

  @Test
  void kolmogorovSmirnov_greater_meansGreaterValues() {
    double[] low = new Random(1).doubles(40).toArray();
    double[] high = new Random(2).doubles(40).map(v -> v + 0.5).toArray();
    assertThat(KS.with(Alternative.GREATER).test(high, low).pValue()).isLessThan(0.01);
    assertThat(KS.with(Alternative.LESS).test(high, low).pValue()).isGreaterThan(0.5);
  }

  @Test
  void test_wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> FISHER.test(3, 2, 1, 2))
        .hasMessage("successes: 3 (expected: 0 <= successes <= trials = 2)");
    assertThatThrownBy(() -> FISHER.test(1, 2_000_000_000, 1, 2_000_000_000))
        .hasMessage("trials: 4000000000 (expected: at most 2147483647)");
    assertThatThrownBy(() -> CHI_SQUARE.goodnessOfFit(new long[] {1, -1}, 1, 1))
        .hasMessage("count: -1 (expected: count >= 0)");
    assertThatThrownBy(() -> CHI_SQUARE.goodnessOfFit(new long[] {1, 1}, 1, 0))
        .hasMessage("weight: 0.0 (expected: a number above 0)");
    assertThatThrownBy(() -> CHI_SQUARE.independence(new long[][] {{1, 2}, {1}}))
        .hasMessage("next row: 1 values (expected: 2, as many as row)");
    assertThatThrownBy(() -> KS.test(new double[] {1}, new double[] {1, 2}))
        .hasMessage("first: 1 values (expected: at least 2)");
  }
}
