package dev.assay.stats.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.interval.Estimate;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryClassificationTest {

  private static final double LEVEL = 0.95;

  static Stream<Vectors.Row> rows() {
    return Vectors.of(BinaryClassificationTest.class, "binary_classification.jsonl");
  }

  // scikit-learn 1.2.1 gives 0 where there is no denominator; here there is no value.
  @ParameterizedTest
  @MethodSource("rows")
  void confusionMatrix_referenceValues_equal(Vectors.Row row) {
    ConfusionMatrix matrix =
        ConfusionMatrix.atThreshold(truth(row), scores(row), expected(row, "threshold_ge"));
    assertThat(matrix.truePositives()).isEqualTo((long) expected(row, "tp"));
    assertThat(matrix.falsePositives()).isEqualTo((long) expected(row, "fp"));
    assertThat(matrix.falseNegatives()).isEqualTo((long) expected(row, "fn"));
    assertThat(matrix.trueNegatives()).isEqualTo((long) expected(row, "tn"));
    same(matrix.accuracy(LEVEL), expected(row, "accuracy"));
    same(matrix.precision(LEVEL), expected(row, "precision"));
    same(matrix.recall(LEVEL), expected(row, "recall"));
    same(matrix.specificity(LEVEL), expected(row, "specificity"));
    same(matrix.f1(LEVEL), expected(row, "f1"));
    assertThat(matrix.f(0.5).orElse(0)).isCloseTo(expected(row, "f0_5"), within(1e-10));
    assertThat(matrix.f(2).orElse(0)).isCloseTo(expected(row, "f2"), within(1e-10));
    assertThat(matrix.matthews().orElse(0)).isCloseTo(expected(row, "mcc"), within(1e-10));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void auroc_referenceValues_equal(Vectors.Row row) {
    Auroc.Result result = Auroc.withDefaults().of(truth(row), scores(row)).orElseThrow();
    assertThat(result.area().value()).isCloseTo(expected(row, "roc_auc"), within(1e-10));
    if (row.expected().has("auc_delong_variance")) {
      assertThat(result.variance().orElseThrow())
          .isCloseTo(expected(row, "auc_delong_variance"), within(1e-10));
    } else {
      assertThat(result.variance()).isEmpty();
    }
    assertThat(result.area().interval().contains(result.area().value())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void reliability_referenceValues_equal(Vectors.Row row) {
    boolean[] truth = truth(row);
    double[] score = scores(row);
    assertThat(Reliability.brier(truth, score)).isCloseTo(expected(row, "brier"), within(1e-10));
    assertThat(Reliability.logLoss(truth, score))
        .isCloseTo(expected(row, "log_loss_eps1e-15"), within(1e-10));
    assertThat(Reliability.expectedCalibrationError(truth, score, 5))
        .isCloseTo(expected(row, "ece_5_equal_width"), within(1e-10));
    assertThat(Reliability.expectedCalibrationError(truth, score, 10))
        .isCloseTo(expected(row, "ece_10_equal_width"), within(1e-10));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(50);
  }

  @Test
  void auroc_oneClassOnly_empty() {
    assertThat(Auroc.withDefaults().of(new boolean[] {true, true}, new double[] {1, 2})).isEmpty();
    assertThat(Auroc.withDefaults().of(new boolean[0], new double[0])).isEmpty();
  }

  @Test
  void auroc_classesApart_intervalStillHasWidth() {
    boolean[] truth = {false, false, false, false, true, true, true, true, true};
    double[] score = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Estimate area = Auroc.withDefaults().of(truth, score).orElseThrow().area();
    assertThat(area.value()).isEqualTo(1);
    assertThat(area.low()).isBetween(0.4, 0.6);
  }

  @Test
  void auroc_classesOrScoresTurnedRound_complement() {
    boolean[] truth = {true, false, true, false, true, false, false};
    boolean[] turned = {false, true, false, true, false, true, true};
    double[] score = {0.9, 0.4, 0.5, 0.5, 0.2, 0.1, 0.7};
    double[] negated = IntStream.range(0, 7).mapToDouble(i -> -score[i]).toArray();
    double area = area(truth, score);
    assertThat(area(turned, score)).isCloseTo(1 - area, within(1e-12));
    assertThat(area(truth, negated)).isCloseTo(1 - area, within(1e-12));
  }

  @Test
  void auroc_manySamples_intervalCovers() {
    // Normal scores one apart: the area is Phi(1 / sqrt 2).
    Random random = new Random(3);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      boolean[] truth = new boolean[100];
      double[] score = new double[100];
      for (int i = 0; i < 100; i++) {
        truth[i] = i < 40;
        score[i] = random.nextGaussian() + (truth[i] ? 1 : 0);
      }
      covered +=
          Auroc.withDefaults().of(truth, score).orElseThrow().area().interval().contains(0.7602499)
              ? 1
              : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
  }

  @Test
  void auroc_groupedItems_onlyTheGroupedIntervalCovers() {
    // Groups of four share half of the score's variance, and the class.
    Random random = new Random(4);
    int grouped = 0;
    int plain = 0;
    double truthArea = 0.7602499;
    for (int draw = 0; draw < 2_000; draw++) {
      boolean[] truth = new boolean[200];
      double[] score = new double[200];
      int[] group = new int[200];
      double shared = 0;
      for (int i = 0; i < 200; i++) {
        if (i % 4 == 0) {
          shared = random.nextGaussian();
        }
        group[i] = i / 4;
        truth[i] = group[i] % 2 == 0;
        score[i] = Math.sqrt(0.5) * (shared + random.nextGaussian()) + (truth[i] ? 1 : 0);
      }
      Auroc auroc = Auroc.withDefaults();
      grouped +=
          auroc.of(truth, score, group).orElseThrow().area().interval().contains(truthArea) ? 1 : 0;
      plain += auroc.of(truth, score).orElseThrow().area().interval().contains(truthArea) ? 1 : 0;
    }
    assertThat(grouped / 2_000.0).isBetween(0.935, 0.965);
    assertThat(plain / 2_000.0).isLessThan(0.87);
  }

  @Test
  void compare_sameQuality_rejectsAtItsLevel() {
    Random random = new Random(9);
    int rejected = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      boolean[] truth = new boolean[120];
      double[] a = new double[120];
      double[] b = new double[120];
      for (int i = 0; i < 120; i++) {
        truth[i] = i < 60;
        double shared = random.nextGaussian() + (truth[i] ? 1 : 0);
        a[i] = shared + 0.7 * random.nextGaussian();
        b[i] = shared + 0.7 * random.nextGaussian();
      }
      rejected += Auroc.withDefaults().compare(truth, a, b).orElseThrow().p() < 0.05 ? 1 : 0;
    }
    assertThat(rejected / 2_000.0).isBetween(0.035, 0.065);
  }

  @Test
  void compare_sameScores_noDifference() {
    boolean[] truth = {true, false, true, false};
    double[] score = {3, 1, 2, 2.5};
    Auroc.Difference difference = Auroc.withDefaults().compare(truth, score, score).orElseThrow();
    assertThat(difference.difference().value()).isZero();
    assertThat(difference.p()).isEqualTo(1);
  }

  @Test
  void f1_manySamples_intervalCovers() {
    // Half positive, found with 0.8, false alarms 0.2: F1 0.8.
    Random random = new Random(2);
    int covered = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      boolean[] truth = new boolean[200];
      boolean[] decision = new boolean[200];
      for (int i = 0; i < 200; i++) {
        truth[i] = random.nextBoolean();
        decision[i] = random.nextDouble() < 0.8 ? truth[i] : !truth[i];
      }
      covered +=
          ConfusionMatrix.of(truth, decision).f1(LEVEL).orElseThrow().interval().contains(0.8)
              ? 1
              : 0;
    }
    assertThat(covered / 2_000.0).isBetween(0.935, 0.965);
  }

  @Test
  void thresholdSearch_apart_findsTheGap() {
    boolean[] truth = new boolean[100];
    double[] score = new double[100];
    for (int i = 0; i < 100; i++) {
      truth[i] = i >= 60;
      score[i] = i / 100.0;
    }
    ThresholdSearch.Result best = ThresholdSearch.forF1().of(truth, score).orElseThrow();
    assertThat(best.threshold().value()).isEqualTo(0.6);
    assertThat(best.matrix()).isEqualTo(new ConfusionMatrix(40, 0, 0, 60));
    assertThat(best.threshold().low()).isGreaterThanOrEqualTo(0.6);
    assertThat(best.threshold().high()).isBetween(0.6, 0.7);
  }

  @Test
  void thresholdSearch_precisionAsked_isMetWithTheMostRecall() {
    Random random = new Random(8);
    boolean[] truth = new boolean[400];
    double[] score = new double[400];
    for (int i = 0; i < 400; i++) {
      truth[i] = random.nextBoolean();
      score[i] = random.nextGaussian() + (truth[i] ? 1.2 : 0);
    }
    ThresholdSearch.Result result =
        ThresholdSearch.forPrecision(0.9).of(truth, score).orElseThrow();
    double precision = result.matrix().precision(LEVEL).orElseThrow().value();
    double recall = result.matrix().recall(LEVEL).orElseThrow().value();
    assertThat(precision).isGreaterThanOrEqualTo(0.9);
    for (double candidate : score) {
      ConfusionMatrix other = ConfusionMatrix.atThreshold(truth, score, candidate);
      if (other.precision(LEVEL).orElseThrow().value() >= 0.9) {
        assertThat(other.recall(LEVEL).orElseThrow().value()).isLessThanOrEqualTo(recall);
      }
    }
  }

  @Test
  void thresholdSearch_oneClassOrOutOfReach_empty() {
    boolean[] none = new boolean[30];
    double[] score = IntStream.range(0, 30).mapToDouble(i -> i).toArray();
    assertThat(ThresholdSearch.forF1().of(none, score)).isEmpty();
    boolean[] wrongWayRound = new boolean[30];
    wrongWayRound[0] = true;
    assertThat(ThresholdSearch.forPrecision(0.9).of(wrongWayRound, score)).isEmpty();
  }

  @Test
  void reliability_notAProbability_saysWhatWasExpected() {
    assertThatThrownBy(() -> Reliability.brier(new boolean[] {true}, new double[] {1.2}))
        .hasMessage("probability: 1.2 (expected: 0 <= p <= 1)");
  }

  private static void same(Optional<Estimate> estimate, double expected) {
    assertThat(estimate.map(Estimate::value).orElse(0.0)).isCloseTo(expected, within(1e-10));
  }

  private static double area(boolean[] truth, double[] score) {
    return Auroc.withDefaults().of(truth, score).orElseThrow().area().value();
  }

  private static boolean[] truth(Vectors.Row row) {
    double[] numbers = Vectors.numbers(row.input().get("y_true"));
    boolean[] truth = new boolean[numbers.length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = numbers[i] == 1;
    }
    return truth;
  }

  private static double[] scores(Vectors.Row row) {
    return Vectors.numbers(row.input().get("score"));
  }

  private static double expected(Vectors.Row row, String name) {
    return row.expected().get(name).doubleValue();
  }

  @Test
  void threshold_itemsInGroups_areDrawnTogether() {
    boolean[] truth = new boolean[60];
    double[] score = new double[60];
    int[] groups = new int[60];
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      groups[i] = -(i / 6);
      truth[i] = random.nextDouble() < (groups[i] % 2 == 0 ? 0.9 : 0.2);
      score[i] = (truth[i] ? 0.6 : 0.4) + random.nextDouble() * 0.4;
    }
    ThresholdSearch.Result single = ThresholdSearch.forF1().of(truth, score).orElseThrow();
    ThresholdSearch.Result grouped = ThresholdSearch.forF1().of(truth, score, groups).orElseThrow();
    assertThat(grouped.threshold().value()).isEqualTo(single.threshold().value());
    assertThat(grouped.threshold().interval()).isNotEqualTo(single.threshold().interval());
    assertThat(ThresholdSearch.forF1().best(truth, score)).hasValue(single.threshold().value());
    assertThat(ThresholdSearch.forF1().best(new boolean[60], score)).isEmpty();
  }

  @Test
  void curveOfValues_gradesAndHugeValues_binByTheirRange() {
    boolean[] truth = {false, false, true, true};
    var curve = Reliability.curveOfValues(truth, new double[] {1, 1, 5, 4}, 4, 0.95);
    assertThat(curve).hasSize(2);
    assertThat(curve.get(0).from()).isEqualTo(1);
    assertThat(curve.get(0).observed().value()).isZero();
    assertThat(curve.get(1).to()).isEqualTo(5);
    assertThat(curve.get(1).predicted()).isEqualTo(4.5);
    var huge =
        Reliability.curveOfValues(
            truth, new double[] {-Double.MAX_VALUE, 0, 1, Double.MAX_VALUE}, 10, 0.95);
    assertThat(huge)
        .allMatch(
            b ->
                Double.isFinite(b.from())
                    && Double.isFinite(b.to())
                    && Double.isFinite(b.predicted()));
    assertThat(Reliability.curveOfValues(truth, new double[] {3, 3, 3, 3}, 10, 0.95)).hasSize(1);
  }

  @Test
  void f_weightOutOfRange_saysWhatWasExpected() {
    ConfusionMatrix matrix = new ConfusionMatrix(3, 1, 2, 4);
    assertThat(matrix.f(0).orElseThrow()).isEqualTo(0.75);
    assertThat(matrix.f(1e9).orElseThrow()).isCloseTo(0.6, within(1e-12));
    for (double beta : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> matrix.f(beta))
          .hasMessage("beta: " + beta + " (expected: from 0 to 1e9)");
    }
  }

  // Two of each class, all in order and all against it: no evidence that could give p = 0.
  @Test
  void compare_areasDifferWithoutVariance_isEmpty() {
    boolean[] truth = {false, false, true, true};
    double[] rising = {1, 2, 3, 4};
    double[] falling = {4, 3, 2, 1};
    assertThat(Auroc.withDefaults().compare(truth, rising, falling)).isEmpty();
    assertThat(Auroc.withDefaults().compare(truth, rising, rising).orElseThrow().p()).isEqualTo(1);
  }

  @Test
  void bins_moreThanMemoryHolds_saysWhatWasExpected() {
    boolean[] truth = {true, false};
    double[] probability = {0.9, 0.2};
    assertThatThrownBy(
            () -> Reliability.expectedCalibrationError(truth, probability, Integer.MAX_VALUE))
        .hasMessage("bins: 2147483647 (expected: from 1 to 1000000)");
  }
}
