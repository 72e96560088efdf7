package dev.assay.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerTest {

  private static final PairedProportionPower PAIRED = PairedProportionPower.withDefaults();
  private static final UnpairedProportionPower UNPAIRED = UnpairedProportionPower.withDefaults();

  @Test
  void paired_exact_isTheSumOverAllOutcomes() {
    double lost = 0.3;
    double won = 0.1;
    int n = 24;
    double power = 0;
    for (int b = 0; b <= n; b++) {
      for (int c = 0; b + c <= n; c++) {
        double p = trinomial(n, b, c, lost, won);
        power += rejects(b, c) ? p : 0;
      }
    }
    assertThat(PAIRED.power(n, 0.6, -0.2, 0.4)).isCloseTo(power, within(1e-10));
    assertThat(PAIRED.power(n, 0.4, 0.2, 0.4)).isCloseTo(power, within(1e-10));
  }

  @Test
  void paired_asymptotic_isConnorsFormula() {
    // n = (1.96 sqrt(psi) + 0.8416 sqrt(psi - d^2))^2 / d^2
    double n = Math.pow(1.959964 * Math.sqrt(0.2) + 0.841621 * Math.sqrt(0.2 - 0.01), 2) / 0.01;
    long planned =
        PAIRED
            .with(PairedProportionPower.Method.ASYMPTOTIC)
            .sampleSize(0.8, -0.1, 0.2)
            .orElseThrow();
    assertThat(planned).isEqualTo((long) Math.ceil(n));
    long exact = PAIRED.sampleSize(0.8, -0.1, 0.2).orElseThrow();
    assertThat(exact).isBetween(planned, planned + 25);
  }

  @Test
  void paired_effectAndSizeAndPower_agree() {
    double drop = PAIRED.minimumDetectableEffect(410, 0.9, 0.1).orElseThrow();
    assertThat(PAIRED.power(410, 0.9, -drop, 0.1)).isCloseTo(0.8, within(1e-9));
    long n = PAIRED.sampleSize(0.9, -drop, 0.1).orElseThrow();
    assertThat(n).isBetween(400L, 440L);
    assertThat(PAIRED.minimumDetectableEffect(4, 0.9, 0.1)).isEmpty();
    assertThat(PAIRED.sampleSize(0.9, 0, 0.1)).isEmpty();
  }

  @Test
  void paired_discordantByNoise_effectComesOnTop() {
    PairedProportionPower noise = PAIRED.with(PairedProportionPower.Discordant.BY_NOISE);
    assertThat(noise.power(200, 0.8, -0.06, 0.1)).isEqualTo(PAIRED.power(200, 0.8, -0.06, 0.16));
    assertThat(noise.minimumDetectableEffect(200, 0.9, 0.1).orElseThrow())
        .isGreaterThan(PAIRED.minimumDetectableEffect(200, 0.9, 0.1).orElseThrow());
    assertThat(noise.minimumMargin(200, 0.9, 0.1)).isEqualTo(PAIRED.minimumMargin(200, 0.9, 0.1));
  }

  @Test
  void paired_nothingCanBeWon_allDiscordantPairsAreLost() {
    // From a pass rate of 1 there is only loss: 8 of 100 lost.
    assertThat(Flips.of(1, -0.08, 0.2)).isEqualTo(new Flips(0.08, 0));
    assertThat(Flips.of(0.9, -0.3, 0.1)).isEqualTo(new Flips(0.3, 0));
    assertThat(Flips.of(0, 0, 0.4)).isEqualTo(new Flips(0, 0));
    assertThat(PAIRED.power(100, 1, 0, 0.5)).isZero();
    assertThat(PAIRED.power(5, 1, -1, 1)).isZero();
    assertThat(PAIRED.power(6, 1, -1, 1)).isEqualTo(1);
  }

  @Test
  void paired_repeats_helpByWhatIsNoise() {
    PairedProportionPower one = PAIRED.with(PairedProportionPower.Method.ASYMPTOTIC);
    double single = one.power(200, 0.8, -0.06, 0.2);
    assertThat(PAIRED.withRepeats(4, 1).power(200, 0.8, -0.06, 0.2))
        .isCloseTo(single, within(0.01));
    assertThat(PAIRED.withRepeats(4, 0).power(200, 0.8, -0.06, 0.2))
        .isCloseTo(one.power(800, 0.8, -0.06, 0.2), within(0.01));
  }

  @Test
  void margin_unchangedCandidate_marginAndSizeAgree() {
    double margin = PAIRED.minimumMargin(300, 0.9, 0.1).orElseThrow();
    assertThat(PAIRED.withMargin(margin).power(300, 0.9, 0, 0.1)).isCloseTo(0.8, within(1e-9));
    assertThat(PAIRED.withMargin(margin).sampleSize(0.9, 0, 0.1).orElseThrow())
        .isBetween(299L, 301L);
    assertThat(PAIRED.withMargin(0.05).sampleSize(0.9, -0.05, 0.1)).isEmpty();
    assertThat(PAIRED.withMargin(margin).minimumDetectableEffect(300, 0.9, 0.1).orElseThrow())
        .isCloseTo(0, within(1e-6));
    double unpaired = UNPAIRED.minimumMargin(300, 0.9).orElseThrow();
    assertThat(unpaired).isGreaterThan(margin);
    assertThat(UNPAIRED.withMargin(unpaired).power(300, 0.9, 0)).isCloseTo(0.8, within(1e-9));
    double means = PairedMeanPower.withDefaults().minimumMargin(100, 0.4).orElseThrow();
    assertThat(PairedMeanPower.withDefaults().withMargin(means).power(100, 0, 0.4))
        .isCloseTo(0.8, within(1e-9));
    double two = UnpairedMeanPower.withDefaults().minimumMargin(100, 0.4).orElseThrow();
    assertThat(UnpairedMeanPower.withDefaults().withMargin(two).power(100, 0, 0.4))
        .isCloseTo(0.8, within(1e-9));
  }

  @Test
  void unpaired_formulasOfTheSources_agree() {
    // The formulas as they stand in the sources.
    UnpairedProportionPower plan = UNPAIRED.withPower(0.9);
    long score = plan.sampleSize(0.25, -0.2).orElseThrow();
    long fisher =
        plan.with(UnpairedProportionPower.Method.FISHER).sampleSize(0.25, -0.2).orElseThrow();
    double uncorrected =
        Math.pow(1.959964 * Math.sqrt(2 * 0.15 * 0.85) + 1.281552 * Math.sqrt(0.2350), 2) / 0.04;
    assertThat(score).isEqualTo((long) Math.ceil(uncorrected));
    double corrected = uncorrected / 4 * Math.pow(1 + Math.sqrt(1 + 4 / (uncorrected * 0.2)), 2);
    assertThat(fisher).isEqualTo((long) Math.ceil(corrected));
  }

  @Test
  void means_tooFew_noPowerAndNoEffect() {
    assertThat(PairedMeanPower.withDefaults().power(1, 5, 1)).isZero();
    assertThat(PairedMeanPower.withDefaults().minimumDetectableEffect(1, 1)).isEmpty();
    assertThat(UnpairedMeanPower.withDefaults().power(1, 5, 1)).isZero();
    assertThat(UnpairedMeanPower.withDefaults().minimumDetectableEffect(1, 1)).isEmpty();
    assertThat(PairedMeanPower.withDefaults().sampleSize(0, 1)).isEmpty();
  }

  @Test
  void means_hugeAndTiny_finite() {
    assertThat(PairedMeanPower.withDefaults().sampleSize(1e-4, 1).orElseThrow())
        .isBetween(784_000_000L, 786_000_000L);
    assertThat(PairedMeanPower.withDefaults().sampleSize(1e-9, 1)).isEmpty();
    assertThat(PairedMeanPower.withDefaults().sampleSize(1e9, 1)).hasValue(2);
    assertThat(PairedMeanPower.withDefaults().minimumDetectableEffect(10, 1e-9).orElseThrow())
        .isCloseTo(0.996e-9, within(1e-12));
  }

  @Test
  void components_knownValues_estimated() {
    // Examples 1, 3 and 8 with repeats at -1 and +1 around them: within 2, between 13 - 1.
    double[] values = {0, 2, 2, 4, 7, 9};
    VarianceComponents components =
        VarianceComponents.of(values, new int[] {4, 4, -1, -1, 9, 9}).orElseThrow();
    assertThat(components.within()).isCloseTo(2, within(1e-12));
    assertThat(components.between()).isCloseTo(12, within(1e-12));
    assertThat(components.standardDeviation(4)).isCloseTo(Math.sqrt(12.5), within(1e-12));
    assertThat(components.correlation()).isCloseTo(12 / 14.0, within(1e-12));
    assertThat(components.ofDifference(1)).isEqualTo(new VarianceComponents(1, 4));
    assertThat(VarianceComponents.of(new double[] {1, 2}, new int[] {0, 1})).isEmpty();
    assertThat(VarianceComponents.of(new double[] {1, 2}, new int[] {0, 0})).isEmpty();
    assertThat(VarianceComponents.of(new double[] {1, 1, 1}, new int[] {0, 0, 1}).orElseThrow())
        .isEqualTo(new VarianceComponents(0, 0));
  }

  @Test
  void wrongInput_saysWhatWasExpected() {
    assertThatThrownBy(() -> PAIRED.withAlpha(0.5))
        .hasMessage("alpha: 0.5 (expected: 0 < alpha < 0.5)");
    assertThatThrownBy(() -> PAIRED.withPower(0.05))
        .hasMessage("power: 0.05 (expected: alpha = 0.05 < power <= 0.999999)");
    assertThatThrownBy(() -> PAIRED.withMargin(1))
        .hasMessage("margin: 1.0 (expected: 0 <= margin < 1)");
    assertThatThrownBy(() -> PAIRED.power(0, 0.9, 0, 0.1))
        .hasMessage("n: 0 (expected: from 1 to 2^40)");
    assertThatThrownBy(() -> PAIRED.power(10, 0.9, 0.2, 0.1))
        .hasMessageStartingWith("effect: 0.2 (expected: from -0.9 to 0.0999");
    assertThatThrownBy(() -> PAIRED.power(10, Double.NaN, 0, 0.1))
        .hasMessage("baseline: NaN (expected: from 0 to 1)");
    assertThatThrownBy(() -> PairedMeanPower.withDefaults().power(10, 1, 0))
        .hasMessage("standardDeviation: 0.0 (expected: a number above 0)");
    assertThatThrownBy(() -> UNPAIRED.withRepeats(0, 0.5))
        .hasMessage("repeats: 0 (expected: at least 1)");
  }

  private static double trinomial(int n, int b, int c, double lost, double won) {
    double log = 0;
    for (int i = 1; i <= n; i++) {
      log += Math.log(i);
      log -= i <= b ? Math.log(i) : 0;
      log -= i <= c ? Math.log(i) : 0;
      log -= i <= n - b - c ? Math.log(i) : 0;
    }
    return Math.exp(
        log + b * Math.log(lost) + c * Math.log(won) + (n - b - c) * Math.log(1 - lost - won));
  }

  private static boolean rejects(int b, int c) {
    int m = b + c;
    double tail = 0;
    double term = Math.pow(0.5, m);
    for (int k = 0; k <= Math.min(b, c); k++) {
      tail += term;
      term = term * (m - k) / (k + 1);
    }
    return Math.min(1, 2 * tail) <= 0.05;
  }

  @Test
  void powerNextToOne_endsAndIsReached() {
    PairedProportionPower nearlySure = PAIRED.withPower(0.999999);
    long n = nearlySure.sampleSize(0.3, 0.5, 0.9).orElseThrow();
    assertThat(PAIRED.power(n, 0.3, 0.5, 0.9)).isGreaterThanOrEqualTo(0.999999);
    // No sum of probabilities reaches this, whatever the number of examples.
    assertThatThrownBy(() -> PAIRED.withPower(Math.nextDown(1.0)))
        .hasMessage("power: 0.9999999999999999 (expected: alpha = 0.05 < power <= 0.999999)");
  }

  @Test
  void effectsBeyondAllMeasure_haveAPower() {
    PairedMeanPower paired = PairedMeanPower.withDefaults();
    assertThat(paired.power(50, 2, Double.MIN_VALUE)).isEqualTo(1);
    assertThat(paired.with(Sides.ONE).withMargin(1).power(50, -2, Double.MIN_VALUE)).isZero();
    UnpairedMeanPower unpaired = UnpairedMeanPower.withDefaults();
    double against = unpaired.withRatio(1e12).power(5, 0.7, 0.9);
    assertThat(unpaired.withRatio(1e308).power(5, 0.7, 0.9)).isCloseTo(against, within(1e-9));
  }
}
