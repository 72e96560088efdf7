package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PermutationTestTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(PermutationTestTest.class, "permutation_exact.jsonl");
  }

  // Own enumeration at 60 digits
  @ParameterizedTest
  @MethodSource("rows")
  void test_referenceValues_equal(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    PermutationTest test = PermutationTest.withDefaults();
    TestResult result = test.test(x, y);
    Expected.absolute(result.statistic(), row.expected().get("mean_diff"), 1e-12);
    Expected.absolute(result.pValue(), row.expected().get("p_two_sided_abs"), 1e-12);
    Expected.absolute(
        test.with(Alternative.LESS).test(x, y).pValue(), row.expected().get("p_less"), 1e-12);
    Expected.absolute(
        test.with(Alternative.GREATER).test(x, y).pValue(), row.expected().get("p_greater"), 1e-12);
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Test
  void test_manyValues_closeToWelch() {
    Random random = new Random(5);
    double[] first = random.doubles(300).toArray();
    double[] second = random.doubles(200).map(v -> v - 0.05).toArray();
    for (Alternative alternative : Alternative.values()) {
      double t =
          WelchTest.withDefaults().with(alternative).test(first, second).orElseThrow().pValue();
      PermutationTest test =
          PermutationTest.withDefaults().with(alternative).withPermutations(50_000);
      assertThat(test.test(first, second).pValue()).isCloseTo(t, within(0.005));
      assertThat(test.withSeed(9).test(first, second).pValue()).isCloseTo(t, within(0.005));
    }
  }

  @Test
  void test_degenerate_saysWhatItIs() {
    PermutationTest test = PermutationTest.withDefaults();
    assertThat(test.test(new double[] {1}, new double[] {2}).pValue()).isEqualTo(1);
    assertThat(test.test(new double[] {0.1, 0.1, 0.1}, new double[] {0.1, 0.1}).pValue())
        .isEqualTo(1);
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    assertThat(test.withPermutations(999).test(ones, new double[100]).pValue()).isEqualTo(0.001);
    assertThatThrownBy(() -> test.test(new double[0], ones))
        .hasMessage("first: 0 values (expected: at least 1)");
    assertThatThrownBy(() -> test.test(ones, new double[] {Double.NaN}))
        .hasMessage("second: NaN (expected: a finite number)");
    assertThatThrownBy(() -> test.test(new double[] {1.7e308, 1e308}, new double[] {-1.7e308}))
        .hasMessage("values: sum of distances from the mean Infinity (expected: a finite sum)");
    assertThatThrownBy(() -> test.withPermutations(1))
        .hasMessage("permutations: 1 (expected: from 100 to 10000000)");
  }
}
