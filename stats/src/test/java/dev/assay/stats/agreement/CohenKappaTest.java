package dev.assay.stats.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.agreement.CohenKappa.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CohenKappaTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(CohenKappaTest.class, "agreement_kappa.jsonl");
  }

  // scikit-learn 1.2.1, statsmodels 0.13.5
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    int[] a = ints(row, "rater_a");
    int[] b = ints(row, "rater_b");
    int k = row.input().get("labels").size();
    CohenKappa.Result plain = CohenKappa.withDefaults().of(a, b, k).orElseThrow();
    assertThat(plain.kappa().value()).isCloseTo(expected(row, "kappa_unweighted"), within(1e-10));
    assertThat(plain.observed()).isCloseTo(expected(row, "percent_agreement"), within(1e-10));
    assertThat(plain.expected()).isCloseTo(expected(row, "expected_agreement"), within(1e-10));
    if (row.expected().get("kappa_se_nonnull").isNumber()) {
      assertThat(plain.standardError()).isCloseTo(expected(row, "kappa_se_nonnull"), within(1e-10));
    } else {
      assertThat(plain.standardError()).isCloseTo(0, within(1e-7));
    }
    assertThat(kappa(Weights.LINEAR, a, b, k))
        .isCloseTo(expected(row, "kappa_linear"), within(1e-10));
    assertThat(kappa(Weights.QUADRATIC, a, b, k))
        .isCloseTo(expected(row, "kappa_quadratic"), within(1e-10));
    assertThat(GwetAc1.of(a, b, k).orElseThrow())
        .isCloseTo(expected(row, "gwet_ac1"), within(1e-10));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(45);
  }

  @Test
  void of_ratersSwapped_sameKappa() {
    int[] a = {0, 1, 2, 2, 1, 0, 1, 2};
    int[] b = {0, 2, 2, 1, 1, 0, 0, 2};
    for (Weights weights : Weights.values()) {
      assertThat(kappa(weights, a, b, 3)).isCloseTo(kappa(weights, b, a, 3), within(1e-15));
    }
  }

  @Test
  void of_oneCategoryOnly_empty() {
    assertThat(CohenKappa.withDefaults().of(new int[] {1, 1}, new int[] {1, 1}, 2)).isEmpty();
    assertThat(CohenKappa.withDefaults().of(new int[0], new int[0], 2)).isEmpty();
  }

  @Test
  void of_fullAgreement_intervalStillHasWidth() {
    int[] a = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    CohenKappa.Result result = CohenKappa.withDefaults().of(a, a, 2).orElseThrow();
    assertThat(result.kappa().value()).isEqualTo(1);
    assertThat(result.kappa().low()).isBetween(0.3, 0.6);
    assertThat(result.kappa().high()).isEqualTo(1);
  }

  @Test
  void of_notACategory_saysWhatWasExpected() {
    assertThatThrownBy(() -> CohenKappa.withDefaults().of(new int[] {2}, new int[] {0}, 2))
        .hasMessage("a: 2 (expected: 0 <= category < 2)");
  }

  @Test
  void of_manySamples_intervalCovers() {
    // Two raters who each tell the truth with probability 0.9, half of the items being good: kappa
    // 0.64.
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      int[] a = new int[200];
      int[] b = new int[200];
      for (int i = 0; i < a.length; i++) {
        int truth = random.nextInt(2);
        a[i] = random.nextDouble() < 0.9 ? truth : 1 - truth;
        b[i] = random.nextDouble() < 0.9 ? truth : 1 - truth;
      }
      covered +=
          CohenKappa.withDefaults().of(a, b, 2).orElseThrow().kappa().interval().contains(0.64)
              ? 1
              : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
  }

  @Test
  void of_manyGradedSamples_weightedIntervalCovers() {
    // The true value is that of a very large sample from the same raters.
    double truth = kappa(Weights.QUADRATIC, grades(1, 400_000, 0), grades(1, 400_000, 1), 5);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      int[] a = grades(100 + draw, 200, 0);
      int[] b = grades(100 + draw, 200, 1);
      covered +=
          CohenKappa.withDefaults()
                  .with(Weights.QUADRATIC)
                  .of(a, b, 5)
                  .orElseThrow()
                  .kappa()
                  .interval()
                  .contains(truth)
              ? 1
              : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
  }

  // The same seed gives the same items; each rater is off by a step now and then.
  private static int[] grades(long seed, int n, int rater) {
    SplittableRandom items = new SplittableRandom(seed);
    SplittableRandom errors = new SplittableRandom(seed * 31 + rater + 7);
    return IntStream.range(0, n)
        .map(
            i -> {
              int grade = items.nextInt(5);
              int step = errors.nextInt(5) - 2;
              return Math.max(0, Math.min(4, grade + (Math.abs(step) == 2 ? 0 : step)));
            })
        .toArray();
  }

  private static double kappa(Weights weights, int[] a, int[] b, int categories) {
    return CohenKappa.withDefaults()
        .with(weights)
        .of(a, b, categories)
        .orElseThrow()
        .kappa()
        .value();
  }

  private static double expected(Vectors.Row row, String name) {
    return row.expected().get(name).doubleValue();
  }

  private static int[] ints(Vectors.Row row, String name) {
    return Arrays.stream(Vectors.numbers(row.input().get(name))).mapToInt(d -> (int) d).toArray();
  }

  @Test
  void of_moreCategoriesThanMemoryHolds_saysWhatWasExpected() {
    int[] ratings = {0, 1};
    assertThatThrownBy(() -> CohenKappa.withDefaults().of(ratings, ratings, Integer.MAX_VALUE))
        .hasMessage("categories: 2147483647 (expected: at most 4096)");
    assertThat(GwetAc1.of(ratings, ratings, 4096)).hasValue(1);
  }
}
