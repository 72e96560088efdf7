package dev.assay.stats.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.Estimate;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdjustedMeanTest {

  static Stream<Vectors.Row> rows() {
    return Vectors.of(AdjustedMeanTest.class, "correlation.jsonl");
  }

  // scipy.stats.linregress 1.10.1
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_areTheIntercept(Vectors.Row row) {
    double expected = row.expected().get("intercept").doubleValue();
    double[] x = Vectors.numbers(row.input().get("x"));
    double[] y = Vectors.numbers(row.input().get("y"));
    assertThat(AdjustedMean.withDefaults().of(x, y).orElseThrow().value())
        .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
  }

  @Test
  void of_manySamples_intervalCovers() {
    Random random = new Random(12);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      double[] x = new double[40];
      double[] y = new double[40];
      for (int i = 0; i < 40; i++) {
        x[i] = 1 + random.nextGaussian();
        y[i] = 0.3 + 0.5 * x[i] + random.nextGaussian();
      }
      Estimate adjusted = AdjustedMean.withDefaults().of(x, y).orElseThrow();
      covered += adjusted.interval().contains(0.3) ? 1 : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
  }

  @Test
  void of_constantOrTooFew_empty() {
    assertThat(AdjustedMean.withDefaults().of(new double[] {2, 2, 2}, new double[] {1, 2, 3}))
        .isEmpty();
    assertThat(AdjustedMean.withDefaults().of(new double[] {1, 2}, new double[] {1, 2})).isEmpty();
  }
}
