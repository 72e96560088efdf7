package dev.assay.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectSizeSimulationTest {

  private static final int DRAWS = 2_000;

  @ParameterizedTest
  @CsvSource({"0, 15, 15", "0.5, 10, 40", "1.2, 60, 30"})
  void d_normalValues_covers(double d, int n1, int n2) {
    Random random = new Random(11);
    assertThat(
            coverage(
                () ->
                    CohensD.withDefaults()
                        .of(normal(random, n1, d, 1), normal(random, n2, 0, 1))
                        .orElseThrow()
                        .interval()
                        .contains(d)))
        .isBetween(0.935, 0.965);
  }

  @ParameterizedTest
  @CsvSource({"AVERAGE, 0.6, 60, 40", "SECOND, 0.6, 40, 60"})
  void d_unequalVariances_covers(CohensD.Scale scale, double d, int n1, int n2) {
    Random random = new Random(13);
    double unit = scale == CohensD.Scale.AVERAGE ? Math.sqrt(2.5) : 2;
    assertThat(
            coverage(
                () ->
                    CohensD.withDefaults()
                        .with(scale)
                        .of(normal(random, n1, d * unit, 1), normal(random, n2, 0, 2))
                        .orElseThrow()
                        .interval()
                        .contains(d)))
        .isBetween(0.935, 0.965);
  }

  @ParameterizedTest
  @CsvSource({"0, 12", "0.4, 50", "1.5, 25"})
  void dz_normalDifferences_covers(double dz, int n) {
    Random random = new Random(17);
    assertThat(
            coverage(
                () -> {
                  double[] second = normal(random, n, 3, 2);
                  double[] first = normal(random, n, dz, 1);
                  Arrays.setAll(first, i -> first[i] + second[i]);
                  return CohensDz.withDefaults()
                      .of(first, second)
                      .orElseThrow()
                      .interval()
                      .contains(dz);
                }))
        .isBetween(0.935, 0.965);
  }

  // Exponential values of rates 1 and r: P(X > Y) = r / (1 + r).
  @ParameterizedTest
  @CsvSource({"1, 15, 20", "2, 30, 30", "4, 50, 25"})
  void delta_skewedValues_covers(double rate, int n1, int n2) {
    Random random = new Random(19);
    double delta = 2 * rate / (1 + rate) - 1;
    assertThat(
            coverage(
                () ->
                    CliffsDelta.withDefaults()
                        .of(exponential(random, n1, 1), exponential(random, n2, rate))
                        .orElseThrow()
                        .interval()
                        .contains(delta)))
        .isBetween(0.935, 0.965);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5, 40, 40", "0.9, 0.8, 100, 60", "0.95, 0.9, 200, 200"})
  void h_covers(double p1, double p2, int n1, int n2) {
    Random random = new Random(23);
    double h = CohensH.between(p1, p2);
    assertThat(
            coverage(
                () ->
                    CohensH.withDefaults()
                        .of(passes(random, n1, p1), n1, passes(random, n2, p2), n2)
                        .interval()
                        .contains(h)))
        .isBetween(0.935, 0.965);
  }

  private static double coverage(BooleanSupplier draw) {
    int covered = 0;
    for (int i = 0; i < DRAWS; i++) {
      covered += draw.getAsBoolean() ? 1 : 0;
    }
    return covered / (double) DRAWS;
  }

  private static double[] normal(Random random, int n, double mean, double deviation) {
    return random.doubles(n).map(u -> mean + deviation * random.nextGaussian()).toArray();
  }

  private static double[] exponential(Random random, int n, double rate) {
    return random.doubles(n).map(u -> -Math.log1p(-u) / rate).toArray();
  }

  private static long passes(Random random, int n, double p) {
    return random.doubles(n).filter(u -> u < p).count();
  }
}
