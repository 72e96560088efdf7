package dev.assay.stats.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.interval.Estimate;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionTest {

  private static final PredictionPoweredMean RATE =
      PredictionPoweredMean.withDefaults().withBounds(0, 1);

  /** A world of good and bad items and a judge who errs; the first {@code labels} are labelled. */
  @SuppressWarnings("ArrayRecordComponent") // compared with nothing
  private record World(double[] truth, double[] judged) {

    static World of(SplittableRandom random, int n, double rate, double errors) {
      double[] truth = new double[n];
      double[] judged = new double[n];
      for (int i = 0; i < n; i++) {
        truth[i] = random.nextDouble() < rate ? 1 : 0;
        judged[i] = random.nextDouble() < errors ? 1 - truth[i] : truth[i];
      }
      return new World(truth, judged);
    }

    Estimate corrected(PredictionPoweredMean method, int labels) {
      return method
          .of(
              Arrays.copyOf(truth, labels),
              Arrays.copyOf(judged, labels),
              Arrays.copyOfRange(judged, labels, judged.length))
          .orElseThrow()
          .mean();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.1", "0.8, 0.2", "0.7, 0.5", "0.85, 0.05"})
  void predictionPoweredMean_rates_intervalCovers(double rate, double errors) {
    SplittableRandom random = new SplittableRandom(17);
    int covered = 0;
    double width = 0;
    double widthOfLabels = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      World world = World.of(random, 1_000, rate, errors);
      Estimate corrected = world.corrected(RATE, 100);
      Estimate alone = world.corrected(RATE.withWeight(0), 100);
      covered += corrected.interval().contains(rate) ? 1 : 0;
      width += corrected.high() - corrected.low();
      widthOfLabels += alone.high() - alone.low();
    }
    assertThat(covered / 2_000.0).isBetween(0.93, 0.968);
    assertThat(width).isLessThan(widthOfLabels * (errors > 0.4 ? 1.005 : 0.9));
  }

  @Test
  void predictionPoweredMean_grades_intervalCovers() {
    // A judge two grades too kind, with noise.
    SplittableRandom random = new SplittableRandom(23);
    int covered = 0;
    int raw = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      double[] truth = random.doubles(600, 1, 4).toArray();
      double[] judged = Arrays.stream(truth).map(t -> t * 0.8 + 1 + random.nextDouble()).toArray();
      World world = new World(truth, judged);
      covered +=
          world.corrected(PredictionPoweredMean.withDefaults(), 60).interval().contains(2.5)
              ? 1
              : 0;
      raw += Math.abs(Arrays.stream(judged).average().orElseThrow() - 2.5) < 0.5 ? 1 : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
    assertThat(raw).isZero();
  }

  @Test
  void predictionPoweredMean_labelsDrawnByTheScore_onlyWeightedCovers() {
    // What the judge failed is four times as likely to be labelled.
    SplittableRandom random = new SplittableRandom(29);
    int weighted = 0;
    int plain = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      World world = World.of(random, 2_000, 0.7, 0.2);
      int n = 0;
      double[][] chosen = new double[3][2_000];
      double[] others = new double[2_000];
      int rest = 0;
      for (int i = 0; i < 2_000; i++) {
        double probability = world.judged()[i] == 0 ? 0.16 : 0.04;
        if (random.nextDouble() < probability) {
          chosen[0][n] = world.truth()[i];
          chosen[1][n] = world.judged()[i];
          chosen[2][n++] = probability;
        } else {
          others[rest++] = world.judged()[i];
        }
      }
      double[] labels = Arrays.copyOf(chosen[0], n);
      double[] judged = Arrays.copyOf(chosen[1], n);
      double[] unlabelled = Arrays.copyOf(others, rest);
      weighted +=
          covers(RATE.of(labels, judged, Arrays.copyOf(chosen[2], n), unlabelled), 0.7) ? 1 : 0;
      plain += covers(RATE.of(labels, judged, unlabelled), 0.7) ? 1 : 0;
    }
    assertThat(weighted / 2_000.0).isBetween(0.93, 0.97);
    assertThat(plain / 2_000.0).isLessThan(0.9);
  }

  private static boolean covers(Optional<PredictionPoweredMean.Result> result, double truth) {
    return result.orElseThrow().mean().interval().contains(truth);
  }

  @Test
  void predictionPoweredMean_byHand_equal() {
    // Weight 1: mean of all predictions 0.6, less the labelled bias 0.25.
    PredictionPoweredMean.Result result =
        PredictionPoweredMean.withDefaults()
            .withWeight(1)
            .of(
                new double[] {1, 0, 1, 0},
                new double[] {1, 1, 1, 0},
                new double[] {1, 0, 0, 1, 0, 0})
            .orElseThrow();
    assertThat(result.bias()).isCloseTo(0.25, within(1e-12));
    assertThat(result.mean().value()).isCloseTo(0.5 - 0.25, within(1e-12));
    assertThat(result.mean().n()).isEqualTo(4);
  }

  @Test
  void predictionPoweredMean_nothingUnlabelledOrConstant_labelsAlone() {
    double[] labels = {1, 0, 1, 1};
    assertThat(RATE.of(labels, labels, new double[0]).orElseThrow().weight()).isZero();
    double[] constant = {1, 1, 1, 1};
    PredictionPoweredMean.Result result =
        RATE.of(labels, constant, new double[] {1, 1}).orElseThrow();
    assertThat(result.weight()).isZero();
    assertThat(result.mean().value()).isCloseTo(0.75, within(1e-12));
    assertThat(RATE.of(new double[] {1}, new double[] {1}, labels)).isEmpty();
  }

  @Test
  void predictionPoweredMean_wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> RATE.of(new double[] {1, 0}, new double[] {1}, new double[0]))
        .hasMessage("labelled: 1 values (expected: 2, as many as labels)");
    assertThatThrownBy(
            () ->
                RATE.of(
                    new double[] {1, 0}, new double[] {1, 0}, new double[] {0.5, 0}, new double[0]))
        .hasMessage("probability: 0.0 (expected: 0 < probability <= 1)");
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.9, 0.9", "0.9, 0.85, 0.8", "0.2, 0.95, 0.9", "0.97, 0.9, 0.8"})
  void roganGladen_manySamples_intervalCovers(double rate, double sensitivity, double specificity) {
    SplittableRandom random = new SplittableRandom(31);
    int covered = 0;
    int found = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      int passed = 0;
      for (int i = 0; i < 1_000; i++) {
        boolean good = random.nextDouble() < rate;
        passed += random.nextDouble() < (good ? sensitivity : 1 - specificity) ? 1 : 0;
      }
      int goodPassed = binomial(random, 80, sensitivity);
      int badFailed = binomial(random, 60, specificity);
      Optional<Estimate> corrected =
          RoganGladen.withDefaults().of(passed, 1_000, goodPassed, 80, badFailed, 60);
      found += corrected.isPresent() ? 1 : 0;
      covered += corrected.map(e -> e.interval().contains(rate)).orElse(false) ? 1 : 0;
    }
    assertThat(found).isEqualTo(2_000);
    assertThat(covered / 2_000.0).isBetween(0.935, 0.985);
  }

  private static int binomial(SplittableRandom random, int n, double p) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += random.nextDouble() < p ? 1 : 0;
    }
    return count;
  }

  @Test
  void roganGladen_byHand_equal() {
    // (0.7 + 0.8 - 1) / (0.9 + 0.8 - 1)
    Estimate estimate = RoganGladen.withDefaults().of(700, 1_000, 90, 100, 80, 100).orElseThrow();
    assertThat(estimate.value()).isCloseTo(0.5 / 0.7, within(1e-12));
    assertThat(estimate.interval().contains(estimate.value())).isTrue();
  }

  @Test
  void roganGladen_noBetterThanChanceOrOneClass_empty() {
    assertThat(RoganGladen.withDefaults().of(50, 100, 5, 10, 5, 10)).isEmpty();
    assertThat(RoganGladen.withDefaults().of(50, 100, 10, 10, 0, 0)).isEmpty();
    assertThatThrownBy(() -> RoganGladen.withDefaults().of(101, 100, 1, 1, 1, 1))
        .hasMessage("passed: 101 (expected: 0 <= passed <= 100)");
  }
}
