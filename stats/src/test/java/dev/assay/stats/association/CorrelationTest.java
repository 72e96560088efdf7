package dev.assay.stats.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.association.Correlation.Coefficient;
import dev.assay.stats.internal.Ranks;
import dev.assay.stats.interval.Estimate;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CorrelationTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(CorrelationTest.class, "correlation.jsonl");
  }

  // SciPy 1.10.1
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    double[] y = Vectors.numbers(row.input().get("y"));
    double pearson = row.expected().get("pearson_r").doubleValue();
    double spearman = row.expected().get("spearman_rho").doubleValue();
    double kendall = row.expected().get("kendall_tau_b").doubleValue();
    assertThat(Correlation.pearson(x, y)).isCloseTo(pearson, within(1e-9));
    assertThat(Correlation.pearson(Ranks.average(x), Ranks.average(y)))
        .isCloseTo(spearman, within(1e-9));
    assertThat(KendallTau.tauB(x, y)).isCloseTo(kendall, within(1e-9));
    JsonNode intervals = row.expected().get("pearson_ci_fisher_z");
    if (intervals != null) {
      intervals
          .properties()
          .forEach(
              level -> {
                double[] ends = Vectors.numbers(level.getValue());
                Estimate estimate =
                    Correlation.withDefaults()
                        .withLevel(Double.parseDouble(level.getKey()))
                        .of(x, y)
                        .orElseThrow();
                assertThat(estimate.value()).isCloseTo(pearson, within(1e-9));
                assertThat(estimate.low()).isCloseTo(ends[0], within(1e-9));
                assertThat(estimate.high()).isCloseTo(ends[1], within(1e-9));
              });
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(49);
  }

  @ParameterizedTest
  @EnumSource(Coefficient.class)
  void of_constantOrTooFew_empty(Coefficient coefficient) {
    Correlation correlation = Correlation.withDefaults().with(coefficient);
    assertThat(correlation.of(new double[] {0.1, 0.1, 0.1, 0.1, 0.1}, new double[] {1, 2, 3, 4, 5}))
        .isEmpty();
    assertThat(correlation.of(new double[] {1, 2, 3}, new double[] {1, 2, 3})).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Coefficient.class)
  void of_manySamples_intervalCovers(Coefficient coefficient) {
    // Bivariate normal with correlation 0.5: Spearman 6/pi asin(r/2), Kendall 2/pi asin(r).
    double truth =
        switch (coefficient) {
          case PEARSON -> 0.5;
          case SPEARMAN -> 6 / Math.PI * Math.asin(0.25);
          case KENDALL -> 2 / Math.PI * Math.asin(0.5);
        };
    Random random = new Random(5);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      double[] x = new double[60];
      double[] y = new double[60];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextGaussian();
        y[i] = 0.5 * x[i] + Math.sqrt(0.75) * random.nextGaussian();
      }
      covered +=
          Correlation.withDefaults()
                  .with(coefficient)
                  .of(x, y)
                  .orElseThrow()
                  .interval()
                  .contains(truth)
              ? 1
              : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-300, 1e300})
  void of_hugeOrTinyValues_sameCoefficient(double scale) {
    double[] x = {1 * scale, -2 * scale, 3 * scale, 4 * scale, 5.5 * scale};
    double[] y = {1, 2, 3, 4, 5};
    assertThat(Correlation.withDefaults().of(x, y).orElseThrow().value())
        .isCloseTo(15 / Math.sqrt(338), within(1e-12));
  }

  @Test
  void of_notFinite_saysWhatWasExpected() {
    assertThatThrownBy(
            () -> Correlation.withDefaults().of(new double[] {1, Double.NaN}, new double[] {1, 2}))
        .hasMessage("x: NaN (expected: a finite number)");
  }

  @Test
  void of_perfect_intervalHasAWidth() {
    double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] turned = java.util.Arrays.stream(x).map(v -> -v).toArray();
    for (Correlation.Coefficient coefficient : Correlation.Coefficient.values()) {
      var perfect = Correlation.withDefaults().with(coefficient).of(x, x).orElseThrow();
      // 2w - 1, w the lower end of Wilson's interval for 10 of 10, 0.7225
      assertThat(perfect.low()).isCloseTo(0.445, within(1e-3));
      assertThat(perfect.high()).isCloseTo(1, within(1e-12));
      var opposite = Correlation.withDefaults().with(coefficient).of(x, turned).orElseThrow();
      assertThat(opposite.low()).isCloseTo(-1, within(1e-12));
      assertThat(opposite.high()).isCloseTo(-0.445, within(1e-3));
    }
  }
}
