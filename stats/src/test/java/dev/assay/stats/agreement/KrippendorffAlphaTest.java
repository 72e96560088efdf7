package dev.assay.stats.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.agreement.KrippendorffAlpha.Metric;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private static final double NONE = Double.NaN;
  // The example of Krippendorff (2011), and with which probability each item were drawn.
  private static final double[][] EXAMPLE = {
    {1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE},
    {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3},
    {NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE},
    {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE}
  };
  private static final double[] DRAWN = {0.5, 0.1, 1, 0.2, 0.1, 0.05, 0.5, 1, 0.25, 0.4, 0.8, 0.1};

  // The weighted coincidence matrix in full, with numpy 2.4.6; unweighted its coefficients are
  // Krippendorff's 0.743, 0.815, 0.849 and 0.797.
  @ParameterizedTest
  @CsvSource({
    "NOMINAL, 0.3829221655916998",
    "ORDINAL, 0.29280547642076926",
    "INTERVAL, 0.37776049310452964",
    "RATIO, 0.2978343480619565"
  })
  void of_unequalDraws_referenceValues_equal(Metric metric, double expected) {
    KrippendorffAlpha alpha = KrippendorffAlpha.withDefaults().with(metric);
    assertThat(alpha.of(EXAMPLE, DRAWN).orElseThrow()).isCloseTo(expected, within(1e-12));
    double[] rarer = Arrays.stream(DRAWN).map(p -> p / 16).toArray();
    assertThat(alpha.of(EXAMPLE, rarer)).isEqualTo(alpha.of(EXAMPLE, DRAWN));
    double[] alike = new double[12];
    Arrays.fill(alike, 0.3);
    assertThat(alpha.of(EXAMPLE, alike)).isEqualTo(alpha.of(EXAMPLE));
  }

  // Of 20,000 items a tenth is hard to grade and drawn ten times as often as the rest.
  @ParameterizedTest
  @EnumSource(Metric.class)
  void of_unequalDraws_isThatOfAllItems(Metric metric) {
    SplittableRandom random = new SplittableRandom(3);
    int items = 20_000;
    double[][] all = new double[3][items];
    double[] probability = new double[items];
    for (int i = 0; i < items; i++) {
      boolean hard = i % 10 == 0;
      probability[i] = hard ? 0.05 : 0.005;
      int truth = 1 + random.nextInt(4);
      for (double[] rater : all) {
        boolean off = random.nextDouble() < (hard ? 0.7 : 0.05);
        rater[i] = off ? 1 + random.nextInt(4) : truth;
      }
    }
    KrippendorffAlpha alpha = KrippendorffAlpha.withDefaults().with(metric);
    double weighted = 0;
    double plain = 0;
    int draws = 100;
    for (int draw = 0; draw < draws; draw++) {
      int[] some =
          IntStream.range(0, items).filter(i -> random.nextDouble() < probability[i]).toArray();
      double[][] ratings =
          Arrays.stream(all)
              .map(rater -> Arrays.stream(some).mapToDouble(i -> rater[i]).toArray())
              .toArray(double[][]::new);
      double[] drawn = Arrays.stream(some).mapToDouble(i -> probability[i]).toArray();
      weighted += alpha.of(ratings, drawn).orElseThrow() / draws;
      plain += alpha.of(ratings).orElseThrow() / draws;
    }
    double truth = alpha.of(all).orElseThrow();
    assertThat(weighted).isCloseTo(truth, within(0.01));
    assertThat(plain).isLessThan(truth - 0.2);
  }

  @Test
  void of_wrongProbabilities_saysWhatWasExpected() {
    double[][] ratings = {{1, 2}, {1, 2}};
    assertThatThrownBy(() -> KrippendorffAlpha.withDefaults().of(ratings, new double[] {1}))
        .hasMessage("drawn: 1 (expected: 2, one for each item)");
    assertThatThrownBy(() -> KrippendorffAlpha.withDefaults().of(ratings, new double[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class);
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
