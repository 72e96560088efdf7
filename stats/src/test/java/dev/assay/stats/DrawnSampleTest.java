package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.agreement.CohenKappa;
import dev.assay.stats.agreement.CohenKappa.Weights;
import dev.assay.stats.association.Correlation;
import dev.assay.stats.association.Correlation.Coefficient;
import dev.assay.stats.classification.Auroc;
import dev.assay.stats.classification.Reliability;
import dev.assay.stats.classification.ThresholdSearch;
import dev.assay.stats.correction.RoganGladen;
import dev.assay.stats.interval.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figures of items that were drawn with known probabilities, which differ. */
class DrawnSampleTest {

  private static final int DRAWS = 1_500;

  static Stream<Vectors.Row> rows() {
    return Vectors.of(DrawnSampleTest.class, "drawn_sample.jsonl");
  }

  // scikit-learn 1.9.1 with sample_weight = 1 / drawn
  @ParameterizedTest
  @MethodSource("rows")
  void of_referenceValues_equal(Vectors.Row row) {
    double[] drawn = numbers(row, "drawn");
    int[] a = ints(row, "a");
    int[] b = ints(row, "b");
    int categories = row.input().get("categories").intValue();
    boolean[] truth = flags(row, "truth");
    double[] score = numbers(row, "score");
    int[] alone = IntStream.range(0, drawn.length).toArray();
    same(kappa(Weights.NONE, a, b, categories, drawn), row, "kappa");
    same(kappa(Weights.LINEAR, a, b, categories, drawn), row, "kappa_linear");
    same(kappa(Weights.QUADRATIC, a, b, categories, drawn), row, "kappa_quadratic");
    same(
        Auroc.withDefaults().of(truth, score, drawn, alone).orElseThrow().area().value(),
        row,
        "roc_auc");
    same(Reliability.brier(truth, score, drawn), row, "brier");
    double threshold = ThresholdSearch.forF1().best(truth, score, drawn).orElseThrow();
    same(threshold, row, "threshold_of_max_f1");
  }

  private static void same(double value, Vectors.Row row, String name) {
    assertThat(value).as(name).isCloseTo(row.expected().get(name).doubleValue(), within(1e-10));
  }

  @Test
  void rows_areAllThere() {
    assertThat(rows()).hasSize(6);
  }

  // What was drawn with 1/k stands for k: values are those of k such items.
  @ParameterizedTest
  @MethodSource("rows")
  void of_drawnWithOneOfK_equalsKItems(Vectors.Row row) {
    SplittableRandom random = new SplittableRandom(3);
    int n = numbers(row, "drawn").length;
    int[] times = IntStream.range(0, n).map(i -> 1 + random.nextInt(4)).toArray();
    double[] drawn = Arrays.stream(times).mapToDouble(k -> 1.0 / k).toArray();
    int[] again =
        IntStream.range(0, n).flatMap(i -> IntStream.range(0, times[i]).map(k -> i)).toArray();
    double[] score = numbers(row, "score");
    boolean[] truth = flags(row, "truth");
    double[] grade = numbers(row, "a");
    boolean[] truths = new boolean[again.length];
    IntStream.range(0, again.length).forEach(i -> truths[i] = truth[again[i]]);
    double[] scores = Arrays.stream(again).mapToDouble(i -> score[i]).toArray();
    double[] grades = Arrays.stream(again).mapToDouble(i -> grade[i]).toArray();
    Correlation spearman = Correlation.withDefaults().with(Coefficient.SPEARMAN);
    assertThat(spearman.of(score, grade, drawn).orElseThrow())
        .isCloseTo(spearman.of(scores, grades).orElseThrow().value(), within(1e-12));
    Correlation pearson = Correlation.withDefaults();
    assertThat(pearson.of(score, grade, drawn).orElseThrow())
        .isCloseTo(pearson.of(scores, grades).orElseThrow().value(), within(1e-12));
    assertThat(Reliability.expectedCalibrationError(truth, score, drawn, 10))
        .isCloseTo(Reliability.expectedCalibrationError(truths, scores, 10), within(1e-12));
    ThresholdSearch precise = ThresholdSearch.forPrecision(0.7);
    assertThat(precise.best(truth, score, drawn)).isEqualTo(precise.best(truths, scores));
  }

  @Test
  void of_drawnAlike_equalsThatOfNoDraw() {
    int[] a = {0, 1, 2, 2, 1, 0, 1, 2, 0, 1};
    int[] b = {0, 2, 2, 1, 1, 0, 0, 2, 0, 1};
    double[] drawn = new double[10];
    Arrays.fill(drawn, 0.2);
    assertThat(CohenKappa.withDefaults().of(a, b, 3, drawn))
        .isEqualTo(CohenKappa.withDefaults().of(a, b, 3));
    boolean[] good = {true, true, true, false, false, true, false, true, true, false};
    boolean[] passed = {true, true, false, false, true, true, false, true, true, false};
    Estimate byCounts = RoganGladen.withDefaults().of(6, 10, 5, 6, 3, 4).orElseThrow();
    Estimate byItems =
        RoganGladen.withDefaults().ofSample(passed, drawn, good, passed, drawn).orElseThrow();
    assertThat(byItems.value()).isCloseTo(byCounts.value(), within(1e-12));
    assertThat(byItems.low()).isCloseTo(byCounts.low(), within(1e-9));
    assertThat(byItems.high()).isCloseTo(byCounts.high(), within(1e-9));
  }

  @Test
  void kappa_fullAgreementOfUnequalWeights_isWiderThanOfEqualOnes() {
    int[] a = IntStream.range(0, 40).map(i -> i % 2).toArray();
    double[] drawn = IntStream.range(0, 40).mapToDouble(i -> i < 4 ? 0.02 : 1).toArray();
    CohenKappa kappa = CohenKappa.withDefaults();
    double plain = kappa.of(a, a, 2).orElseThrow().kappa().low();
    assertThat(kappa.of(a, a, 2, drawn).orElseThrow().kappa().low()).isBetween(-1.0, plain - 0.2);
  }

  @Test
  void of_notAProbability_saysWhatWasExpected() {
    double[] drawn = {1, 0};
    assertThatThrownBy(
            () -> CohenKappa.withDefaults().of(new int[] {0, 1}, new int[] {0, 1}, 2, drawn))
        .hasMessage("drawn: 0.0 (expected: 0 < probability <= 1)");
    assertThatThrownBy(
            () ->
                Correlation.withDefaults()
                    .with(Coefficient.KENDALL)
                    .of(new double[2], new double[2], new double[] {1, 1}))
        .hasMessage("coefficient: KENDALL (expected: PEARSON or SPEARMAN)");
  }

  /** Items of which those with low scores are drawn ten times as often as the rest. */
  private static final class Sample {

    final boolean[] good;
    final boolean[] passed;
    final double[] score;
    final double[] drawn;

    Sample(long seed, int size, double rate) {
      SplittableRandom random = new SplittableRandom(seed);
      boolean[] allGood = new boolean[size];
      double[] all = new double[size];
      double[] probability = new double[size];
      int[] chosen =
          IntStream.range(0, size)
              .filter(
                  i -> {
                    allGood[i] = random.nextDouble() < 0.75;
                    all[i] = (allGood[i] ? 1.2 : 0) + random.nextGaussian();
                    probability[i] = all[i] < 0.3 ? 10 * rate : rate;
                    return random.nextDouble() < probability[i];
                  })
              .toArray();
      good = new boolean[chosen.length];
      passed = new boolean[chosen.length];
      for (int i = 0; i < chosen.length; i++) {
        good[i] = allGood[chosen[i]];
        passed[i] = all[chosen[i]] >= 0.3;
      }
      score = Arrays.stream(chosen).mapToDouble(i -> all[i]).toArray();
      drawn = Arrays.stream(chosen).mapToDouble(i -> probability[i]).toArray();
    }

    int[] alone() {
      return IntStream.range(0, good.length).toArray();
    }

    static int[] numbers(boolean[] flags) {
      return IntStream.range(0, flags.length).map(i -> flags[i] ? 1 : 0).toArray();
    }
  }

  private static double covers(Function<Sample, Estimate> figure, double truth) {
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      Estimate found = figure.apply(new Sample(500 + draw, 4_000, 0.05));
      covered += found.interval().contains(truth) ? 1 : 0;
    }
    return covered / (double) DRAWS;
  }

  @Test
  void kappa_lowScoresDrawnTenfold_onlyTheWeightedIntervalCovers() {
    Sample all = new Sample(1, 2_000_000, 0.1);
    double truth =
        kappa(Weights.NONE, Sample.numbers(all.good), Sample.numbers(all.passed), 2, all.drawn);
    CohenKappa kappa = CohenKappa.withDefaults();
    double weighted =
        covers(
            s ->
                kappa
                    .of(Sample.numbers(s.good), Sample.numbers(s.passed), 2, s.drawn)
                    .orElseThrow()
                    .kappa(),
            truth);
    double plain =
        covers(
            s ->
                kappa.of(Sample.numbers(s.good), Sample.numbers(s.passed), 2).orElseThrow().kappa(),
            truth);
    assertThat(weighted).isBetween(0.93, 0.97);
    assertThat(plain).isLessThan(0.5);
  }

  @Test
  void auroc_lowScoresDrawnTenfold_onlyTheWeightedIntervalCovers() {
    Sample all = new Sample(2, 2_000_000, 0.1);
    Auroc auroc = Auroc.withDefaults();
    double truth =
        auroc.of(all.good, all.score, all.drawn, all.alone()).orElseThrow().area().value();
    double weighted =
        covers(s -> auroc.of(s.good, s.score, s.drawn, s.alone()).orElseThrow().area(), truth);
    double plain = covers(s -> auroc.of(s.good, s.score).orElseThrow().area(), truth);
    assertThat(weighted).isBetween(0.93, 0.97);
    assertThat(plain).isLessThan(0.5);
  }

  @Test
  void threshold_lowScoresDrawnTenfold_isThatOfAll() {
    Sample all = new Sample(3, 1_000_000, 0.1);
    ThresholdSearch search = ThresholdSearch.forF1();
    double truth = search.best(all.good, all.score, all.drawn).orElseThrow();
    double weighted = 0;
    double plain = 0;
    for (int draw = 0; draw < 40; draw++) {
      Sample some = new Sample(900 + draw, 40_000, 0.05);
      weighted += search.best(some.good, some.score, some.drawn).orElseThrow() / 40;
      plain += search.best(some.good, some.score).orElseThrow() / 40;
    }
    assertThat(weighted).isCloseTo(truth, within(0.1));
    assertThat(Math.abs(plain - truth)).isGreaterThan(0.2);
  }

  // All that was drawn is judged; of that, what the judge failed is labelled three times as often.
  @Test
  void roganGladen_bothDrawsUnequal_onlyTheWeightedIntervalCovers() {
    long weighted = 0;
    long plain = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      Sample s = new Sample(20_000 + draw, 8_000, 0.05);
      SplittableRandom random = new SplittableRandom(draw);
      double[] both = new double[s.good.length];
      int[] labelled =
          IntStream.range(0, both.length)
              .filter(
                  i -> {
                    double chosen = s.passed[i] ? 0.3 : 0.9;
                    both[i] = chosen * s.drawn[i];
                    return random.nextDouble() < chosen;
                  })
              .toArray();
      boolean[] good = new boolean[labelled.length];
      boolean[] passed = new boolean[labelled.length];
      for (int i = 0; i < labelled.length; i++) {
        good[i] = s.good[labelled[i]];
        passed[i] = s.passed[labelled[i]];
      }
      double[] labelDrawn = Arrays.stream(labelled).mapToDouble(i -> both[i]).toArray();
      double[] alike = new double[s.good.length];
      Arrays.fill(alike, 1);
      RoganGladen method = RoganGladen.withDefaults();
      weighted +=
          method.ofSample(s.passed, s.drawn, good, passed, labelDrawn).stream()
              .filter(e -> e.interval().contains(0.75))
              .count();
      plain +=
          method
              .ofSample(s.passed, alike, good, passed, Arrays.copyOf(alike, labelled.length))
              .stream()
              .filter(e -> e.interval().contains(0.75))
              .count();
    }
    assertThat(weighted / (double) DRAWS).isBetween(0.93, 0.995);
    assertThat(plain / (double) DRAWS).isLessThan(0.3);
  }

  private static double kappa(Weights weights, int[] a, int[] b, int categories, double[] drawn) {
    return CohenKappa.withDefaults()
        .with(weights)
        .of(a, b, categories, drawn)
        .orElseThrow()
        .kappa()
        .value();
  }

  private static double[] numbers(Vectors.Row row, String name) {
    return Vectors.numbers(row.input().get(name));
  }

  private static int[] ints(Vectors.Row row, String name) {
    return Arrays.stream(numbers(row, name)).mapToInt(d -> (int) d).toArray();
  }

  private static boolean[] flags(Vectors.Row row, String name) {
    double[] numbers = numbers(row, name);
    boolean[] flags = new boolean[numbers.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = numbers[i] == 1;
    }
    return flags;
  }
}
