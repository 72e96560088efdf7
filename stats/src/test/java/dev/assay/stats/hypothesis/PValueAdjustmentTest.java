package dev.assay.stats.hypothesis;

import static dev.assay.stats.Vectors.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PValueAdjustmentTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(PValueAdjustmentTest.class, "multiple_testing.jsonl");
  }

  // statsmodels 0.13.5
  @ParameterizedTest
  @MethodSource("rows")
  void adjust_referenceValues_equal(Vectors.Row row) {
    check(PValueAdjustment.HOLM, row, "holm");
    check(PValueAdjustment.BENJAMINI_HOCHBERG, row, "fdr_bh");
    check(PValueAdjustment.BENJAMINI_YEKUTIELI, row, "fdr_by");
    check(PValueAdjustment.BONFERRONI, row, "bonferroni");
  }

  private static void check(PValueAdjustment adjustment, Vectors.Row row, String name) {
    double[] adjusted = adjustment.adjust(numbers(row.input().get("p")));
    JsonNode expected = row.expected().get(name);
    assertThat(adjusted).containsExactly(numbers(expected.get("adjusted")), within(1e-12));
    double alpha = row.input().get("alpha").doubleValue();
    for (int i = 0; i < adjusted.length; i++) {
      assertThat(adjusted[i] <= alpha).isEqualTo(expected.get("reject").get(i).booleanValue());
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(40);
  }

  @Property(tries = 300, seed = "11")
  void adjust_anyPValues_notLessInTheSameOrderWithinOne(
      @ForAll @Size(max = 30) double[] raw, @ForAll @DoubleRange(max = 1) double shared) {
    double[] p = new double[raw.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = i % 3 == 0 ? shared : Math.abs(Math.sin(raw[i]));
    }
    for (PValueAdjustment adjustment : PValueAdjustment.values()) {
      double[] adjusted = adjustment.adjust(p);
      double[] bonferroni = PValueAdjustment.BONFERRONI.adjust(p);
      assertThat(adjusted).hasSameSizeAs(p);
      for (int i = 0; i < p.length; i++) {
        assertThat(adjusted[i]).isBetween(p[i] * (1 - 1e-15), 1.0);
        if (adjustment != PValueAdjustment.BENJAMINI_YEKUTIELI) {
          assertThat(adjusted[i]).isLessThanOrEqualTo(bonferroni[i] * (1 + 1e-15));
        }
        for (int j = 0; j < p.length; j++) {
          assertThat(p[i] <= p[j] && adjusted[i] > adjusted[j]).isFalse();
        }
      }
    }
  }

  @Test
  void adjust_zeroOneOrNone_staysInRange() {
    assertThat(PValueAdjustment.HOLM.adjust()).isEmpty();
    assertThat(PValueAdjustment.HOLM.adjust(0.04)).containsExactly(0.04);
    assertThat(PValueAdjustment.HOLM.adjust(-0.0, 0.0, 1)).containsExactly(0, 0, 1);
    assertThat(PValueAdjustment.BENJAMINI_HOCHBERG.adjust(1, 1)).containsExactly(1, 1);
  }

  @Test
  void adjust_notAProbability_saysWhatWasExpected() {
    assertThatThrownBy(() -> PValueAdjustment.HOLM.adjust(0.5, Double.NaN))
        .hasMessage("pValue: NaN (expected: 0 <= pValue <= 1)");
  }
}
