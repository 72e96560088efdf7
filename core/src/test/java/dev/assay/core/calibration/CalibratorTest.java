package dev.assay.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalibratorTest {

  private static final Question QUESTION = new Question("helpful", null);
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  private final List<Label> labels = new ArrayList<>();
  private final List<Judged> judged = new ArrayList<>();

  private void label(int id, double value, String annotator, @Nullable Double probability) {
    labels.add(
        new Label("x" + id, 0, "helpful", null, value, annotator, probability, "x" + id, null));
  }

  private void judge(int id, @Nullable Double value, @Nullable Boolean passed) {
    judged.add(new Judged("x" + id, 0, value, passed, "1-a"));
  }

  private Calibration calibrate(CalibrationOptions options) {
    return Calibrator.of(options).calibrate(QUESTION, labels, judged, NOW);
  }

  private Calibration calibrate() {
    return calibrate(CalibrationOptions.DEFAULT);
  }

  private static Estimate estimate(java.util.Map<String, Figure> figures, String name) {
    Figure figure = figures.get(name);
    assertThat(figure).as(name).isNotNull();
    assertThat(figure.why()).as(name).isNull();
    return java.util.Objects.requireNonNull(figure.estimate());
  }

  @Test
  void calibrate_binaryByHand_countsAsPeopleFirst() {
    // 20 good of which 18 pass, 20 bad of which 15 fail; 60 more judged, 45 pass.
    for (int i = 0; i < 100; i++) {
      boolean good = i < 20;
      boolean passed = i < 18 || (i >= 20 && i < 25) || i >= 55;
      judge(i, passed ? 0.9 : 0.1, passed);
      if (i < 40) {
        label(i, good ? 1 : 0, "ann", null);
      }
    }
    Calibration calibration = calibrate();
    assertThat(calibration.matrix()).isEqualTo(new ConfusionMatrix(18, 5, 2, 15));
    assertThat(calibration.decision()).isEqualTo("the evaluator's own decisions");
    assertThat(estimate(calibration.figures(), "precision").value())
        .isCloseTo(18 / 23.0, within(1e-12));
    assertThat(estimate(calibration.figures(), "recall").value()).isCloseTo(0.9, within(1e-12));
    assertThat(estimate(calibration.figures(), "fail_recall").value())
        .isCloseTo(0.75, within(1e-12));
    assertThat(estimate(calibration.figures(), "fail_precision").value())
        .isCloseTo(15 / 17.0, within(1e-12));
    assertThat(estimate(calibration.figures(), "kappa").value()).isCloseTo(0.65, within(1e-12));
    assertThat(estimate(calibration.figures(), "bias").value()).isCloseTo(3 / 40.0, within(1e-12));
    assertThat(estimate(calibration.rates(), "raw_pass_rate").value())
        .isCloseTo(0.68, within(1e-12));
    assertThat(estimate(calibration.rates(), "labels_alone_pass_rate").value())
        .isCloseTo(0.5, within(1e-12));
    // (0.68 + 0.75 - 1) / (0.9 + 0.75 - 1)
    assertThat(estimate(calibration.rates(), "rogan_gladen_pass_rate").value())
        .isCloseTo(0.43 / 0.65, within(1e-12));
    assertThat(calibration.counts().judged()).isEqualTo(100);
    assertThat(calibration.trust()).isEqualTo(Trust.GATING);
    assertThat(calibration.people().get("kappa").why()).startsWith("one annotator");
  }

  @Test
  void calibrate_noDecisions_choosesAThresholdAndSaysSo() {
    for (int i = 0; i < 60; i++) {
      judge(i, i / 60.0, null);
      label(i, i >= 30 ? 1 : 0, "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(calibration.decision()).startsWith("value >= 0.5000, the threshold of greatest F1");
    assertThat(estimate(calibration.figures(), "auroc").value()).isEqualTo(1);
    Calibration.Advice advice = calibration.thresholds().get("max_f1");
    assertThat(advice.threshold().estimate().value()).isEqualTo(0.5);
    assertThat(calibration.reliability()).hasSize(10);
  }

  @Test
  void calibrate_lowerIsBetter_turnsTheScale() {
    for (int i = 0; i < 60; i++) {
      judge(i, 60.0 - i, null);
      label(i, i >= 30 ? 1 : 0, "ann", null);
    }
    Calibration calibration =
        Calibrator.of(CalibrationOptions.DEFAULT)
            .higherIsBetter(false)
            .calibrate(QUESTION, labels, judged, NOW);
    assertThat(estimate(calibration.figures(), "auroc").value()).isEqualTo(1);
    assertThat(calibration.decision()).startsWith("value <= 30");
    assertThat(calibration.thresholds().get("max_f1").threshold().estimate().value()).isEqualTo(30);
  }

  @Test
  void calibrate_twoPeople_theirAgreementComesFirst() {
    for (int i = 0; i < 40; i++) {
      judge(i, i % 2 == 0 ? 1.0 : 0.0, i % 2 == 0);
      label(i, i % 2 == 0 ? 1 : 0, "ann", null);
      label(i, i % 2 == 0 || i == 1 ? 1 : 0, "bob", null);
    }
    Calibration calibration = calibrate();
    assertThat(estimate(calibration.people(), "kappa").value()).isCloseTo(0.95, within(1e-9));
    assertThat(estimate(calibration.people(), "alpha").value()).isBetween(0.9, 1.0);
    assertThat(calibration.counts().disputed()).isEqualTo(1);
    assertThat(calibration.counts().used()).isEqualTo(39);
    assertThat(calibration.counts().judged()).isEqualTo(40);
  }

  @Test
  void calibrate_grades_comparesOnTheirScale() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 80; i++) {
      int grade = 1 + random.nextInt(5);
      judge(i, Math.min(5, grade + random.nextDouble() * 0.8), null);
      if (i < 50) {
        label(i, grade, "ann", null);
      }
    }
    Calibration calibration = calibrate();
    assertThat(estimate(calibration.figures(), "weighted_kappa").value()).isGreaterThan(0.7);
    assertThat(estimate(calibration.figures(), "bias").value()).isBetween(0.2, 0.5);
    double corrected = estimate(calibration.rates(), "corrected_mean").value();
    assertThat(corrected).isLessThan(estimate(calibration.rates(), "raw_mean").value());
    assertThat(calibration.notes()).anyMatch(note -> note.contains("--pass-at"));
    Calibration decided =
        calibrate(
            CalibrationOptions.DEFAULT
                .withPassAt(OptionalDouble.of(4))
                .withThreshold(OptionalDouble.of(4)));
    assertThat(estimate(decided.figures(), "recall").value()).isEqualTo(1);
    assertThat(decided.rates()).containsKeys("corrected_mean", "corrected_pass_rate");
  }

  @Test
  void calibrate_tooFewLabels_saysSoInPlaceOfFigures() {
    for (int i = 0; i < 9; i++) {
      judge(i, i / 9.0, i > 4);
      label(i, i > 4 ? 1 : 0, "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(calibration.figures().values())
        .allMatch(f -> "9 items with label and score; at least 10 are needed".equals(f.why()));
    assertThat(calibration.trust()).isEqualTo(Trust.NONE);
    assertThat(Json.write(CalibrationJson.of(calibration))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void calibrate_oneClass_saysWhatCannotBeComputed() {
    for (int i = 0; i < 30; i++) {
      judge(i, i / 30.0, i > 3);
      label(i, 1, "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(calibration.figures().get("auroc").why()).contains("the same label");
    assertThat(calibration.figures().get("kappa").why()).contains("the same label");
    assertThat(calibration.figures().get("fail_recall").why()).isEqualTo("people failed nothing");
    assertThat(estimate(calibration.figures(), "recall").value())
        .isCloseTo(26 / 30.0, within(1e-9));
    assertThat(calibration.rates().get("rogan_gladen_pass_rate").why())
        .contains("people passed all");
    assertThat(calibration.notes()).anyMatch(note -> note.contains("label some that it fails"));
    assertThat(calibration.trust()).isNotEqualTo(Trust.GATING);
    assertThat(Json.write(CalibrationJson.of(calibration))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void calibrate_oneClassWithoutDecisions_asksForAThreshold() {
    for (int i = 0; i < 30; i++) {
      judge(i, i / 30.0, null);
      label(i, 0, "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(calibration.figures().get("precision").why()).contains("give one");
    assertThat(Json.write(CalibrationJson.of(calibration))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void calibrate_constantScores_neverNaN() {
    for (int i = 0; i < 30; i++) {
      judge(i, 0.5, true);
      label(i, i % 2, "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(estimate(calibration.figures(), "auroc").value()).isEqualTo(0.5);
    assertThat(calibration.figures().get("spearman").why()).isNotNull();
    assertThat(calibration.trust()).isEqualTo(Trust.NONE);
    assertThat(Json.write(CalibrationJson.of(calibration))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void calibrate_unscoredAndUnknown_areCountedNotUsed() {
    for (int i = 0; i < 40; i++) {
      judge(i, i < 5 ? null : i / 40.0, i < 5 ? null : (Boolean) (i > 20));
      label(i, i > 20 ? 1 : 0, "ann", null);
    }
    label(99, 1, "ann", null);
    Calibration calibration = calibrate();
    assertThat(calibration.counts().unscored()).isEqualTo(5);
    assertThat(calibration.counts().unknown()).isEqualTo(1);
    assertThat(calibration.counts().used()).isEqualTo(35);
    assertThat(calibration.notes()).anyMatch(note -> note.contains("x99"));
  }

  @Test
  void calibrate_onlyUnknownIds_saysWhichItKnows() {
    judge(1, 0.5, true);
    label(7, 1, "ann", null);
    assertThatThrownBy(this::calibrate)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("labels: x7")
        .hasMessageContaining("the scores begin with x1");
  }

  @Test
  void calibrate_enrichedSample_ratesWeighAndANoteSaysSo() {
    SplittableRandom random = new SplittableRandom(5);
    double labelsSum = 0;
    for (int i = 0; i < 1_000; i++) {
      boolean good = random.nextDouble() < 0.8;
      boolean passed = random.nextDouble() < 0.9 ? good : !good;
      judge(i, passed ? 1.0 : 0.0, passed);
      double probability = passed ? 0.05 : 0.4;
      if (random.nextDouble() < probability) {
        label(i, good ? 1 : 0, "ann", probability);
        labelsSum += good ? 1 : 0;
      }
    }
    Calibration calibration = calibrate();
    assertThat(labelsSum / labels.size()).isLessThan(0.6);
    assertThat(estimate(calibration.rates(), "corrected_pass_rate").value()).isBetween(0.72, 0.88);
    assertThat(estimate(calibration.rates(), "rogan_gladen_pass_rate").value())
        .isBetween(0.72, 0.88);
    assertThat(calibration.notes()).anyMatch(note -> note.contains("unequal probabilities"));
  }

  @Test
  void trust_peopleAgreeMore_isNoGate() {
    java.util.Map<String, Figure> people =
        java.util.Map.of("kappa", Figure.of(kappa(0.9, 0.8, 0.95)));
    java.util.Map<String, Figure> figures =
        java.util.Map.of("kappa", Figure.of(kappa(0.65, 0.5, 0.8)));
    TrustRule rule = TrustRule.of(100, people, figures, new ConfusionMatrix(50, 10, 10, 30));
    assertThat(rule.trust()).isEqualTo(Trust.TRENDS);
    assertThat(rule.why()).contains("people agree with each other more");
    assertThat(
            TrustRule.of(100, java.util.Map.of(), figures, new ConfusionMatrix(50, 10, 10, 30))
                .trust())
        .isEqualTo(Trust.GATING);
    assertThat(
            TrustRule.of(29, java.util.Map.of(), figures, new ConfusionMatrix(15, 2, 2, 10))
                .trust())
        .isEqualTo(Trust.TRENDS);
  }

  private static Estimate kappa(double value, double low, double high) {
    return new Estimate(value, new dev.assay.stats.interval.Interval(low, high, 0.95), 100);
  }

  @Test
  void sample_random_sameSeedSameChoice() {
    for (int i = 0; i < 100; i++) {
      judge(i, i < 10 ? null : i / 100.0, null);
    }
    List<LabelSample.Choice> choices = LabelSample.of(20, 7).from(judged);
    assertThat(choices).hasSize(20).isEqualTo(LabelSample.of(20, 7).from(judged));
    assertThat(choices).allMatch(c -> c.probability() == 20 / 90.0 && c.judged().value() != null);
    assertThat(LabelSample.of(20, 8).from(judged)).isNotEqualTo(choices);
  }

  @Test
  void sample_enriched_drawsHalfFromNearWithKnownProbabilities() {
    for (int i = 0; i < 200; i++) {
      judge(i, i / 200.0, null);
    }
    List<LabelSample.Choice> choices = LabelSample.of(40, 7).enrichedNear(0.5).from(judged);
    List<LabelSample.Choice> near =
        choices.stream().filter(c -> c.stratum().equals("near")).toList();
    assertThat(near).hasSize(20).allMatch(c -> c.probability() == 20 / 50.0);
    assertThat(near).allMatch(c -> Math.abs(c.judged().value() - 0.5) <= 0.126);
    assertThat(choices.stream().filter(c -> c.stratum().equals("far")))
        .hasSize(20)
        .allMatch(c -> c.probability() == 20 / 150.0);
    assertThatThrownBy(() -> LabelSample.of(0, 7)).hasMessage("n: 0 (expected: at least 1)");
  }

  @Test
  void trust_gradesWithoutAPassMark_isNoGate() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60; i++) {
      int grade = 1 + random.nextInt(5);
      judge(i, (double) grade, null);
      label(i, grade, "ann", null);
    }
    Calibration open = calibrate();
    assertThat(open.trust()).isEqualTo(Trust.TRENDS);
    assertThat(open.rule()).contains("gating needs decisions").contains("--pass-at");
    assertThat(open.figures().get("auroc").why()).contains("--pass-at");
    assertThat(open.thresholds().get("max_f1").threshold().why()).contains("--pass-at");
    Calibration decided = calibrate(CalibrationOptions.DEFAULT.withPassAt(OptionalDouble.of(4)));
    assertThat(decided.trust()).isEqualTo(Trust.GATING);
    assertThat(decided.rule()).contains("held_out_kappa");
    assertThat(decided.decision()).contains("people pass from grade 4");
    assertThat(decided.reliability()).hasSize(5);
    Calibration given =
        calibrate(
            CalibrationOptions.DEFAULT
                .withPassAt(OptionalDouble.of(4))
                .withThreshold(OptionalDouble.of(4)));
    assertThat(given.rule()).startsWith("decision_kappa 1.00");
    assertThat(given.figures()).doesNotContainKey("held_out_kappa");
  }

  @Test
  void trust_narrowLevel_isNoGate() {
    for (int i = 0; i < 60; i++) {
      judge(i, i % 2 == 0 ? 1.0 : 0.0, i % 2 == 0);
      label(i, i % 2 == 0 ? 1 : 0, "ann", null);
    }
    assertThat(calibrate().trust()).isEqualTo(Trust.GATING);
    Calibration narrow =
        calibrate(
            new CalibrationOptions(OptionalDouble.empty(), OptionalDouble.empty(), 0.9, 0.6, 7));
    assertThat(narrow.trust()).isEqualTo(Trust.TRENDS);
    assertThat(narrow.rule()).contains("95% or more");
    assertThat(narrow.thresholds().get("max_f1").threshold().estimate().level()).isEqualTo(0.6);
  }

  @Test
  void trust_thresholdThatFitsChance_isNotTaken() {
    // Scores that say nothing: the best threshold looks better on its labels than held out.
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 40; i++) {
      judge(i, random.nextDouble(), null);
      label(i, random.nextInt(2), "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(calibration.trust()).isEqualTo(Trust.NONE);
    assertThat(estimate(calibration.figures(), "held_out_kappa").value())
        .isLessThan(estimate(calibration.figures(), "kappa").value());
  }

  @Test
  void calibrate_everythingRight_noIntervalIsWithoutWidth() {
    for (int i = 0; i < 60; i++) {
      judge(i, i % 2 == 0 ? 1.0 : 0.0, i % 2 == 0);
      if (i < 40) {
        label(i, i % 2 == 0 ? 1 : 0, "ann", null);
        label(i, i % 2 == 0 ? 1 : 0, "bob", null);
      }
    }
    Calibration calibration = calibrate();
    calibration.people().forEach(CalibratorTest::hasWidth);
    calibration.figures().forEach(CalibratorTest::hasWidth);
    calibration.rates().forEach(CalibratorTest::hasWidth);
  }

  @Test
  void calibrate_oneClass_correctedRateHasAWidth() {
    for (int i = 0; i < 50; i++) {
      judge(i, i / 50.0, i > 3);
      if (i < 20) {
        label(i, 1, "ann", null);
      }
    }
    Estimate corrected = estimate(calibrate().rates(), "corrected_pass_rate");
    assertThat(corrected.value()).isEqualTo(1);
    assertThat(corrected.low()).isBetween(0.75, 0.9);
  }

  private static void hasWidth(String name, Figure figure) {
    Estimate estimate = figure.estimate();
    assertThat(estimate).as(name).isNotNull();
    assertThat(estimate.high() - estimate.low()).as(name).isGreaterThan(0.01);
  }

  @Test
  void calibrate_threePeople_haveTheMeanOfTheirPairs() {
    for (int i = 0; i < 40; i++) {
      judge(i, i % 2 == 0 ? 1.0 : 0.0, i % 2 == 0);
      label(i, i % 2, "ann", null);
      label(i, i % 10 == 0 ? 1 : i % 2, "bob", null);
      label(i, i % 2, "cy", null);
    }
    Calibration calibration = calibrate();
    Estimate all = estimate(calibration.people(), "kappa");
    double sum = 0;
    for (String pair : List.of("ann/bob", "ann/cy", "bob/cy")) {
      sum += estimate(calibration.people(), "kappa " + pair).value();
    }
    assertThat(all.value()).isCloseTo(sum / 3, within(1e-12));
    assertThat(all.interval().contains(all.value())).isTrue();
    assertThat(calibration.people().get("weighted_kappa")).isEqualTo(Figure.of(all));
  }

  @Test
  void calibrate_itemsInGroups_intervalsAllowForIt() {
    SplittableRandom random = new SplittableRandom(9);
    List<Label> single = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      boolean right = i / 8 % 4 != 0;
      boolean good = random.nextBoolean();
      judge(i, right == good ? 1.0 : 0.0, right == good);
      label(i, good ? 1 : 0, "ann", null);
      Label label = labels.get(i);
      single.add(label);
      labels.set(
          i,
          new Label(label.id(), 0, "helpful", null, label.value(), "ann", null, "d" + i / 8, null));
    }
    Calibration grouped = calibrate();
    labels.clear();
    labels.addAll(single);
    Calibration alone = calibrate();
    for (String name :
        List.of("accuracy", "precision", "recall", "f1", "kappa", "bias", "spearman", "auroc")) {
      Estimate wide = estimate(grouped.figures(), name);
      Estimate narrow = estimate(alone.figures(), name);
      assertThat(wide.value()).as(name).isCloseTo(narrow.value(), within(1e-12));
      assertThat(wide.interval()).as(name).isNotEqualTo(narrow.interval());
    }
    assertThat(width(estimate(grouped.figures(), "accuracy")))
        .isGreaterThan(1.3 * width(estimate(alone.figures(), "accuracy")));
    assertThat(width(estimate(grouped.figures(), "kappa")))
        .isGreaterThan(1.3 * width(estimate(alone.figures(), "kappa")));
    assertThat(grouped.notes()).anyMatch(note -> note.contains("items come in groups"));
  }

  private static double width(Estimate estimate) {
    return estimate.high() - estimate.low();
  }

  @Test
  void calibrate_gradesThatPeopleNeverUsed_areOnTheScale() {
    for (int i = 0; i < 40; i++) {
      judge(i, 1.0 + i % 5, null);
      label(i, Math.max(2, 1 + i % 5), "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(estimate(calibration.figures(), "weighted_kappa").value()).isGreaterThan(0.9);
    assertThat(estimate(calibration.figures(), "bias").value()).isCloseTo(-0.2, within(1e-12));
  }

  @Test
  void calibrate_sharesBesideGrades_areNotOnTheirScale() {
    for (int i = 0; i < 40; i++) {
      judge(i, 0.6 + i % 5 / 20.0, null);
      label(i, 1 + i % 5, "ann", null);
    }
    Calibration calibration = calibrate();
    assertThat(calibration.figures().get("kappa").why()).contains("not on the scale");
    assertThat(estimate(calibration.figures(), "spearman").value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void calibrate_twoPeoplesHalfGrades_keepTheScaleOfWholeOnes() {
    // 0 and 1 of three grades: their mean is a half, which is no tie.
    for (int i = 0; i < 40; i++) {
      judge(i, (double) (i % 3), null);
      label(i, i % 3, "ann", null);
      label(i, Math.min(2, i % 3 + 1), "bob", null);
    }
    Calibration calibration =
        calibrate(CalibrationOptions.DEFAULT.withPassAt(OptionalDouble.of(1)));
    assertThat(calibration.counts().judged()).isEqualTo(40);
    assertThat(estimate(calibration.rates(), "raw_pass_rate").n()).isEqualTo(40);
    assertThat(estimate(calibration.rates(), "raw_mean").n()).isEqualTo(40);
  }

  @Test
  void calibrate_valuesNearTheEndOfDoubles_neverInfinite() {
    for (int i = 0; i < 40; i++) {
      judge(i, (i % 3 - 1) * 1e308, null);
      label(i, (i % 5) * 1e307, "ann", null);
    }
    Calibration calibration =
        calibrate(CalibrationOptions.DEFAULT.withPassAt(OptionalDouble.of(2e307)));
    assertThat(calibration.rates().get("corrected_mean").why()).contains("too large");
    assertThat(Json.write(CalibrationJson.of(calibration))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void calibrate_labelsThatCannotGoTogether_areRefused() {
    for (int i = 0; i < 20; i++) {
      judge(i, i / 20.0, i > 9);
      label(i, i > 9 ? 1 : 0, "ann", i < 10 ? 0.5 : null);
    }
    assertThatThrownBy(this::calibrate)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("probability: missing for x10");
    labels.replaceAll(
        l ->
            new Label(l.id(), 0, "helpful", null, l.value(), "ann", null, l.group(), l.location()));
    label(3, 1, "ann", null);
    assertThatThrownBy(this::calibrate)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one answer by ann for x3");
  }

  @Test
  void options_notFinite_areRefused() {
    assertThatThrownBy(
            () -> CalibrationOptions.DEFAULT.withThreshold(OptionalDouble.of(Double.NaN)))
        .hasMessage("threshold: NaN (expected: a finite number)");
    assertThatThrownBy(() -> LabelSample.of(1, 7).enrichedNear(0.5)).hasMessageContaining("n: 1");
    assertThatThrownBy(() -> LabelSample.of(2, 7).enrichedNear(Double.NaN))
        .hasMessageContaining("near: NaN");
  }
}
