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

  private static final PredictionPoweredRate RATE = PredictionPoweredRate.withDefaults();

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

    Estimate corrected(PredictionPoweredRate method, int labels) {
      return method
          .of(
              Arrays.copyOf(truth, labels),
              Arrays.copyOf(judged, labels),
              Arrays.copyOfRange(judged, labels, judged.length))
          .orElseThrow()
          .rate();
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

  // A judge wrong on 5% shows some 5 errors among 100 labels: the pseudo-labels that make up for so
  // few then weigh as much as they do, and the interval is on the wide side (97.2%).
  @ParameterizedTest
  @CsvSource({"0.5, 0.1, 0.965", "0.8, 0.2, 0.965", "0.7, 0.5, 0.965", "0.85, 0.05, 0.98"})
  void predictionPoweredRate_manySamples_intervalCovers(double rate, double errors, double most) {
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
    assertThat(covered / 2_000.0).isBetween(0.935, most);
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
      plain += covers(RATE.withWeight(1).of(labels, judged, unlabelled), 0.7) ? 1 : 0;
    }
    assertThat(weighted / 2_000.0).isBetween(0.935, 0.965);
    assertThat(plain / 2_000.0).isLessThan(0.9);
  }

  private static boolean covers(Optional<PredictionPoweredRate.Result> result, double truth) {
    return result.orElseThrow().rate().interval().contains(truth);
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
    PredictionPoweredRate.Result result =
        RATE.of(labels, constant, new double[] {1, 1}).orElseThrow();
    assertThat(result.weight()).isZero();
    assertThat(result.rate().value()).isCloseTo(0.75, within(1e-12));
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
    // Now and then what it reports cannot come from the error rates that the labels show.
    assertThat(found).isGreaterThan(1_980);
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
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

  // Good judges, high rates, few labels: where an interval from the labels' own scatter covers as
  // seldom as 0.2 (at 0.99, 0.99, 40).
  @ParameterizedTest
  @CsvSource({
    "0.9, 0.95, 0.9, 50, 1000",
    "0.97, 1, 0.5, 50, 2000",
    "0.8, 0.99, 0.99, 30, 5000",
    "0.99, 0.99, 0.99, 40, 1000",
    "0.95, 0.95, 0.9, 10, 200",
    "0.95, 0.9, 1, 30, 3000",
    "0.95, 1, 0.2, 100, 2000"
  })
  void predictionPoweredRate_littleVaries_intervalCoversAndIsNarrowerThanLabelsAlone(
      double rate, double sensitivity, double specificity, int labels, int all) {
    SplittableRandom random = new SplittableRandom(37);
    int covered = 0;
    double width = 0;
    double widthOfLabels = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      double[] truth = new double[all];
      double[] judged = new double[all];
      for (int i = 0; i < all; i++) {
        boolean good = random.nextDouble() < rate;
        truth[i] = good ? 1 : 0;
        judged[i] = random.nextDouble() < (good ? sensitivity : 1 - specificity) ? 1 : 0;
      }
      World world = new World(truth, judged);
      Estimate corrected = world.corrected(RATE, labels);
      Estimate alone = world.corrected(RATE.withWeight(0), labels);
      covered += corrected.interval().contains(rate) ? 1 : 0;
      width += corrected.high() - corrected.low();
      widthOfLabels += alone.high() - alone.low();
    }
    assertThat(covered / 2_000.0).isGreaterThan(0.935);
    assertThat(width).isLessThan(widthOfLabels);
  }

  @Test
  void predictionPoweredRate_allLabelsTheSame_hasAWidth() {
    double[] ones = new double[20];
    Arrays.fill(ones, 1);
    Estimate alone = RATE.of(ones, ones, new double[0]).orElseThrow().rate();
    // statsmodels 0.14, proportion_confint(20, 20, method="agresti_coull"), cut at 1
    assertThat(alone.value()).isEqualTo(1);
    assertThat(alone.low()).isCloseTo(0.8105, within(1e-3));
    assertThat(alone.high()).isEqualTo(1);
    double[] others = new double[1_000];
    Arrays.fill(others, 1);
    Estimate corrected = RATE.of(ones, ones, others).orElseThrow().rate();
    assertThat(corrected.low()).isBetween(0.75, 0.95);
    assertThat(PredictionPoweredMean.withDefaults().of(ones, ones, others)).isEmpty();
  }

  @Test
  void predictionPoweredRate_severalAnswersToAQuestion_onlyGroupsCover() {
    SplittableRandom random = new SplittableRandom(41);
    int grouped = 0;
    int single = 0;
    int questions = 150;
    int labelled = 25;
    int answers = 4;
    for (int draw = 0; draw < 2_000; draw++) {
      double[][] values = new double[2][questions * answers];
      int[] groups = new int[questions * answers];
      for (int q = 0; q < questions; q++) {
        double own = random.nextDouble() < 0.6 ? 0.95 : 0.15;
        for (int a = 0; a < answers; a++) {
          int i = q * answers + a;
          values[0][i] = random.nextDouble() < own ? 1 : 0;
          values[1][i] = random.nextDouble() < 0.3 ? 1 - values[0][i] : values[0][i];
          groups[i] = -q;
        }
      }
      int n = labelled * answers;
      double[] labels = Arrays.copyOf(values[0], n);
      double[] judged = Arrays.copyOf(values[1], n);
      double[] others = Arrays.copyOfRange(values[1], n, groups.length);
      double[] equal = new double[n];
      Arrays.fill(equal, 1);
      double truth = 0.6 * 0.95 + 0.4 * 0.15;
      grouped += covers(RATE.ofGroups(labels, judged, equal, others, groups), truth) ? 1 : 0;
      single += covers(RATE.of(labels, judged, others), truth) ? 1 : 0;
    }
    assertThat(grouped / 2_000.0).isBetween(0.935, 0.965);
    assertThat(single / 2_000.0).isLessThan(0.88);
  }

  @Test
  void predictionPowered_groupsOfOne_equalNoGroups() {
    double[] labels = {1, 0, 1, 1, 0, 1};
    double[] judged = {1, 0, 1, 0, 0, 1};
    double[] probability = {0.1, 0.5, 0.1, 0.5, 0.1, 0.5};
    double[] others = {1, 1, 0, 1};
    int[] groups = {9, 3, -4, 7, 100, 2, 1, 5, 6, 8};
    assertThat(RATE.ofGroups(labels, judged, probability, others, groups))
        .isEqualTo(RATE.of(labels, judged, probability, others));
    PredictionPoweredMean mean = PredictionPoweredMean.withDefaults();
    assertThat(mean.ofGroups(labels, judged, probability, others, groups))
        .isEqualTo(mean.of(labels, judged, probability, others));
    assertThat(mean.ofGroups(labels, judged, probability, others, new int[10])).isEmpty();
  }

  // Half of the labels from the quarter nearest to the threshold, as assay calibrate sample draws.
  @Test
  void predictionPoweredRate_enrichedNearTheThreshold_hasNoBiasAndCovers() {
    SplittableRandom random = new SplittableRandom(43);
    int covered = 0;
    double bias = 0;
    double biasOfLabels = 0;
    double biasUnweighted = 0;
    int draws = 1_000;
    for (int draw = 0; draw < draws; draw++) {
      int all = 600;
      double[] value = random.doubles(all).map(u -> 1 - u * u).sorted().toArray();
      double[] truth = new double[all];
      double[] judged = new double[all];
      Integer[] order = new Integer[all];
      for (int i = 0; i < all; i++) {
        truth[i] = value[i] + 0.3 * (random.nextDouble() - 0.5) > 0.55 ? 1 : 0;
        judged[i] = value[i] >= 0.5 ? 1 : 0;
        order[i] = i;
      }
      Arrays.sort(order, java.util.Comparator.comparingDouble(i -> Math.abs(value[i] - 0.5)));
      double[][] chosen = new double[3][40];
      double[] others = new double[all - 40];
      int n = 0;
      int rest = 0;
      for (int stratum = 0; stratum < 2; stratum++) {
        int from = stratum == 0 ? 0 : all / 4;
        int to = stratum == 0 ? all / 4 : all;
        int left = 20;
        for (int k = from; k < to; k++) {
          int i = order[k];
          if (random.nextInt(to - k) < left) {
            left--;
            chosen[0][n] = truth[i];
            chosen[1][n] = judged[i];
            chosen[2][n++] = 20.0 / (to - from);
          } else {
            others[rest++] = judged[i];
          }
        }
      }
      double mean = Arrays.stream(truth).average().orElseThrow();
      Estimate corrected = RATE.of(chosen[0], chosen[1], chosen[2], others).orElseThrow().rate();
      covered += corrected.interval().contains(mean) ? 1 : 0;
      bias += (corrected.value() - mean) / draws;
      biasOfLabels +=
          (RATE.withWeight(0)
                      .of(chosen[0], chosen[1], chosen[2], others)
                      .orElseThrow()
                      .rate()
                      .value()
                  - mean)
              / draws;
      biasUnweighted += (Arrays.stream(chosen[0]).average().orElseThrow() - mean) / draws;
    }
    assertThat(covered / (double) draws).isGreaterThan(0.94);
    assertThat(bias).isBetween(-0.008, 0.008);
    assertThat(biasOfLabels).isBetween(-0.01, 0.01);
    assertThat(biasUnweighted).isLessThan(-0.03);
  }

  @Test
  void roganGladen_reportThatTheErrorRatesCannotGive_empty() {
    assertThat(RoganGladen.withDefaults().of(50, 10_000, 60, 60, 30, 60)).isEmpty();
  }
}
