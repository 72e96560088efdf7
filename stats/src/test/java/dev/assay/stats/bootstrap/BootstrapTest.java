package dev.assay.stats.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.stats.Vectors;
import dev.assay.stats.bootstrap.Bootstrap.Method;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class BootstrapTest {

  static Stream<Vectors.Row> exact() {
    return Vectors.of(BootstrapTest.class, "bootstrap_bca_exact.jsonl");
  }

  static Stream<Vectors.Row> tolerant() {
    return Vectors.of(BootstrapTest.class, "bootstrap_ci_tolerance.jsonl");
  }

  // Resamples are given, so that the ends can be compared exactly.
  @ParameterizedTest
  @MethodSource("exact")
  void intervals_givenResamples_equalReference(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    ToDoubleFunction<double[]> statistic = statistic(row);
    double[] replicates =
        row.input()
            .get("resample_indices")
            .valueStream()
            .mapToDouble(indices -> statistic.applyAsDouble(at(x, ints(indices))))
            .sorted()
            .toArray();
    double[] jackknife = Vectors.numbers(row.expected().get("jackknife"));
    double point = statistic.applyAsDouble(x);
    assertThat(point).isCloseTo(row.expected().get("theta_hat").doubleValue(), within(1e-9));
    assertThat(BootstrapIntervals.acceleration(jackknife))
        .isCloseTo(row.expected().get("acceleration").doubleValue(), within(1e-9));
    JsonNode half = row.expected().get("z0_half_ties");
    assertThat(BootstrapIntervals.bias(point, replicates))
        .isCloseTo(half.get("z0").doubleValue(), within(1e-9));
    for (String level : new String[] {"0.9", "0.95"}) {
      double probability = Double.parseDouble(level);
      close(
          BootstrapIntervals.percentile(replicates, probability),
          Vectors.numbers(row.expected().get("percentile_type7").get(level)));
      close(
          BootstrapIntervals.bca(point, replicates, jackknife, probability).orElseThrow(),
          Vectors.numbers(half.get("bca").get(level).get("ci_linear_interp_type7")));
    }
  }

  // scipy.stats.bootstrap 1.10.1, six runs of 20,000 resamples
  @ParameterizedTest
  @MethodSource("tolerant")
  void of_referenceValues_withinTheirNoise(Vectors.Row row) {
    double[] x = Vectors.numbers(row.input().get("x"));
    ToDoubleFunction<double[]> statistic = statistic(row);
    Bootstrap bootstrap =
        Bootstrap.withDefaults()
            .withResamples(20_000)
            .withLevel(row.expected().get("level").doubleValue());
    ToDoubleFunction<int[]> ofItems = items -> statistic.applyAsDouble(at(x, items));
    Estimate percentile = bootstrap.of(x.length, ofItems).orElseThrow();
    assertThat(percentile.value())
        .isCloseTo(row.expected().get("point").doubleValue(), within(1e-9));
    near(percentile, row.expected().get("percentile"));
    JsonNode bca = row.expected().get("BCa");
    Estimate corrected = bootstrap.with(Method.BCA).of(x.length, ofItems).orElseThrow();
    if (bca.get("low_mean").isNumber()) {
      near(corrected, bca);
    } else {
      // Undefined there; here it falls back, as documented.
      assertThat(corrected.low()).isEqualTo(percentile.low());
    }
  }

  @Test
  void rows_areAllThere() {
    assertThat(exact()).hasSize(10);
    assertThat(tolerant()).hasSize(20);
  }

  @Test
  void of_sameSeed_sameInterval() {
    double[] x = new Random(1).doubles(50).toArray();
    ToDoubleFunction<int[]> mean = items -> mean(at(x, items));
    Bootstrap bootstrap = Bootstrap.withDefaults();
    assertThat(bootstrap.of(50, mean)).isEqualTo(bootstrap.of(50, mean));
    assertThat(bootstrap.withSeed(8).of(50, mean)).isNotEqualTo(bootstrap.of(50, mean));
  }

  @Test
  void of_tooFewOrUndefined_empty() {
    assertThat(Bootstrap.withDefaults().of(1, items -> 1)).isEmpty();
    assertThat(Bootstrap.withDefaults().of(10, items -> Double.NaN)).isEmpty();
    assertThatThrownBy(() -> Bootstrap.withDefaults().withResamples(5))
        .hasMessage("resamples: 5 (expected: at least 100)");
  }

  @Test
  void of_statisticSometimesUndefined_drawnAgain() {
    // A ratio whose denominator is 0 in about one resample of a hundred.
    double[] x = {1, 0, 0, 0, 1, 1, 0, 1, 0, 0};
    Estimate ratio =
        Bootstrap.withDefaults()
            .of(10, items -> 1 / Arrays.stream(at(x, items)).sum())
            .orElseThrow();
    assertThat(ratio.high()).isFinite();
    assertThat(ratio.value()).isEqualTo(0.25);
  }

  @Test
  void ofGroups_groupedItems_onlyGroupsCover() {
    Random random = new Random(6);
    int[] groupOf = IntStream.range(0, 200).map(i -> i / 5).toArray();
    int grouped = 0;
    int plain = 0;
    Bootstrap bootstrap = Bootstrap.withDefaults().withResamples(300);
    for (int draw = 0; draw < 2_000; draw++) {
      double[] x = new double[200];
      double shared = 0;
      for (int i = 0; i < 200; i++) {
        shared = i % 5 == 0 ? random.nextGaussian() : shared;
        x[i] = shared + random.nextGaussian();
      }
      ToDoubleFunction<int[]> mean = items -> mean(at(x, items));
      grouped += bootstrap.ofGroups(groupOf, mean).orElseThrow().interval().contains(0) ? 1 : 0;
      plain += bootstrap.of(200, mean).orElseThrow().interval().contains(0) ? 1 : 0;
    }
    assertThat(grouped / 2_000.0).isBetween(0.935, 0.965);
    assertThat(plain / 2_000.0).isLessThan(0.8);
  }

  private static void near(Estimate estimate, JsonNode expected) {
    double low = expected.get("low_mean").doubleValue();
    double high = expected.get("high_mean").doubleValue();
    double slack = 0.02 * (high - low);
    assertThat(estimate.low())
        .isCloseTo(
            low, within(5 * expected.get("low_sd_between_runs_B20000").doubleValue() + slack));
    assertThat(estimate.high())
        .isCloseTo(
            high, within(5 * expected.get("high_sd_between_runs_B20000").doubleValue() + slack));
  }

  private static void close(Interval interval, double[] ends) {
    assertThat(interval.low()).isCloseTo(ends[0], within(1e-9 * Math.max(1, Math.abs(ends[0]))));
    assertThat(interval.high()).isCloseTo(ends[1], within(1e-9 * Math.max(1, Math.abs(ends[1]))));
  }

  private static ToDoubleFunction<double[]> statistic(Vectors.Row row) {
    return switch (row.expected().get("statistic").stringValue()) {
      case "mean" -> BootstrapTest::mean;
      case "median" -> x -> quantile(x, 0.5);
      case "std_ddof1" ->
          x -> {
            double mean = mean(x);
            return Math.sqrt(
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1));
          };
      case "trimmed_mean_10" ->
          x -> {
            double[] sorted = x.clone();
            Arrays.sort(sorted);
            int cut = (int) (0.1 * sorted.length);
            return mean(Arrays.copyOfRange(sorted, cut, sorted.length - cut));
          };
      default -> throw new AssertionError(row.expected().get("statistic"));
    };
  }

  private static double quantile(double[] x, double p) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return BootstrapIntervals.quantile(sorted, p);
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).sum() / x.length;
  }

  private static double[] at(double[] x, int[] items) {
    return Arrays.stream(items).mapToDouble(i -> x[i]).toArray();
  }

  private static int[] ints(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  @Test
  void ofGroups_numbersWithGapsOrBelowZero_areNames() {
    double[] values = {1, 2, 3, 4, 5, 6, 7, 8};
    int[] dense = {0, 0, 1, 1, 2, 2, 3, 3};
    int[] odd = {-5, -5, 1_000_000, 1_000_000, 7, 7, Integer.MIN_VALUE, Integer.MIN_VALUE};
    java.util.function.ToDoubleFunction<int[]> mean =
        items -> java.util.Arrays.stream(items).mapToDouble(i -> values[i]).average().orElseThrow();
    assertThat(Bootstrap.withDefaults().ofGroups(odd, mean))
        .isEqualTo(Bootstrap.withDefaults().ofGroups(dense, mean))
        .isPresent();
    assertThat(Bootstrap.withDefaults().ofGroups(new int[0], mean)).isEmpty();
  }

  @Test
  void ofMean_referenceValues_withinTheirNoise() {
    tolerant()
        .filter(row -> row.expected().get("statistic").stringValue().equals("mean"))
        .forEach(
            row -> {
              double[] x = Vectors.numbers(row.input().get("x"));
              Bootstrap bootstrap =
                  Bootstrap.withDefaults()
                      .withResamples(20_000)
                      .withLevel(row.expected().get("level").doubleValue());
              near(bootstrap.ofMean(x).orElseThrow(), row.expected().get("percentile"));
              if (row.expected().get("BCa").get("low_mean").isNumber()) {
                near(bootstrap.with(Method.BCA).ofMean(x).orElseThrow(), row.expected().get("BCa"));
              }
            });
  }

  @Test
  void ofMean_bca_hasTheCorrectionsOfTheGeneralOne() {
    double[] x = new Random(3).doubles(40).map(u -> -Math.log1p(-u)).toArray();
    Bootstrap bootstrap = Bootstrap.withDefaults().with(Method.BCA).withResamples(40_000);
    Estimate fast = bootstrap.ofMean(x).orElseThrow();
    Estimate general = bootstrap.of(40, items -> mean(at(x, items))).orElseThrow();
    double width = general.high() - general.low();
    assertThat(fast.low()).isCloseTo(general.low(), within(0.02 * width));
    assertThat(fast.high()).isCloseTo(general.high(), within(0.02 * width));
    assertThat(fast.value()).isCloseTo(general.value(), within(1e-12));
  }

  @Test
  void ofMeanGroups_bca_hasTheCorrectionsOfTheGeneralOne() {
    double[] x = new Random(4).doubles(60).map(u -> -Math.log1p(-u)).toArray();
    int[] groupOf = IntStream.range(0, 60).map(i -> i * i % 23).toArray();
    Bootstrap bootstrap = Bootstrap.withDefaults().with(Method.BCA).withResamples(40_000);
    Estimate fast = bootstrap.ofMeanGroups(x, groupOf).orElseThrow();
    Estimate general = bootstrap.ofGroups(groupOf, items -> mean(at(x, items))).orElseThrow();
    double width = general.high() - general.low();
    assertThat(fast.low()).isCloseTo(general.low(), within(0.02 * width));
    assertThat(fast.high()).isCloseTo(general.high(), within(0.02 * width));
    assertThat(fast.n()).isEqualTo(60);
  }

  @Test
  void jackknife_closedForm_equalsLeavingOut() {
    double[] x = {1e6 + 1, 1e6 + 5, 1e6 + 2, 1e6 + 9};
    assertThat(MeanItems.of(x).jackknife())
        .containsExactly(
            new double[] {1e6 + 16 / 3.0, 1e6 + 4, 1e6 + 5, 1e6 + 8 / 3.0}, within(1e-9));
    assertThat(MeanItems.ofGroups(x, new int[] {0, 1, 1, 2}).jackknife())
        .containsExactly(new double[] {1e6 + 16 / 3.0, 1e6 + 5, 1e6 + 8 / 3.0}, within(1e-9));
  }

  @Test
  void ofMean_oneThreadOrMany_sameInterval() throws Exception {
    double[] x = new Random(5).doubles(500).toArray();
    Bootstrap bootstrap = Bootstrap.withDefaults().with(Method.BCA);
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool many = new ForkJoinPool(7);
    try {
      assertThat(one.submit(() -> bootstrap.ofMean(x)).get())
          .isEqualTo(many.submit(() -> bootstrap.ofMean(x)).get());
    } finally {
      one.shutdown();
      many.shutdown();
    }
  }

  @Test
  void ofPairs_isTheMeanOfDifferences() {
    double[] first = {3, 5, 4, 8, 6};
    double[] second = {1, 4, 4, 5, 7};
    int[] groupOf = {1, 1, 2, 3, 3};
    Bootstrap bootstrap = Bootstrap.withDefaults();
    double[] differences = {2, 1, 0, 3, -1};
    assertThat(bootstrap.ofPairs(first, second)).isEqualTo(bootstrap.ofMean(differences));
    assertThat(bootstrap.ofPairsInGroups(first, second, groupOf))
        .isEqualTo(bootstrap.ofMeanGroups(differences, groupOf));
    assertThatThrownBy(() -> bootstrap.ofPairs(first, new double[2]))
        .hasMessage("second: 2 values (expected: 5, as many as first)");
  }

  @Test
  void ofMean_degenerate_isEmptyOrOnePoint() {
    Bootstrap bootstrap = Bootstrap.withDefaults().with(Method.BCA);
    assertThat(bootstrap.ofMean(new double[0])).isEmpty();
    assertThat(bootstrap.ofMean(new double[] {1})).isEmpty();
    assertThat(bootstrap.ofMeanGroups(new double[] {1, 2}, new int[] {4, 4})).isEmpty();
    Estimate constant = bootstrap.ofMean(new double[] {0.1, 0.1, 0.1}).orElseThrow();
    assertThat(constant.low()).isEqualTo(0.1);
    assertThat(constant.high()).isEqualTo(0.1);
    assertThatThrownBy(() -> bootstrap.ofMean(new double[] {1e308, -1e308}))
        .hasMessageStartingWith("values: too far apart");
    assertThatThrownBy(() -> bootstrap.ofMean(new double[] {1, Double.NaN}))
        .hasMessage("values: NaN (expected: a finite number)");
  }

  @Test
  void of_lessThanNoItems_saysWhatWasExpected() {
    assertThatThrownBy(() -> Bootstrap.withDefaults().of(-1, indices -> 0))
        .hasMessage("n: -1 (expected: at least 0)");
    assertThat(Bootstrap.withDefaults().of(0, indices -> 0)).isEmpty();
  }
}
