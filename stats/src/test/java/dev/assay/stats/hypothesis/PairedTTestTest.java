package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.PairedDifference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PairedTTestTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(Vectors.class, "interval/t_test_paired_and_one_sample.jsonl");
  }

  // scipy 1.10.1
  @ParameterizedTest
  @MethodSource("rows")
  void test_referenceValues_equal(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    JsonNode expected = row.expected().get("paired");
    TestResult result = PairedTTest.withDefaults().test(x, y).orElseThrow();
    Expected.relative(result.statistic(), expected.get("t"), 1e-8);
    assertThat(result.degreesOfFreedom()).hasValue(expected.get("df").doubleValue());
    Expected.relative(result.pValue(), expected.get("p_two_sided"), 1e-7);
    Expected.relative(p(x, y, Alternative.LESS), expected.get("p_less"), 1e-7);
    Expected.relative(p(x, y, Alternative.GREATER), expected.get("p_greater"), 1e-7);
    expected
        .get("ci")
        .properties()
        .forEach(level -> checkInterval(x, y, level.getKey(), level.getValue()));
  }

  private static double p(double[] x, double[] y, Alternative alternative) {
    return PairedTTest.withDefaults().with(alternative).test(x, y).orElseThrow().pValue();
  }

  private static void checkInterval(double[] x, double[] y, String level, JsonNode expected) {
    Estimate difference =
        PairedTTest.withDefaults()
            .withLevel(Double.parseDouble(level))
            .test(x, y)
            .flatMap(TestResult::difference)
            .orElseThrow();
    double[] ends = numbers(expected);
    double tolerance = 1e-9 * (ends[1] - ends[0]) + 8 * Math.ulp(Math.abs(x[0]) * 2);
    assertThat(difference.low()).isCloseTo(ends[0], within(tolerance));
    assertThat(difference.high()).isCloseTo(ends[1], within(tolerance));
    Estimate alone =
        PairedDifference.withDefaults().withLevel(Double.parseDouble(level)).of(x, y).orElseThrow();
    assertThat(alone.low()).isCloseTo(difference.low(), within(tolerance));
    assertThat(alone.high()).isCloseTo(difference.high(), within(tolerance));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Test
  void test_tooFewOrConstantDifferences_isEmpty() {
    PairedTTest test = PairedTTest.withDefaults();
    assertThat(test.test(new double[] {1}, new double[] {2})).isEmpty();
    assertThat(test.test(new double[0], new double[0])).isEmpty();
    assertThat(test.test(new double[] {1, 2, 3}, new double[] {1, 2, 3})).isEmpty();
    assertThat(test.test(new double[] {0.3, 0.4, 0.9}, new double[] {0.2, 0.3, 0.8})).isEmpty();
    double[] x = {1, 2, 3, 4};
    assertThat(test.testGroups(x, new double[4], new int[4])).isEmpty();
  }

  @Test
  void test_hugeDifferences_haveAnAnswer() {
    TestResult result =
        PairedTTest.withDefaults()
            .test(new double[] {1e308, 1e308, 1.2e308}, new double[] {-1e308, 1e308, 0})
            .orElseThrow();
    assertThat(result.statistic()).isCloseTo(1.835, within(0.01));
    assertThat(result.pValue()).isBetween(0.1, 0.3);
  }

  @Test
  void testGroups_oneEach_sameAsWithoutGroups() {
    double[] x = {0.3, 0.9, 0.2, 0.8, 0.4};
    double[] y = {0.5, 0.4, 0.1, 0.3, 0.2};
    TestResult plain = PairedTTest.withDefaults().test(x, y).orElseThrow();
    TestResult grouped =
        PairedTTest.withDefaults().testGroups(x, y, IntStream.range(0, 5).toArray()).orElseThrow();
    assertThat(grouped.pValue()).isCloseTo(plain.pValue(), within(1e-12));
    assertThat(PairedDifference.withDefaults().ofGroups(x, y, new int[] {0, 1, 2, 3, 4}))
        .hasValueSatisfying(
            e ->
                assertThat(e.low())
                    .isCloseTo(grouped.difference().orElseThrow().low(), within(1e-12)));
  }

  @Test
  void test_lengthsDiffer_saysWhatWasExpected() {
    assertThatThrownBy(() -> PairedTTest.withDefaults().test(new double[2], new double[3]))
        .hasMessage("second: 3 values (expected: 2, as many as first)");
  }
}
