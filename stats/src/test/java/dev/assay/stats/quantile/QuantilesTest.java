package dev.assay.stats.quantile;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuantilesTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(QuantilesTest.class, "quantiles_and_descriptives.jsonl")
        .filter(row -> row.expected().has("q"));
  }

  // NumPy 1.24.2, and exact rationals for type 3, where that NumPy deviates
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    double[] values = numbers(row.input().get("x"));
    double[] probabilities = numbers(row.expected().get("q"));
    for (QuantileType type : QuantileType.values()) {
      double[] expected = numbers(row.expected().get("type").get(String.valueOf(type.number())));
      double[] quantiles = Quantiles.withDefaults().with(type).of(values, probabilities);
      for (int i = 0; i < expected.length; i++) {
        double tolerance = 1e-10 * Math.max(1e-6, Math.abs(expected[i]));
        assertThat(quantiles[i])
            .as("%s of type %s", probabilities[i], type)
            .isCloseTo(expected[i], within(tolerance));
      }
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(45);
  }

  @Test
  void withDefaults_isTypeSeven() {
    assertThat(Quantiles.withDefaults().of(new double[] {4, 1, 3, 2}, 0.5)).isEqualTo(2.5);
    assertThat(Quantiles.withDefaults().of(new double[] {1, 2}, 0.25)).isEqualTo(1.25);
  }

  @ParameterizedTest
  @EnumSource
  void of_oneValue_isThatValue(QuantileType type) {
    double[] quantiles = Quantiles.withDefaults().with(type).of(new double[] {7.5}, 0, 0.3, 0.5, 1);
    assertThat(quantiles).containsOnly(7.5);
  }

  @ParameterizedTest
  @EnumSource
  void of_hugeValues_doesNotOverflow(QuantileType type) {
    double[] values = {-Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    for (double quantile : Quantiles.withDefaults().with(type).of(values, 0.2, 0.5, 0.9)) {
      assertThat(quantile).isFinite();
    }
  }

  @Test
  void of_values_leavesTheArrayAsItIs() {
    double[] values = {3, 1, 2};
    Quantiles.withDefaults().of(values, 0.5);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void of_whatCannotBe_saysWhatWasExpected() {
    Quantiles quantiles = Quantiles.withDefaults();
    assertThatThrownBy(() -> quantiles.of(new double[0], 0.5))
        .hasMessage("values: none (expected: at least one)");
    assertThatThrownBy(() -> quantiles.of(new double[] {1, Double.NaN}, 0.5))
        .hasMessage("value: NaN (expected: a finite number)");
    assertThatThrownBy(() -> quantiles.of(new double[] {1}, 1.01))
        .hasMessage("probability: 1.01 (expected: 0 <= p <= 1)");
    assertThatThrownBy(() -> quantiles.of(new double[] {1}, Double.NaN))
        .hasMessage("probability: NaN (expected: 0 <= p <= 1)");
  }
}
