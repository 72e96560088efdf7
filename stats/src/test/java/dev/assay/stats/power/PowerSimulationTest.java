package dev.assay.stats.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.hypothesis.McNemarTest;
import dev.assay.stats.hypothesis.PairedTTest;
import dev.assay.stats.hypothesis.WelchTest;
import dev.assay.stats.interval.PairedOutcomes;
import dev.assay.stats.interval.ProportionDifference;
import dev.assay.stats.interval.ProportionDifference.Method;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether tests find what the plans say they find, as often as they say. */
class PowerSimulationTest {

  private static final int DRAWS = 4_000;
  // Three standard errors of a share of 0.8.
  private static final double ERROR = 0.02;

  @ParameterizedTest
  @CsvSource({"60, 0.9, 0.05", "150, 0.9, 0.1", "400, 0.8, 0.2", "500, 0.98, 0.02"})
  void pairedProportions_detectableDrop_isFoundAsOftenAsPlanned(
      int n, double baseline, double discordant) {
    Random random = new Random(3);
    PairedProportionPower plan = PairedProportionPower.withDefaults();
    double drop = plan.minimumDetectableEffect(n, baseline, discordant).orElseThrow();
    Flips flips = Flips.of(baseline, -drop, discordant);
    double found =
        share(() -> McNemarTest.withDefaults().test(pairs(random, n, flips)).pValue() <= 0.05);
    assertThat(found).isCloseTo(0.8, within(ERROR));
  }

  @ParameterizedTest
  @CsvSource({"200, 0.9, 0.1", "400, 0.8, 0.2"})
  void pairedProportions_margin_unchangedIsShownAsOftenAsPlanned(
      int n, double baseline, double discordant) {
    Random random = new Random(5);
    PairedProportionPower plan = PairedProportionPower.withDefaults();
    double margin = plan.minimumMargin(n, baseline, discordant).orElseThrow();
    ProportionDifference score =
        ProportionDifference.withDefaults().with(Method.SCORE).withLevel(0.9);
    Flips same = Flips.of(baseline, 0, discordant);
    double shown = share(() -> score.paired(pairs(random, n, same)).high() < margin);
    assertThat(shown).isCloseTo(0.8, within(0.03));
    Flips worse = Flips.of(baseline, -margin, discordant);
    double wrong = share(() -> score.paired(pairs(random, n, worse)).high() < margin);
    assertThat(wrong).isLessThan(0.065);
  }

  @ParameterizedTest
  @CsvSource({"150, 0.9, 0.1, 3, 0.2", "100, 0.8, 0.25, 5, 0"})
  void pairedProportions_repeats_isFoundAsOftenAsPlanned(
      int n, double baseline, double discordant, int repeats, double correlation) {
    Random random = new Random(7);
    PairedProportionPower plan =
        PairedProportionPower.withDefaults().withRepeats(repeats, correlation);
    double drop = plan.minimumDetectableEffect(n, baseline, discordant).orElseThrow();
    Flips flips = Flips.of(baseline, -drop, discordant);
    double found =
        share(
            () -> {
              double[] baselines = new double[n];
              double[] candidates = new double[n];
              for (int i = 0; i < n; i++) {
                // Of each example this share of repeats copies one another.
                int shared = flip(random, flips);
                for (int r = 0; r < repeats; r++) {
                  boolean copies = random.nextDouble() < Math.sqrt(correlation);
                  int flip = copies ? shared : flip(random, flips);
                  baselines[i] += (flip < 0 ? 1.0 : 0) / repeats;
                  candidates[i] += (flip > 0 ? 1.0 : 0) / repeats;
                }
              }
              return PairedTTest.withDefaults()
                  .test(baselines, candidates)
                  .map(test -> test.pValue() <= 0.05)
                  .orElse(false);
            });
    assertThat(found).isCloseTo(0.8, within(0.03));
  }

  @ParameterizedTest
  @CsvSource({"200, 0.9, SCORE", "500, 0.7, SCORE"})
  void unpairedProportions_detectableDrop_isFoundAsOftenAsPlanned(
      int n, double baseline, UnpairedProportionPower.Method method) {
    Random random = new Random(11);
    double drop =
        UnpairedProportionPower.withDefaults()
            .with(method)
            .minimumDetectableEffect(n, baseline)
            .orElseThrow();
    double found =
        share(
            () -> {
              double first = passes(random, n, baseline);
              double second = passes(random, n, baseline - drop);
              double pooled = (first + second) / (2.0 * n);
              double error = Math.sqrt(2 * pooled * (1 - pooled) / n);
              return Math.abs(first - second) / n > 1.959964 * error;
            });
    assertThat(found).isCloseTo(0.8, within(ERROR));
  }

  @ParameterizedTest
  @CsvSource({"8, 0.9", "40, 0.8", "200, 0.5"})
  void means_detectableEffect_isFoundAsOftenAsPlanned(int n, double power) {
    Random random = new Random(13);
    double paired =
        PairedMeanPower.withDefaults()
            .withPower(power)
            .minimumDetectableEffect(n, Math.sqrt(2))
            .orElseThrow();
    double unpaired =
        UnpairedMeanPower.withDefaults()
            .withPower(power)
            .minimumDetectableEffect(n, 1)
            .orElseThrow();
    PairedTTest t = PairedTTest.withDefaults();
    WelchTest welch = WelchTest.withDefaults();
    assertThat(
            share(
                () ->
                    t.test(normal(random, n, paired), normal(random, n, 0)).orElseThrow().pValue()
                        <= 0.05))
        .isCloseTo(power, within(0.025));
    assertThat(
            share(
                () ->
                    welch
                            .test(normal(random, n, unpaired), normal(random, n, 0))
                            .orElseThrow()
                            .pValue()
                        <= 0.05))
        .isCloseTo(power, within(0.025));
  }

  @ParameterizedTest
  @CsvSource({"40, 3, 0.3, 0.6", "100, 5, 0.2, 1"})
  void means_repeats_isFoundAsOftenAsPlanned(int n, int repeats, double between, double within) {
    Random random = new Random(17);
    VarianceComponents components = new VarianceComponents(between, within);
    double effect =
        PairedMeanPower.withDefaults()
            .minimumDetectableEffect(n, components.standardDeviation(repeats))
            .orElseThrow();
    double found =
        share(
            () -> {
              double[] differences = new double[n];
              for (int i = 0; i < n; i++) {
                differences[i] = effect + Math.sqrt(between) * random.nextGaussian();
                for (int r = 0; r < repeats; r++) {
                  differences[i] += Math.sqrt(within) * random.nextGaussian() / repeats;
                }
              }
              return PairedTTest.withDefaults()
                      .test(differences, new double[n])
                      .orElseThrow()
                      .pValue()
                  <= 0.05;
            });
    assertThat(found).isCloseTo(0.8, within(ERROR));
  }

  private static PairedOutcomes pairs(Random random, int n, Flips flips) {
    long lost = 0;
    long won = 0;
    for (int i = 0; i < n; i++) {
      int flip = flip(random, flips);
      lost += flip < 0 ? 1 : 0;
      won += flip > 0 ? 1 : 0;
    }
    return new PairedOutcomes(n - lost - won, lost, won, 0);
  }

  private static int flip(Random random, Flips flips) {
    double u = random.nextDouble();
    return u < flips.lost() ? -1 : u < flips.discordant() ? 1 : 0;
  }

  private static double share(BooleanSupplier draw) {
    int hits = 0;
    for (int i = 0; i < DRAWS; i++) {
      hits += draw.getAsBoolean() ? 1 : 0;
    }
    return hits / (double) DRAWS;
  }

  private static double[] normal(Random random, int n, double mean) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = mean + random.nextGaussian();
    }
    return values;
  }

  private static double passes(Random random, int n, double p) {
    return (double) random.doubles(n).filter(u -> u < p).count();
  }
}
