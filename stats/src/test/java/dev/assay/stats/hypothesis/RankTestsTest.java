package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class RankTestsTest {

  private static final MannWhitneyTest MANN_WHITNEY = MannWhitneyTest.withDefaults();
  private static final WilcoxonSignedRankTest WILCOXON = WilcoxonSignedRankTest.withDefaults();

  static Stream<Vectors.Row> mannWhitney() {
    return Vectors.of(RankTestsTest.class, "mann_whitney_u.jsonl");
  }

  static Stream<Vectors.Row> wilcoxon() {
    return Vectors.of(RankTestsTest.class, "wilcoxon_signed_rank.jsonl");
  }

  // scipy 1.10.1
  @ParameterizedTest
  @MethodSource("mannWhitney")
  void mannWhitney_referenceValues_equal(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    JsonNode expected = row.expected();
    for (Alternative alternative : Alternative.values()) {
      MannWhitneyTest test = MANN_WHITNEY.with(alternative);
      String name = alternative.name().toLowerCase(Locale.ROOT);
      TestResult corrected = test.with(RankMethod.ASYMPTOTIC_CORRECTED).test(x, y);
      Expected.absolute(corrected.statistic(), expected.get("U1"), 1e-9);
      Expected.relative(corrected.pValue(), expected.get("p_asymptotic_cc_" + name), 1e-10);
      Expected.relative(
          test.with(RankMethod.ASYMPTOTIC).test(x, y).pValue(),
          expected.get("p_asymptotic_nocc_" + name),
          1e-10);
      if (expected.has("p_exact_" + name)) {
        Expected.relative(
            test.with(RankMethod.EXACT).test(x, y).pValue(),
            expected.get("p_exact_" + name),
            1e-10);
      }
    }
  }

  // scipy 1.10.1; exact p-values of ties by enumeration
  @ParameterizedTest
  @MethodSource("wilcoxon")
  void wilcoxon_referenceValues_equal(Vectors.Row row) {
    double[] x = numbers(row.input().get("x"));
    double[] y = numbers(row.input().get("y"));
    JsonNode expected = row.expected();
    // The reference compares differences as they are, rounding and all.
    WilcoxonSignedRankTest asTheyAre = WILCOXON.withTolerance(0);
    Expected.absolute(asTheyAre.test(x, y).statistic(), expected.get("W_plus"), 1e-9);
    for (Alternative alternative : Alternative.values()) {
      WilcoxonSignedRankTest test = asTheyAre.with(alternative);
      String name = "_" + alternative.name().toLowerCase(Locale.ROOT);
      for (String exact : new String[] {"p_exact", "p_exact_enumeration_ties"}) {
        if (expected.has(exact + name)) {
          Expected.relative(
              test.with(RankMethod.EXACT).test(x, y).pValue(), expected.get(exact + name), 1e-10);
        }
      }
      checkNormal(test.with(WilcoxonSignedRankTest.Zeros.DROP), x, y, expected, "wilcox", name);
      checkNormal(test.with(WilcoxonSignedRankTest.Zeros.PRATT), x, y, expected, "pratt", name);
      checkNormal(test.with(WilcoxonSignedRankTest.Zeros.SPLIT), x, y, expected, "zsplit", name);
    }
  }

  private static void checkNormal(
      WilcoxonSignedRankTest test,
      double[] x,
      double[] y,
      JsonNode expected,
      String zeros,
      String alternative) {
    Expected.relative(
        test.with(RankMethod.ASYMPTOTIC).test(x, y).pValue(),
        expected.get("p_normal_" + zeros + "_nocc" + alternative),
        1e-10);
    Expected.relative(
        test.with(RankMethod.ASYMPTOTIC_CORRECTED).test(x, y).pValue(),
        expected.get("p_normal_" + zeros + "_cc" + alternative),
        1e-10);
  }

  @Test
  void rows_areAllThere() {
    assertThat(mannWhitney()).hasSize(50);
    assertThat(wilcoxon()).hasSize(50);
  }

  @Property(tries = 200, seed = "11")
  void mannWhitney_fewGrades_equalsEnumeration(
      @ForAll @Size(min = 2, max = 10) int[] numbers, @ForAll int cut) {
    int[] grades = Arrays.stream(numbers).map(number -> Math.floorMod(number, 4)).toArray();
    int n1 = 1 + Math.floorMod(cut, grades.length - 1);
    double[] first = Arrays.stream(grades).limit(n1).mapToDouble(g -> g).toArray();
    double[] second = Arrays.stream(grades).skip(n1).mapToDouble(g -> g).toArray();
    double observed = wins(grades, (1 << n1) - 1);
    int all = 0;
    int less = 0;
    int greater = 0;
    for (int chosen = 0; chosen < 1 << grades.length; chosen++) {
      if (Integer.bitCount(chosen) == n1) {
        double wins = wins(grades, chosen);
        all++;
        less += wins <= observed ? 1 : 0;
        greater += wins >= observed ? 1 : 0;
      }
    }
    assertThat(MANN_WHITNEY.test(first, second).statistic()).isEqualTo(observed);
    assertThat(MANN_WHITNEY.with(Alternative.LESS).test(first, second).pValue())
        .isCloseTo((double) less / all, within(1e-12));
    assertThat(MANN_WHITNEY.with(Alternative.GREATER).test(first, second).pValue())
        .isCloseTo((double) greater / all, within(1e-12));
  }

  private static double wins(int[] grades, int chosen) {
    double wins = 0;
    for (int i = 0; i < grades.length; i++) {
      for (int j = 0; j < grades.length; j++) {
        if (((chosen >> i) & 1) == 1 && ((chosen >> j) & 1) == 0) {
          wins += grades[i] > grades[j] ? 1 : grades[i] == grades[j] ? 0.5 : 0;
        }
      }
    }
    return wins;
  }

  @Test
  void auto_manyValues_exactAndNormalAgree() {
    Random random = new Random(2);
    double[] x = random.doubles(60).toArray();
    double[] y = random.doubles(60).map(v -> v - 0.1).toArray();
    double normal = MANN_WHITNEY.test(x, y).pValue();
    assertThat(MANN_WHITNEY.test(x, y).method()).isEqualTo("Mann-Whitney test, normal");
    assertThat(MANN_WHITNEY.with(RankMethod.EXACT).test(x, y).pValue())
        .isCloseTo(normal, within(0.002));
    double[] first = random.doubles(200).toArray();
    double[] second = random.doubles(200).map(v -> v - 0.04).toArray();
    assertThat(WILCOXON.with(RankMethod.EXACT).test(first, second).pValue())
        .isCloseTo(WILCOXON.test(first, second).pValue(), within(0.002));
  }

  @Test
  void wilcoxon_differencesEqualButForRounding_areTies() {
    // 0.3 - 0.2 and 0.4 - 0.3 differ in the last place.
    double[] first = {0.3, 0.4, 0.2, 0.9};
    double[] second = {0.2, 0.3, 0.3, 0.8};
    assertThat(WILCOXON.test(first, second).statistic()).isEqualTo(7.5);
    assertThat(WILCOXON.test(first, second).pValue()).isEqualTo(0.625);
  }

  @Test
  void test_allTiesOrZeros_isOne() {
    double[] same = {0.5, 0.5, 0.5};
    for (RankMethod method : RankMethod.values()) {
      for (Alternative alternative : Alternative.values()) {
        assertThat(MANN_WHITNEY.with(method).with(alternative).test(same, same).pValue())
            .isEqualTo(1);
        assertThat(WILCOXON.with(method).with(alternative).test(same, same).pValue()).isEqualTo(1);
      }
    }
    assertThat(MANN_WHITNEY.test(new double[] {1}, new double[] {2}).pValue()).isEqualTo(1);
    assertThat(MANN_WHITNEY.test(new double[] {0.0}, new double[] {-0.0}).statistic())
        .isEqualTo(0.5);
  }

  @Test
  void test_wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> MANN_WHITNEY.test(new double[0], new double[1]))
        .hasMessage("first: 0 values (expected: at least 1)");
    assertThatThrownBy(() -> MANN_WHITNEY.test(new double[1], new double[] {Double.NaN}))
        .hasMessage("second: NaN (expected: a finite number)");
    assertThatThrownBy(() -> WILCOXON.test(new double[0], new double[0]))
        .hasMessage("pairs: 0 (expected: at least 1)");
    double[] many = new Random(1).doubles(2_000).toArray();
    assertThatThrownBy(() -> MANN_WHITNEY.with(RankMethod.EXACT).test(many, many))
        .hasMessage("values: 4000 (expected: fewer, for an exact p-value)");
    assertThatThrownBy(() -> WILCOXON.with(RankMethod.EXACT).test(many, new double[2_000]))
        .hasMessage("differences: 2000 (expected: at most 1000, for an exact p-value)");
  }
}
