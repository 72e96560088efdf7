package dev.assay.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.dataset.Partition;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gate is neither flaky nor blind. Systems pass an example with a probability of their own, on
 * each run anew, and five judges grade it on a scale from 1 to 5: the example's own quality plus
 * noise of standard deviation 0.5. Seeds are fixed.
 */
class GateSimulationTest {

  private static final double MARGIN = 0.03;
  private static final int BASELINES = 25;
  private static final int CANDIDATES = 20;
  private static final int JUDGES = 5;
  private static final double RATE = 0.9;
  private static final int GATES = 1_200;
  private static final int DROPS = 1_000;
  private static final int[] SIZES = {50, 100, 200, 500};

  private static final double MOST_FALSE = 0.05;

  @Test
  void decide_unchangedSystem_isBlockedAtMostOnceInTwenty() {
    int all = 0;
    for (int n : SIZES) {
      int blocked = falseBlocks(n, new SplittableRandom(20261121L + n));
      // Within the error of a simulation for each size, and without it for all together.
      double error = Math.sqrt(MOST_FALSE * (1 - MOST_FALSE) / GATES);
      assertThat(blocked / (double) GATES)
          .as("%d examples", n)
          .isLessThanOrEqualTo(MOST_FALSE + 2 * error);
      all += blocked;
    }

    assertThat(all / (double) (SIZES.length * GATES)).isLessThanOrEqualTo(MOST_FALSE);
  }

  private static int falseBlocks(int n, SplittableRandom random) {
    GateConfig gate = gate();
    int blocked = 0;
    for (int i = 0; i < GATES; i++) {
      Simulated examples = Simulated.of(n, JUDGES, random);
      RunScores base = examples.run("base", RATE, 0, random);
      RunScores candidate = examples.run("candidate", RATE, 0, random);
      blocked += blocks(gate, base, candidate) ? 1 : 0;
    }
    return blocked;
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 100, 200, 500})
  void decide_dropInPassRateThatItClaimsToDetect_isBlockedFourTimesInFive(int n) {
    GateConfig gate = gate();
    double alpha = gate.alphaOf(gate.comparing().get(0));
    double drop = Math.max(Plans.detectableDrop(n, RATE, alpha).orElseThrow(), MARGIN);
    SplittableRandom random = new SplittableRandom(7L + n);
    int blocked = 0;
    for (int i = 0; i < DROPS; i++) {
      Simulated examples = Simulated.of(n, JUDGES, random);
      RunScores base = examples.run("base", RATE, 0, random);
      RunScores candidate = examples.run("candidate", RATE - drop, 0, random);
      blocked += blocks(gate, base, candidate) ? 1 : 0;
    }

    assertThat(blocked / (double) DROPS).isGreaterThanOrEqualTo(0.8);
  }

  // What is claimed is read from the line that a person reads, with the baseline of that moment.
  @ParameterizedTest
  @CsvSource({"100, 1", "200, 2", "500, 3"})
  void decide_dropThatItsForecastNames_isBlockedFourTimesInFive(int n, long seed) {
    GateConfig gate = gate();
    SplittableRandom random = new SplittableRandom(seed);
    int blocked = 0;
    for (int i = 0; i < BASELINES; i++) {
      Simulated examples = Simulated.of(n, JUDGES, random);
      RunScores base = examples.run("base", RATE, 0, random);
      double drop = claimed(gate, base, n);
      for (int j = 0; j < CANDIDATES; j++) {
        RunScores candidate = examples.run("candidate", RATE - drop, 0, random);
        blocked += blocks(gate, base, candidate) ? 1 : 0;
      }
    }

    // The baseline's own rate is uncertain: 80% on average over baselines.
    assertThat(blocked / (double) (BASELINES * CANDIDATES)).isGreaterThanOrEqualTo(0.8);
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200})
  void decide_lossOfOneJudgeThatItsForecastNames_isBlockedFourTimesInFive(int n) {
    GateConfig gate = gate();
    SplittableRandom random = new SplittableRandom(40L + n);
    int blocked = 0;
    for (int i = 0; i < BASELINES; i++) {
      Simulated examples = Simulated.of(n, JUDGES, random);
      RunScores base = examples.run("base", RATE, 0, random);
      double loss =
          number(line(gate, base, n, "all.no_regression.judge0"), ".* loss of ([0-9.]+) .*");
      for (int j = 0; j < CANDIDATES; j++) {
        RunScores candidate = examples.run("candidate", RATE, loss, random);
        blocked += blocks(gate, base, candidate) ? 1 : 0;
      }
    }

    assertThat(blocked / (double) (BASELINES * CANDIDATES)).isGreaterThanOrEqualTo(0.8);
  }

  private static GateConfig gate() {
    GateConfig gate = new GateConfig(List.of()).with(GateCriterion.NoRegression.ofPassRate(MARGIN));
    for (int i = 0; i < JUDGES; i++) {
      gate =
          gate.with(
              new GateCriterion.NoRegression(null, "judge" + i, 0.1, OptionalDouble.empty(), null));
    }
    return gate;
  }

  private static boolean blocks(GateConfig gate, RunScores base, RunScores candidate) {
    GateResult result =
        Gate.decide(
            gate, Simulated.summary(candidate), candidate, GateBaseline.of(base), List.of());
    return !result.letsThrough();
  }

  private static double claimed(GateConfig gate, RunScores base, int n) {
    String words = line(gate, base, n, "all.no_regression." + Compared.PASS_RATE);
    return number(words, ".* drop of ([0-9.]+) points.*") / 100;
  }

  private static double number(String words, String pattern) {
    assertThat(words).matches(pattern);
    return Double.parseDouble(words.replaceFirst(pattern, "$1"));
  }

  private static String line(GateConfig gate, RunScores base, int n, String criterion) {
    Set<String> ids = base.examples().stream().map(e -> e.id()).collect(Collectors.toSet());
    return GateForecast.of(
            gate,
            Map.of(Partition.DISTRIBUTION, n),
            ids,
            1,
            GateBaseline.of(base),
            GateCalibrations.UNKNOWN)
        .lines()
        .stream()
        .filter(line -> line.criterion().equals(criterion))
        .map(GateForecast.Line::words)
        .findFirst()
        .orElseThrow();
  }
}
