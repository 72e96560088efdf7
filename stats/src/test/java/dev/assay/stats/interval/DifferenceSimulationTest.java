package dev.assay.stats.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often intervals of differences and quantiles at 95% hold the truth. Of 4,000 draws the share
 * has a standard error of 0.0034. docs/statistics.md shows these numbers.
 */
class DifferenceSimulationTest {

  private static final int DRAWS = 4_000;

  // Summed over all outcomes, without drawing.
  @ParameterizedTest
  @CsvSource({
    "NEWCOMBE, 30, 0.9, 30, 0.9, 0.95, 0.985",
    "NEWCOMBE, 50, 0.95, 50, 0.85, 0.935, 0.97",
    "NEWCOMBE, 100, 0.9, 100, 0.85, 0.935, 0.965",
    "NEWCOMBE, 300, 0.9, 200, 0.85, 0.935, 0.965",
    "NEWCOMBE, 100, 0.5, 60, 0.4, 0.935, 0.965",
    "SCORE, 30, 0.9, 30, 0.9, 0.935, 0.985",
    "SCORE, 50, 0.95, 50, 0.85, 0.935, 0.965",
    "SCORE, 100, 0.9, 100, 0.85, 0.935, 0.965",
    "SCORE, 100, 0.5, 60, 0.4, 0.935, 0.965"
  })
  void of_twoSamples_coversAsStated(
      ProportionDifference.Method method,
      int n1,
      double p1,
      int n2,
      double p2,
      double least,
      double most) {
    ProportionDifference difference = ProportionDifference.withDefaults().with(method);
    BinomialDistribution first = BinomialDistribution.of(n1, p1);
    BinomialDistribution second = BinomialDistribution.of(n2, p2);
    double covered = 0;
    for (int k1 = 0; k1 <= n1; k1++) {
      for (int k2 = 0; k2 <= n2; k2++) {
        double probability = first.probability(k1) * second.probability(k2);
        // What is left out makes up less than 1e-4.
        if (probability > 1e-8 && difference.of(k1, n1, k2, n2).interval().contains(p1 - p2)) {
          covered += probability;
        }
      }
    }
    assertThat(covered).isBetween(least, most);
  }

  // Probabilities of both passing, only the first, only the second.
  @ParameterizedTest
  @CsvSource({
    "NEWCOMBE, 50, 0.8, 0.05, 0.05, 0.94, 0.99",
    "NEWCOMBE, 100, 0.8, 0.03, 0.08, 0.935, 0.975",
    "NEWCOMBE, 500, 0.8, 0.03, 0.08, 0.935, 0.965",
    "NEWCOMBE, 100, 0.4, 0.2, 0.1, 0.935, 0.965",
    "SCORE, 50, 0.8, 0.05, 0.05, 0.935, 0.975",
    "SCORE, 100, 0.8, 0.03, 0.08, 0.935, 0.965",
    "SCORE, 500, 0.8, 0.03, 0.08, 0.935, 0.965",
    "SCORE, 100, 0.4, 0.2, 0.1, 0.935, 0.965"
  })
  void paired_passes_coversAsStated(
      ProportionDifference.Method method,
      int n,
      double both,
      double first,
      double second,
      double least,
      double most) {
    ProportionDifference difference = ProportionDifference.withDefaults().with(method);
    double covered =
        covered(
            first - second, random -> difference.paired(outcomes(random, n, both, first, second)));
    assertThat(covered).isBetween(least, most);
  }

  private static PairedOutcomes outcomes(
      Random random, int n, double both, double first, double second) {
    long[] counts = new long[4];
    for (int i = 0; i < n; i++) {
      double at = random.nextDouble();
      int kind = at < both ? 0 : at < both + first ? 1 : at < both + first + second ? 2 : 3;
      counts[kind]++;
    }
    return new PairedOutcomes(counts[0], counts[1], counts[2], counts[3]);
  }

  // Scores from 0 to 1 of examples that differ in difficulty, the second system 0.03 worse.
  @ParameterizedTest
  @CsvSource({"15", "50", "300"})
  void of_pairedScores_coversAndIsNarrowerThanUnpaired(int n) {
    double pairs =
        covered(
            0.03,
            random -> {
              double[][] scores = scores(random, n);
              return PairedDifference.withDefaults().of(scores[0], scores[1]).orElseThrow();
            });
    assertThat(pairs).isBetween(0.935, 0.965);
  }

  private static double[][] scores(Random random, int n) {
    double[] first = new double[n];
    double[] second = new double[n];
    for (int i = 0; i < n; i++) {
      double difficulty = random.nextDouble();
      first[i] = 0.4 + 0.4 * difficulty + 0.1 * random.nextDouble();
      second[i] = 0.37 + 0.4 * difficulty + 0.1 * random.nextDouble();
    }
    return new double[][] {first, second};
  }

  // 20 examples of 5 repeats; what an example gains is its own.
  @ParameterizedTest
  @CsvSource({"20, 5", "12, 10", "60, 3"})
  void ofGroups_repeats_onlyGroupsCover(int groups, int repeats) {
    int[] groupOf = new int[groups * repeats];
    Arrays.setAll(groupOf, i -> i / repeats);
    double grouped =
        covered(
            0,
            random ->
                PairedDifference.withDefaults()
                    .ofGroups(gains(random, groups, repeats), new double[groupOf.length], groupOf)
                    .orElseThrow());
    double single =
        covered(
            0,
            random ->
                PairedDifference.withDefaults()
                    .of(gains(random, groups, repeats), new double[groupOf.length])
                    .orElseThrow());
    assertThat(grouped).isBetween(0.935, 0.965);
    assertThat(single).isLessThan(0.88);
  }

  private static double[] gains(Random random, int groups, int repeats) {
    double[] gains = new double[groups * repeats];
    for (int group = 0; group < groups; group++) {
      double shared = random.nextGaussian();
      for (int i = 0; i < repeats; i++) {
        gains[group * repeats + i] = shared + random.nextGaussian();
      }
    }
    return gains;
  }

  // Latencies: log-normal. Between values an interval covers more, the more so the fewer there are.
  @ParameterizedTest
  @CsvSource({
    "50, 0.5, 0.95, 0.975",
    "200, 0.5, 0.945, 0.97",
    "200, 0.95, 0.945, 0.98",
    "2000, 0.99, 0.945, 0.97"
  })
  void of_latencies_coversAtLeastItsLevel(int n, double p, double least, double most) {
    double truth = Math.exp(NormalDistribution.of(0, 1).inverseCumulativeProbability(p));
    double covered =
        covered(
            truth,
            random -> {
              double[] values = new double[n];
              Arrays.setAll(values, i -> Math.exp(random.nextGaussian()));
              return QuantileInterval.withDefaults().of(values, p);
            });
    assertThat(covered).isBetween(least, most);
  }

  private static double covered(double truth, Function<Random, Estimate> estimate) {
    Random random = new Random(29);
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      covered += estimate.apply(random).interval().contains(truth) ? 1 : 0;
    }
    return covered / (double) DRAWS;
  }
}
