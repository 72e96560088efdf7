package dev.assay.stats.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.agreement.KrippendorffAlpha.Metric;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class KrippendorffAlphaTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(KrippendorffAlphaTest.class, "agreement_krippendorff_fleiss.jsonl");
  }

  // fast-krippendorff b1eb616cad
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    double[][] ratings = ratings(row.input().get("ratings_raters_by_units"));
    for (Metric metric : Metric.values()) {
      double expected =
          row.expected().get("alpha_" + metric.name().toLowerCase(Locale.ROOT)).doubleValue();
      assertThat(KrippendorffAlpha.withDefaults().with(metric).of(ratings).orElseThrow())
          .isCloseTo(expected, within(1e-10));
    }
  }

  // statsmodels 0.13.5
  @ParameterizedTest
  @MethodSource("rows")
  void fleissKappa_referenceValues_equal(Vectors.Row row) {
    double[][] ratings = ratings(row.input().get("complete_ratings"));
    int[][] counts = new int[ratings[0].length][6];
    for (double[] rater : ratings) {
      for (int item = 0; item < rater.length; item++) {
        counts[item][(int) rater[item]]++;
      }
    }
    assertThat(FleissKappa.of(counts).orElseThrow())
        .isCloseTo(row.expected().get("fleiss_kappa_complete_data").doubleValue(), within(1e-10));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Test
  void of_nothingToCompare_empty() {
    double nan = Double.NaN;
    assertThat(KrippendorffAlpha.withDefaults().of(new double[][] {{1, nan}, {nan, 2}})).isEmpty();
    assertThat(KrippendorffAlpha.withDefaults().of(new double[][] {{1, 1}, {1, 1}})).isEmpty();
    assertThat(KrippendorffAlpha.withDefaults().of(new double[0][])).isEmpty();
    assertThat(FleissKappa.of(new int[][] {{2, 0}, {2, 0}})).isEmpty();
    assertThat(FleissKappa.of(new int[0][])).isEmpty();
  }

  @Test
  void of_fullAgreement_one() {
    double[][] ratings = {{1, 2, 3}, {1, 2, 3}, {1, Double.NaN, 3}};
    for (Metric metric : Metric.values()) {
      assertThat(KrippendorffAlpha.withDefaults().with(metric).of(ratings).orElseThrow())
          .isEqualTo(1);
    }
  }

  @Test
  void of_wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> KrippendorffAlpha.withDefaults().of(new double[][] {{1, 2}, {1}}))
        .hasMessage("ratings: 1 (expected: 2 for each rater)");
    assertThatThrownBy(() -> FleissKappa.of(new int[][] {{1, 1}, {3, 0}}))
        .hasMessageContaining("ratings of an item: 3");
  }

  private static double[][] ratings(JsonNode rows) {
    return rows.valueStream()
        .map(
            row ->
                row.valueStream()
                    .mapToDouble(v -> v.isNull() ? Double.NaN : v.doubleValue())
                    .toArray())
        .toArray(double[][]::new);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void of_zeroOfEitherSign_isOneRating(Metric metric) {
    double[][] ratings = {{0.0, 1, 2}, {-0.0, 1, 2}};
    assertThat(KrippendorffAlpha.withDefaults().with(metric).of(ratings)).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void of_scaledRatings_sameCoefficient(Metric metric) {
    KrippendorffAlpha alpha = KrippendorffAlpha.withDefaults().with(metric);
    double[][] ratings = {{1, 2, 3, 5}, {1, 3, 3, 4}};
    double plain = alpha.of(ratings).orElseThrow();
    for (double scale : new double[] {1e-305, 1e305}) {
      double[][] scaled =
          java.util.Arrays.stream(ratings)
              .map(row -> java.util.Arrays.stream(row).map(v -> v * scale).toArray())
              .toArray(double[][]::new);
      assertThat(alpha.of(scaled).orElseThrow()).isCloseTo(plain, within(1e-9));
    }
  }

  @Test
  @Timeout(10)
  void of_thousandsOfDifferentRatings_inTime() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] ratings = {random.doubles(20_000).toArray(), random.doubles(20_000).toArray()};
    for (Metric metric : new Metric[] {Metric.INTERVAL, Metric.ORDINAL}) {
      assertThat(KrippendorffAlpha.withDefaults().with(metric).of(ratings).orElseThrow())
          .isCloseTo(0, within(0.03));
    }
  }
}
