package dev.assay.stats.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.ProportionInterval;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

  private static final int DRAWS = 4_000;
  private static final double[] VALUES = {3, 1, 4, 1, 5};
  private static final double[] PROBABILITIES = {0.5, 0.1, 1, 0.2, 0.4};

  @Test
  void hajekMean_byHand_equal() {
    // Weights 2, 10, 1, 5, 2.5: (6 + 10 + 4 + 5 + 12.5) / 20.5.
    Estimate mean = HajekMean.withDefaults().of(VALUES, PROBABILITIES).orElseThrow();
    assertThat(mean.value()).isCloseTo(37.5 / 20.5, within(1e-12));
    assertThat(mean.n()).isEqualTo(5);
  }

  @Test
  void horvitzThompsonMean_byHand_equal() {
    Estimate mean =
        HorvitzThompsonMean.withDefaults()
            .with(Scope.POPULATION)
            .of(VALUES, PROBABILITIES, 20)
            .orElseThrow();
    assertThat(mean.value()).isCloseTo(37.5 / 20, within(1e-12));
    // (0.5 * 36 + 0.9 * 100 + 0 + 0.8 * 25 + 0.6 * 12.5^2) / 400, Student with 4 degrees of
    // freedom.
    double half = 2.776445105197793 * Math.sqrt(221.75 / 400);
    assertThat(mean.high()).isCloseTo(37.5 / 20 + half, within(1e-8));
    assertThat(mean.low()).isCloseTo(37.5 / 20 - half, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3, 1e-9, 1e-300})
  void hajek_equalProbabilities_sameAsWithout(double probability) {
    double[] probabilities = new double[5];
    Arrays.fill(probabilities, probability);
    near(
        HajekMean.withDefaults().of(VALUES, probabilities).orElseThrow(),
        MeanInterval.withDefaults().of(VALUES).orElseThrow());
    near(
        HajekProportion.withDefaults()
            .of(new boolean[] {true, false, true, true, true}, probabilities)
            .orElseThrow(),
        ProportionInterval.withDefaults().with(ProportionInterval.Method.AGRESTI_COULL).of(4, 5));
  }

  @Test
  void horvitzThompsonMean_everythingDrawn_sameAsWithout() {
    double[] certain = {1, 1, 1, 1, 1};
    near(
        HorvitzThompsonMean.withDefaults().of(VALUES, certain, 5).orElseThrow(),
        MeanInterval.withDefaults().of(VALUES).orElseThrow());
  }

  @Test
  void populationScope_everythingDrawn_nothingUncertain() {
    double[] certain = {1, 1, 1, 1, 1};
    point(
        HajekMean.withDefaults().with(Scope.POPULATION).of(VALUES, certain).orElseThrow(),
        14 / 5.0);
    point(
        HorvitzThompsonMean.withDefaults()
            .with(Scope.POPULATION)
            .of(VALUES, certain, 5)
            .orElseThrow(),
        14 / 5.0);
    point(
        HajekProportion.withDefaults()
            .with(Scope.POPULATION)
            .of(new boolean[] {true, false, true, true, true}, certain)
            .orElseThrow(),
        0.8);
  }

  @Test
  void smallSample_unequalWeights_equalsTheMatrixFormula() {
    SampleWeights.SmallSample small =
        SampleWeights.of(PROBABILITIES, Scope.POPULATION).smallSample();
    double[] h = new double[5];
    double[][] rest = new double[5][5];
    Arrays.setAll(h, i -> 1 / PROBABILITIES[i] / 20.5);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        rest[i][j] = (i == j ? 1 : 0) - h[j];
      }
    }
    double[][] m = new double[5][5];
    double sum = 0;
    for (int k = 0; k < 5; k++) {
      double q = h[k] * h[k] * (1 - PROBABILITIES[k]);
      sum += q;
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          m[i][j] += rest[k][i] * q * rest[k][j];
        }
      }
    }
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < 5; i++) {
      trace += m[i][i];
      for (int j = 0; j < 5; j++) {
        squares += m[i][j] * m[j][i];
      }
    }
    assertThat(small.factor()).isCloseTo(sum / trace, within(1e-12));
    assertThat(small.degreesOfFreedom()).isCloseTo(trace * trace / squares, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void hajek_scaledProbabilitiesOrOtherOrder_sameValue(Scope scope) {
    double[] halved = Arrays.stream(PROBABILITIES).map(p -> p / 2).toArray();
    double[] turnedValues = {5, 1, 4, 1, 3};
    double[] turned = {0.4, 0.2, 1, 0.1, 0.5};
    HajekMean mean = HajekMean.withDefaults().with(scope);
    Estimate one = mean.of(VALUES, PROBABILITIES).orElseThrow();
    near(mean.of(turnedValues, turned).orElseThrow(), one);
    assertThat(mean.of(VALUES, halved).orElseThrow().value()).isCloseTo(one.value(), within(1e-12));
  }

  @Test
  void hajekProportion_successAndFailureSwapped_mirrored() {
    HajekProportion proportion = HajekProportion.withDefaults();
    Estimate one =
        proportion.of(new boolean[] {true, false, true, false, true}, PROBABILITIES).orElseThrow();
    Estimate other =
        proportion.of(new boolean[] {false, true, false, true, false}, PROBABILITIES).orElseThrow();
    assertThat(other.value()).isCloseTo(1 - one.value(), within(1e-12));
    assertThat(other.low()).isCloseTo(1 - one.high(), within(1e-12));
    assertThat(other.high()).isCloseTo(1 - one.low(), within(1e-12));
  }

  @Test
  void of_tooFew_isEmpty() {
    double[] one = {1};
    assertThat(HajekMean.withDefaults().of(one, one)).isEmpty();
    assertThat(HorvitzThompsonMean.withDefaults().of(one, one, 10)).isEmpty();
    assertThat(HajekProportion.withDefaults().of(new boolean[0], new double[0])).isEmpty();
  }

  @Test
  void hajekProportion_allAgreeOrOneOnly_keepsAWidth() {
    Estimate all =
        HajekProportion.withDefaults()
            .of(new boolean[] {true, true, true, true, true}, PROBABILITIES)
            .orElseThrow();
    assertThat(all.value()).isEqualTo(1);
    assertThat(all.high()).isEqualTo(1);
    assertThat(all.low()).isBetween(0.3, 0.6);
    Estimate one =
        HajekProportion.withDefaults().of(new boolean[] {false}, new double[] {0.1}).orElseThrow();
    assertThat(one.low()).isZero();
    assertThat(one.high()).isGreaterThan(0.75);
  }

  @Test
  void hajekMean_equalValuesHugeValuesOrOneWeight_pointOrBounds() {
    HajekMean mean = HajekMean.withDefaults();
    point(mean.of(new double[] {0.1, 0.1, 0.1}, new double[] {1, 0.3, 0.7}).orElseThrow(), 0.1);
    Estimate huge = mean.of(new double[] {1.7e308, -1.7e308}, new double[] {1, 0.5}).orElseThrow();
    assertThat(huge.value()).isCloseTo(-1.7e308 / 3, within(1e293));
    assertThat(huge.high()).isEqualTo(Double.POSITIVE_INFINITY);
    Estimate lopsided =
        mean.withBounds(0, 1).of(new double[] {1, 0}, new double[] {1, 1e-200}).orElseThrow();
    assertThat(lopsided.value()).isCloseTo(0, within(1e-12));
    assertThat(lopsided.low()).isZero();
    assertThat(lopsided.high()).isEqualTo(1);
  }

  @Test
  void horvitzThompsonMean_outOfRangeOfDoubles_saysSo() {
    HorvitzThompsonMean mean = HorvitzThompsonMean.withDefaults();
    assertThatThrownBy(() -> mean.of(new double[] {1e300, 1}, new double[] {1e-300, 1}, 2))
        .hasMessage("mean: Infinity (expected: values over probabilities within a double's range)");
    Estimate huge = mean.of(new double[] {1e300, 1}, new double[] {1, 0.5}, 4).orElseThrow();
    assertThat(huge.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void of_wrongInput_saysWhatWasExpected() {
    double[] two = {0.5, 0.5};
    assertThatThrownBy(() -> HajekMean.withDefaults().of(VALUES, two))
        .hasMessage("probability: 2 values (expected: 5, as many as values)");
    assertThatThrownBy(() -> HajekMean.withDefaults().of(two, new double[] {0, 1}))
        .hasMessage("probability: 0.0 (expected: 0 < probability <= 1)");
    assertThatThrownBy(() -> HajekProportion.withDefaults().of(new boolean[1], new double[] {1.1}))
        .hasMessage("probability: 1.1 (expected: 0 < probability <= 1)");
    assertThatThrownBy(() -> HajekMean.withDefaults().of(new double[] {Double.NaN, 1}, two))
        .hasMessage("value: NaN (expected: a finite number)");
    assertThatThrownBy(() -> HajekMean.withDefaults().withBounds(0, 1).of(new double[] {2, 1}, two))
        .hasMessage("value: 2.0 (expected: a finite number from 0.0 to 1.0)");
    assertThatThrownBy(() -> HorvitzThompsonMean.withDefaults().of(two, two, 1))
        .hasMessage("population: 1 (expected: at least the 2 sampled items)");
    assertThatThrownBy(() -> HajekMean.withDefaults().withLevel(Double.NaN))
        .hasMessage("level: NaN (expected: 0 < level < 1)");
  }

  /** Items of which some are flagged, drawn more often than the others and unlike them. */
  private static final class Traffic {
    private final SplittableRandom random;
    private final int size;
    private final double flagged;
    private final double drawnFlagged;
    private final double drawnOther;

    Traffic(long seed, int size, double flagged, double drawnFlagged, double drawnOther) {
      this.random = new SplittableRandom(seed);
      this.size = size;
      this.flagged = flagged;
      this.drawnFlagged = drawnFlagged;
      this.drawnOther = drawnOther;
    }

    private double[] values = new double[0];
    private double[] probabilities = new double[0];
    private double mean;

    /** Values: rates of failure, or where {@code noise} is positive these as means. */
    void draw(double ofFlagged, double ofOther, double noise) {
      double[] drawn = new double[size];
      double[] with = new double[size];
      int n = 0;
      mean = 0;
      for (int i = 0; i < size; i++) {
        boolean flag = random.nextDouble() < flagged;
        double centre = flag ? ofFlagged : ofOther;
        double value =
            noise > 0
                ? centre + noise * random.nextGaussian()
                : random.nextDouble() < centre ? 1 : 0;
        double probability = flag ? drawnFlagged : drawnOther;
        mean += value / size;
        if (random.nextDouble() < probability) {
          drawn[n] = value;
          with[n++] = probability;
        }
      }
      values = Arrays.copyOf(drawn, n);
      probabilities = Arrays.copyOf(with, n);
    }
  }

  @ParameterizedTest
  @CsvSource({"600, 0.2, 0.5, 0.1", "400, 0.3, 0.1, 0.05", "1000, 0.1, 0.3, 0.03"})
  void means_manySamples_intervalsCover(
      int size, double flagged, double drawnFlagged, double drawnOther) {
    Traffic traffic = new Traffic(43, size, flagged, drawnFlagged, drawnOther);
    double truth = flagged * 2 + (1 - flagged);
    int[] covered = new int[4];
    int unweighted = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      traffic.draw(2, 1, 0.7);
      double[] x = traffic.values;
      double[] p = traffic.probabilities;
      HajekMean hajek = HajekMean.withDefaults();
      HorvitzThompsonMean thompson = HorvitzThompsonMean.withDefaults();
      covered[0] += hajek.of(x, p).orElseThrow().interval().contains(truth) ? 1 : 0;
      covered[1] +=
          hajek.with(Scope.POPULATION).of(x, p).orElseThrow().interval().contains(traffic.mean)
              ? 1
              : 0;
      covered[2] += thompson.of(x, p, size).orElseThrow().interval().contains(truth) ? 1 : 0;
      covered[3] +=
          thompson
                  .with(Scope.POPULATION)
                  .of(x, p, size)
                  .orElseThrow()
                  .interval()
                  .contains(traffic.mean)
              ? 1
              : 0;
      unweighted +=
          MeanInterval.withDefaults().of(x).orElseThrow().interval().contains(truth) ? 1 : 0;
    }
    for (int count : covered) {
      assertThat(count / (double) DRAWS).isBetween(0.935, 0.965);
    }
    assertThat(unweighted / (double) DRAWS).isLessThan(0.9);
  }

  // Where heavy weights meet a rare outcome the interval may cover more than it says, never less.
  @ParameterizedTest
  @CsvSource({
    "1000, 0, 0.1, 0.1, 0.5, 0.1, 0.965",
    "2000, 0.5, 0.1, 0.02, 0.5, 0.2, 0.965",
    "5000, 0.1, 0.5, 0.05, 0.5, 0.1, 0.965",
    "5000, 0.3, 0.5, 0.05, 0.3, 0.3, 0.965",
    "5000, 0.3, 0.2, 0.02, 0.1, 0.05, 0.98",
    "5000, 0.05, 1, 0.05, 0.9, 0, 1",
    "5000, 0.02, 1, 0.02, 0.5, 0.01, 1",
  })
  void hajekProportion_manySamples_intervalCovers(
      int size,
      double flagged,
      double drawnFlagged,
      double drawnOther,
      double ofFlagged,
      double ofOther,
      double most) {
    Traffic traffic = new Traffic(47, size, flagged, drawnFlagged, drawnOther);
    double truth = flagged * ofFlagged + (1 - flagged) * ofOther;
    int process = 0;
    int population = 0;
    int draws = 2_000;
    for (int draw = 0; draw < draws; draw++) {
      traffic.draw(ofFlagged, ofOther, 0);
      boolean[] failed = new boolean[traffic.values.length];
      for (int i = 0; i < failed.length; i++) {
        failed[i] = traffic.values[i] == 1;
      }
      HajekProportion rate = HajekProportion.withDefaults();
      process +=
          rate.of(failed, traffic.probabilities).orElseThrow().interval().contains(truth) ? 1 : 0;
      population +=
          rate.with(Scope.POPULATION)
                  .of(failed, traffic.probabilities)
                  .orElseThrow()
                  .interval()
                  .contains(traffic.mean)
              ? 1
              : 0;
    }
    assertThat(process / (double) draws).isBetween(0.935, most);
    assertThat(population / (double) draws).isBetween(0.935, most);
  }

  private static void near(Estimate estimate, Estimate expected) {
    assertThat(estimate.value()).isCloseTo(expected.value(), within(1e-12));
    assertThat(estimate.low()).isCloseTo(expected.low(), within(1e-8));
    assertThat(estimate.high()).isCloseTo(expected.high(), within(1e-8));
  }

  private static void point(Estimate estimate, double value) {
    assertThat(estimate.value()).isCloseTo(value, within(1e-12));
    assertThat(estimate.low()).isCloseTo(value, within(1e-12));
    assertThat(estimate.high()).isCloseTo(value, within(1e-12));
  }
}
