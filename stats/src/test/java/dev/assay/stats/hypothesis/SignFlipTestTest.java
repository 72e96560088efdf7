package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.PairedOutcomes;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignFlipTestTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(SignFlipTestTest.class, "permutation_exact.jsonl");
  }

  // Own enumeration at 60 digits
  @ParameterizedTest
  @MethodSource("rows")
  void test_referenceValues_equal(Vectors.Row row) {
    int n = row.expected().get("paired_sign_flip_first_min_n").get("n").intValue();
    double[] x = Arrays.copyOf(numbers(row.input().get("x")), n);
    double[] y = Arrays.copyOf(numbers(row.input().get("y")), n);
    Expected.absolute(
        SignFlipTest.withDefaults().test(x, y).pValue(),
        row.expected().get("paired_sign_flip_first_min_n").get("p_two_sided_abs"),
        1e-12);
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Property(tries = 200, seed = "11")
  void test_smallGrades_equalsEnumeration(@ForAll @Size(min = 1, max = 11) int[] numbers) {
    int[] grades = Arrays.stream(numbers).map(number -> number % 4).toArray();
    double[] first = Arrays.stream(grades).mapToDouble(g -> 0.7 + g * 0.1).toArray();
    double[] second = new double[first.length];
    Arrays.fill(second, 0.7);
    int sum = Arrays.stream(grades).sum();
    int all = 1 << grades.length;
    int[] counts = new int[3];
    for (int signs = 0; signs < all; signs++) {
      int flipped = 0;
      for (int i = 0; i < grades.length; i++) {
        flipped += ((signs >> i) & 1) == 0 ? grades[i] : -grades[i];
      }
      counts[0] += Math.abs(flipped) >= Math.abs(sum) ? 1 : 0;
      counts[1] += flipped <= sum ? 1 : 0;
      counts[2] += flipped >= sum ? 1 : 0;
    }
    check(Alternative.TWO_SIDED, first, second, (double) counts[0] / all);
    check(Alternative.LESS, first, second, (double) counts[1] / all);
    check(Alternative.GREATER, first, second, (double) counts[2] / all);
  }

  private static void check(
      Alternative alternative, double[] first, double[] second, double expected) {
    assertThat(SignFlipTest.withDefaults().with(alternative).test(first, second).pValue())
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Alternative.class)
  void test_passFail_equalsExactMcNemar(Alternative alternative) {
    double[] first = new double[200];
    double[] second = new double[200];
    Arrays.fill(first, 0, 9, 1);
    Arrays.fill(second, 9, 30, 1);
    double expected =
        McNemarTest.withDefaults()
            .with(alternative)
            .test(new PairedOutcomes(0, 9, 21, 170))
            .pValue();
    SignFlipTest test = SignFlipTest.withDefaults().with(alternative);
    assertThat(test.test(first, second).pValue()).isCloseTo(expected, within(1e-12));
    // One more, and flips are drawn.
    first[30] = 1;
    double drawn =
        McNemarTest.withDefaults()
            .with(alternative)
            .test(new PairedOutcomes(0, 10, 21, 169))
            .pValue();
    TestResult random = test.withFlips(1_000_000).test(first, second);
    assertThat(random.pValue()).isCloseTo(drawn, within(0.002));
    assertThat(random.method()).isEqualTo("sign-flip test, 1000000 random flips");
  }

  @Test
  void test_manyPairs_closeToTheTTest() {
    Random random = new Random(5);
    double[] first = random.doubles(1_003).toArray();
    double[] second = random.doubles(1_003).map(v -> v - 0.025).toArray();
    for (Alternative alternative : Alternative.values()) {
      double t =
          PairedTTest.withDefaults().with(alternative).test(first, second).orElseThrow().pValue();
      double p =
          SignFlipTest.withDefaults()
              .with(alternative)
              .withFlips(200_000)
              .test(first, second)
              .pValue();
      assertThat(p).isCloseTo(t, within(0.003));
    }
  }

  @Test
  void test_drawn_neverZeroAndRepeatable() {
    double[] first = new double[100];
    double[] second = new double[100];
    Arrays.setAll(first, i -> 1 + i / 100.0);
    SignFlipTest test = SignFlipTest.withDefaults().withFlips(999);
    assertThat(test.test(first, second).pValue()).isEqualTo(0.001);
    Random random = new Random(1);
    double[] noise = random.doubles(100, -1, 1).toArray();
    assertThat(test.withSeed(3).test(noise, second).pValue())
        .isEqualTo(test.withSeed(3).test(noise, second).pValue())
        .isNotEqualTo(test.withSeed(4).test(noise, second).pValue());
  }

  @Test
  void test_degenerate_saysWhatItIs() {
    SignFlipTest test = SignFlipTest.withDefaults();
    assertThat(test.test(new double[5], new double[5]).pValue()).isEqualTo(1);
    assertThat(test.test(new double[] {3}, new double[] {1}).pValue()).isEqualTo(1);
    assertThat(test.test(new double[] {3, 3, 3}, new double[] {1, 1, 1}).pValue()).isEqualTo(0.25);
    assertThatThrownBy(() -> test.test(new double[0], new double[0]))
        .hasMessage("pairs: 0 (expected: at least 1)");
    assertThatThrownBy(() -> test.test(new double[] {1e308, 1e308}, new double[] {-1e308, -1e308}))
        .hasMessage("differences: sum Infinity (expected: a finite sum)");
    assertThatThrownBy(() -> test.withFlips(10))
        .hasMessage("flips: 10 (expected: from 100 to 10000000)");
    assertThatThrownBy(() -> test.withTolerance(0.5))
        .hasMessage("tolerance: 0.5 (expected: from 0 to 0.01)");
  }

  @Test
  void testGroups_wholeGroupsFlip() {
    // Three groups that each gain: the least p-value is 2 / 8, however many repeats there are.
    double[] first = {1, 1, 1, 1, 1, 1};
    TestResult result =
        SignFlipTest.withDefaults()
            .testGroups(first, new double[6], new int[] {4, 4, -1, -1, 9, 9});
    assertThat(result.pValue()).isEqualTo(0.25);
    assertThat(result.statistic()).isEqualTo(1);
    assertThat(result.n()).isEqualTo(6);
  }
}
