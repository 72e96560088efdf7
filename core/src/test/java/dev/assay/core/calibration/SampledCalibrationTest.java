package dev.assay.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Traffic of which failures are looked at ten times as often, and then labelled in part. */
class SampledCalibrationTest {

  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final int DRAWS = 800;
  private static final int TRAFFIC = 4_000;
  private static final double GOOD = 0.8;
  private static final double RIGHT = 0.85;

  // What the judge passes of good and bad.
  private static final double PASSES = GOOD * RIGHT + (1 - GOOD) * (1 - RIGHT);

  // Of judge and people, beyond what these two shares of passes bring by chance.
  private static final double CHANCE = GOOD * PASSES + (1 - GOOD) * (1 - PASSES);
  private static final double KAPPA = (RIGHT - CHANCE) / (1 - CHANCE);

  private final SplittableRandom random = new SplittableRandom(41);
  private final List<Judged> judged = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();

  // A rule that sees nine in ten failures draws them ten times as often as the rest; of what the
  // judge failed, people look at three times as much as of what it passed.
  private void draw(boolean weighted) {
    judged.clear();
    labels.clear();
    for (int i = 0; i < TRAFFIC; i++) {
      boolean good = random.nextDouble() < GOOD;
      boolean seen = random.nextDouble() < (good ? 0.02 : 0.9);
      double drawn = seen ? 1 : 0.1;
      boolean passed = random.nextDouble() < RIGHT == good;
      double chosen = passed ? 0.15 : 0.45;
      boolean looked = random.nextDouble() < drawn;
      boolean labelled = random.nextDouble() < chosen;
      if (looked) {
        String id = "x" + i;
        judged.add(new Judged(id, 0, passed ? 0.9 : 0.1, passed, "1-a", weighted ? drawn : 1));
        if (labelled) {
          labels.add(new Label(id, 0, "judge", null, good ? 1 : 0, "ann", chosen, id, null));
        }
      }
    }
  }

  private Map<String, Figure> rates() {
    Pairing pairing = Pairing.of(labels, judged);
    List<Pairing.Item> items = pairing.usable();
    boolean[] passed = new boolean[items.size()];
    boolean[] decided = new boolean[items.size()];
    for (int i = 0; i < passed.length; i++) {
      passed[i] = pairing.consensus(items.get(i)) == 1;
      decided[i] = Boolean.TRUE.equals(items.get(i).judged().passed());
    }
    Decisions decisions =
        Decisions.of(items, passed, true, CalibrationOptions.DEFAULT).orElseThrow();
    Map<String, Figure> figures =
        new CorrectedRates(pairing, items, CalibrationOptions.DEFAULT)
            .rates(decisions, passed, ConfusionMatrix.of(passed, decided));
    double[] values = new double[passed.length];
    Arrays.setAll(values, i -> passed[i] ? 1 : 0);
    figures.put(
        "kappa",
        Objects.requireNonNull(
            new EvaluatorAgreement(items, values, true, CalibrationOptions.DEFAULT)
                .decisions(passed, decided)
                .get("kappa")));
    return figures;
  }

  private static Estimate estimate(Map<String, Figure> figures, String name) {
    return Objects.requireNonNull(
        Objects.requireNonNull(figures.get(name)).estimate(), () -> name + " has no number");
  }

  /** How often the interval holds the truth. */
  private record Covered(
      double raw, double corrected, double alone, double roganGladen, double kappa) {}

  private Covered simulate(boolean weighted) {
    int raw = 0;
    int corrected = 0;
    int alone = 0;
    int roganGladen = 0;
    int kappa = 0;
    for (int d = 0; d < DRAWS; d++) {
      draw(weighted);
      Map<String, Figure> rates = rates();
      raw += covers(rates, "raw_pass_rate", PASSES);
      corrected += covers(rates, "corrected_pass_rate", GOOD);
      alone += covers(rates, "labels_alone_pass_rate", GOOD);
      roganGladen += covers(rates, "rogan_gladen_pass_rate", GOOD);
      kappa += covers(rates, "kappa", KAPPA);
    }
    double all = DRAWS;
    return new Covered(raw / all, corrected / all, alone / all, roganGladen / all, kappa / all);
  }

  private static int covers(Map<String, Figure> figures, String name, double truth) {
    return estimate(figures, name).interval().contains(truth) ? 1 : 0;
  }

  @Test
  void rates_ofFailuresDrawnTenfold_coverWhereWeighted_andMissWhereNot() {
    Covered weighted = simulate(true);
    // Within four standard errors of 800 draws. Corrected is on the wide side where labels hold few
    // of the judge's errors: its pseudo-labels then weigh as much as they do.
    assertThat(weighted.raw()).isBetween(0.92, 0.98);
    assertThat(weighted.corrected()).isBetween(0.92, 0.995);
    assertThat(weighted.alone()).isBetween(0.92, 0.98);
    // That labels were drawn by what the judge said, its error rates do not make use of.
    assertThat(weighted.roganGladen()).isBetween(0.92, 0.999);
    assertThat(weighted.kappa()).isBetween(0.92, 0.98);
    Covered plain = simulate(false);
    assertThat(plain.raw()).isZero();
    assertThat(plain.corrected()).isZero();
    assertThat(plain.alone()).isZero();
    assertThat(plain.roganGladen()).isZero();
    // Labels of what the judge failed are still known to be thrice as many.
    assertThat(plain.kappa()).isLessThan(0.8);
  }

  @Test
  void calibrate_ofTraffic_weighsSharesAndCurveByBothDraws() {
    // 40 that were judged for certain, of which 10 are good; 40 drawn at a tenth, all good.
    for (int i = 0; i < 80; i++) {
      boolean good = i < 10 || i >= 40;
      String id = "x" + i;
      judged.add(new Judged(id, 0, 0.95, true, "1-a", i < 40 ? 1 : 0.1));
      labels.add(new Label(id, 0, "judge", null, good ? 1 : 0, "ann", 0.5, id, null));
    }
    Calibration found =
        Calibrator.of(CalibrationOptions.DEFAULT)
            .calibrate(new Question("judge", null), labels, judged, NOW);
    assertThat(estimate(found.figures(), "precision").value()).isCloseTo(410 / 440.0, within(1e-9));
    assertThat(estimate(found.cells(), "fail_pass").value()).isCloseTo(30 / 440.0, within(1e-9));
    assertThat(found.reliability())
        .singleElement()
        .satisfies(bin -> assertThat(bin.observed().value()).isCloseTo(410 / 440.0, within(1e-9)));
    assertThat(estimate(found.rates(), "corrected_pass_rate").value())
        .isCloseTo(410 / 440.0, within(1e-9));
    // A judge that passes everything says nothing that its errors could put right.
    assertThat(Objects.requireNonNull(found.rates().get("rogan_gladen_pass_rate")).why())
        .contains("error rates");
  }
}
