package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.bootstrap.Bootstrap.Method;
import dev.assay.stats.correction.PredictionPoweredMean;
import dev.assay.stats.correction.PredictionPoweredRate;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.PairedDifference;
import dev.assay.stats.interval.PairedOutcomes;
import dev.assay.stats.interval.ProportionDifference;
import dev.assay.stats.interval.QuantileInterval;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.HajekMean;
import dev.assay.stats.sampling.HajekProportion;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often intervals of 95% hold the truth, over draws from worlds whose truth is known: where
 * they are meant to, and where they are known not to. The table is in docs/statistics.md.
 */
class CoverageSimulationTest {

  private static final int DRAWS = 4_000;

  /** A world: it draws data, and gives the interval made of them. */
  private record World(String name, double truth, Function<Random, Optional<Estimate>> estimate) {

    double coverage() {
      Random random = new Random(20_251_121);
      int covered = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        covered +=
            estimate.apply(random).map(e -> e.interval().contains(truth)).orElse(false) ? 1 : 0;
      }
      return covered / (double) DRAWS;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("meant")
  void interval_whereItIsMeantFor_covers(World world) {
    double coverage = world.coverage();
    assertThat(coverage).as(world.name()).isBetween(0.935, 0.965);
  }

  @ParameterizedTest
  @MethodSource("misapplied")
  void interval_whereItIsNotMeantFor_doesNot(World world) {
    double coverage = world.coverage();
    assertThat(coverage).as(world.name()).isLessThan(0.93);
  }

  static Stream<World> meant() {
    MeanInterval mean = MeanInterval.withDefaults();
    WilsonInterval wilson = WilsonInterval.withDefaults();
    ProportionDifference newcombe = ProportionDifference.withDefaults();
    Bootstrap percentile = Bootstrap.withDefaults().withResamples(1_000);
    Bootstrap bca = percentile.with(Method.BCA);
    return Stream.of(
        new World("mean t, normal, n 8", 0, r -> mean.of(normal(r, 8))),
        new World(
            "mean t, scores from 0 to 1 with many 1, n 50",
            0.85,
            r -> mean.withBounds(0, 1).of(drawn(50, () -> score(r)))),
        new World("mean t, exponential, n 200", 1, r -> mean.of(drawn(200, () -> exp(r)))),
        new World(
            "mean by groups, 30 of 4, correlation 0.5",
            0,
            r -> mean.ofGroups(grouped(r, 30, 4), groups(30, 4))),
        new World("Wilson, 0.9 of 100", 0.9, r -> Optional.of(wilson.of(passes(r, 100, 0.9), 100))),
        new World("Wilson, 0.5 of 60", 0.5, r -> Optional.of(wilson.of(passes(r, 60, 0.5), 60))),
        new World(
            "Wilson, 0.97 of 300", 0.97, r -> Optional.of(wilson.of(passes(r, 300, 0.97), 300))),
        new World(
            "Newcombe, 0.9 and 0.8 of 100",
            0.1,
            r -> Optional.of(newcombe.of(passes(r, 100, 0.9), 100, passes(r, 100, 0.8), 100))),
        new World(
            "Newcombe paired, 200 pairs, 12% lost, 5% won",
            0.07, r -> Optional.of(newcombe.paired(pairs(r, 200, 0.12, 0.05, 0.75)))),
        new World(
            "paired difference, 40 pairs",
            0.2,
            r -> {
              double[] second = normal(r, 40);
              double[] first = Arrays.stream(second).map(v -> v + 0.2 + r.nextGaussian()).toArray();
              return PairedDifference.withDefaults().of(first, second);
            }),
        new World(
            "median by order statistics, n 100",
            Math.log(2),
            r -> Optional.of(QuantileInterval.withDefaults().of(drawn(100, () -> exp(r)), 0.5))),
        new World("bootstrap percentile, normal, n 60", 0, r -> percentile.ofMean(normal(r, 60))),
        new World("BCa, normal, n 60", 0, r -> bca.ofMean(normal(r, 60))),
        new World("BCa, exponential, n 150", 1, r -> bca.ofMean(drawn(150, () -> exp(r)))),
        new World(
            "BCa by groups, 60 of 4, correlation 0.5",
            0,
            r -> bca.ofMeanGroups(grouped(r, 60, 4), groups(60, 4))),
        new World(
            "BCa of pairs, exponential differences, 150",
            0,
            r -> bca.ofPairs(drawn(150, () -> exp(r) + 2), drawn(150, () -> exp(r) + 2))),
        new World("Hájek mean, low scores drawn more often", 0.6, r -> hajek(r, true)),
        new World("Hájek rate, failures drawn more often", 0.8, r -> hajekRate(r, true)),
        new World("prediction-powered mean, 150 of 2,000 labelled", 3, r -> powered(r, 0.5)),
        new World("prediction-powered mean, useless scores", 3, r -> powered(r, 3)),
        new World("prediction-powered rate, 200 of 2,000 labelled", 0.7, r -> poweredRate(r)));
  }

  static Stream<World> misapplied() {
    MeanInterval mean = MeanInterval.withDefaults();
    Bootstrap bca = Bootstrap.withDefaults().withResamples(1_000).with(Method.BCA);
    return Stream.of(
        new World(
            "mean t, repeats taken for examples, 30 of 4", 0, r -> mean.of(grouped(r, 30, 4))),
        new World(
            "mean t, lognormal of sigma 1.5, n 20",
            Math.exp(1.125),
            r -> mean.of(drawn(20, () -> Math.exp(1.5 * r.nextGaussian())))),
        new World(
            "BCa, lognormal of sigma 1.5, n 20",
            Math.exp(1.125),
            r -> bca.ofMean(drawn(20, () -> Math.exp(1.5 * r.nextGaussian())))),
        new World("BCa, normal, n 8", 0, r -> bca.ofMean(normal(r, 8))),
        new World("plain mean, low scores drawn more often", 0.6, r -> hajek(r, false)),
        new World("Wilson, failures drawn more often", 0.8, r -> hajekRate(r, false)));
  }

  // Of a stream of 1,000 items; the worse the score, the more likely it is looked at.
  private static Optional<Estimate> hajek(Random random, boolean weighted) {
    double[] values = new double[1_000];
    double[] probabilities = new double[1_000];
    int n = 0;
    for (int i = 0; i < 1_000; i++) {
      double value = Math.min(1, Math.max(0, 0.6 + 0.15 * random.nextGaussian()));
      double probability = value < 0.5 ? 0.5 : 0.15;
      if (random.nextDouble() < probability) {
        values[n] = value;
        probabilities[n++] = probability;
      }
    }
    double[] drawn = Arrays.copyOf(values, n);
    return weighted
        ? HajekMean.withDefaults().of(drawn, Arrays.copyOf(probabilities, n))
        : MeanInterval.withDefaults().of(drawn);
  }

  private static Optional<Estimate> hajekRate(Random random, boolean weighted) {
    boolean[] values = new boolean[1_500];
    double[] probabilities = new double[1_500];
    int n = 0;
    int passes = 0;
    for (int i = 0; i < 1_500; i++) {
      boolean passed = random.nextDouble() < 0.8;
      // A cheap check flags most failures, and some passes.
      boolean flagged = random.nextDouble() < (passed ? 0.1 : 0.7);
      double probability = flagged ? 0.5 : 0.2;
      if (random.nextDouble() < probability) {
        passes += passed ? 1 : 0;
        values[n] = passed;
        probabilities[n++] = probability;
      }
    }
    return weighted
        ? HajekProportion.withDefaults()
            .of(Arrays.copyOf(values, n), Arrays.copyOf(probabilities, n))
        : Optional.of(WilsonInterval.withDefaults().of(passes, n));
  }

  // A judge's grade is the label and an error of its own.
  private static Optional<Estimate> powered(Random random, double error) {
    double[] labels = drawn(150, () -> 3 + random.nextGaussian());
    double[] labelled =
        Arrays.stream(labels).map(y -> y - 0.3 + error * random.nextGaussian()).toArray();
    double[] unlabelled =
        drawn(1_850, () -> 2.7 + random.nextGaussian() + error * random.nextGaussian());
    return PredictionPoweredMean.withDefaults()
        .of(labels, labelled, unlabelled)
        .map(PredictionPoweredMean.Result::mean);
  }

  private static Optional<Estimate> poweredRate(Random random) {
    double[] labels = drawn(200, () -> random.nextDouble() < 0.7 ? 1 : 0);
    double[] labelled = Arrays.stream(labels).map(y -> judged(random, y)).toArray();
    double[] unlabelled = drawn(1_800, () -> judged(random, random.nextDouble() < 0.7 ? 1 : 0));
    return PredictionPoweredRate.withDefaults()
        .of(labels, labelled, unlabelled)
        .map(PredictionPoweredRate.Result::rate);
  }

  private static double judged(Random random, double label) {
    return random.nextDouble() < 0.15 ? 1 - label : label;
  }

  // Beta-like, with a mean of 0.85: half are 1.
  private static double score(Random random) {
    return random.nextBoolean() ? 1 : 0.4 + 0.6 * random.nextDouble();
  }

  private static double exp(Random random) {
    return -Math.log1p(-random.nextDouble());
  }

  private static double[] normal(Random random, int n) {
    return drawn(n, random::nextGaussian);
  }

  private static double[] grouped(Random random, int groups, int size) {
    double[] shared = normal(random, groups);
    return IntStream.range(0, groups * size)
        .mapToDouble(i -> shared[i / size] + random.nextGaussian())
        .toArray();
  }

  private static int[] groups(int groups, int size) {
    return IntStream.range(0, groups * size).map(i -> i / size).toArray();
  }

  private static PairedOutcomes pairs(
      Random random, int n, double lost, double won, double bothPass) {
    long[] counts = new long[4];
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      counts[u < lost ? 0 : u < lost + won ? 1 : u < lost + won + bothPass ? 2 : 3]++;
    }
    return new PairedOutcomes(counts[2], counts[0], counts[1], counts[3]);
  }

  private static double[] drawn(int n, DoubleSupplier value) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> value.getAsDouble());
    return values;
  }

  private static long passes(Random random, int n, double p) {
    long passes = 0;
    for (int i = 0; i < n; i++) {
      passes += random.nextDouble() < p ? 1 : 0;
    }
    return passes;
  }
}
