package dev.assay.stats.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.interval.PairedOutcomes;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often tests at 0.05 are significant where nothing is to be found. Of 4,000 draws the share
 * has a standard error of 0.0034. docs/statistics.md shows these numbers.
 */
class TypeOneErrorSimulationTest {

  // 0.05 and three standard errors.
  private static final double MOST = 0.0604;

  record World(String name, double least, double most, ToDoubleFunction<Random> pValue) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<World> worlds() {
    return Stream.of(means(), ranks(), rates(), resampled(), margins(), shapes())
        .flatMap(Arrays::stream);
  }

  private static World holds(String name, ToDoubleFunction<Random> pValue) {
    return new World(name, 0.0396, MOST, pValue);
  }

  /** Discrete or cautious: errs less often than it says. */
  private static World cautious(String name, double least, ToDoubleFunction<Random> pValue) {
    return new World(name, least, MOST, pValue);
  }

  /** Not meant for these data, and errs more often. */
  private static World fails(
      String name, double least, double most, ToDoubleFunction<Random> pValue) {
    return new World(name, least, most, pValue);
  }

  private static World[] means() {
    return new World[] {
      holds("Welch, normal, 15 and 15", r -> welch(normal(r, 15, 1), normal(r, 15, 1))),
      holds("Welch, normal, sd 3 in 10, 1 in 40", r -> welch(normal(r, 10, 3), normal(r, 40, 1))),
      holds("Welch, grades, 40 and 60", r -> welch(Worlds.grades(r, 40), Worlds.grades(r, 60))),
      holds(
          "Welch, passes at 0.9, 200 and 200",
          r -> welch(Worlds.passes(r, 200, 0.9), Worlds.passes(r, 200, 0.9))),
      holds(
          "Welch, latencies (log-normal, sigma 1), 100 and 100",
          r -> welch(Worlds.logNormal(r, 100, 1), Worlds.logNormal(r, 100, 1))),
      fails(
          "Welch, latencies (log-normal, sigma 1), 10 and 100",
          0.08,
          0.2,
          r -> welch(Worlds.logNormal(r, 10, 1), Worlds.logNormal(r, 100, 1))),
      holds("paired t, normal, 10", r -> pairedT(normal(r, 10, 1))),
      holds("paired t, grades given twice, 50", r -> pairedT(Worlds.gradedTwice(r, 50))),
      fails("paired t, 3% of 50 changed, all else 0", 0, 0.03, r -> pairedT(sparse(r, 50, 0.03))),
      holds(
          "paired t by group, 20 groups of 5",
          r ->
              PairedTTest.withDefaults()
                  .testGroups(Worlds.grouped(r, 20, 0), new double[100], Worlds.fives(20))
                  .orElseThrow()
                  .pValue()),
      fails(
          "paired t without groups, 20 groups of 5",
          0.2,
          0.35,
          r -> pairedT(Worlds.grouped(r, 20, 0)))
    };
  }

  private static World[] ranks() {
    MannWhitneyTest mannWhitney = MannWhitneyTest.withDefaults();
    return new World[] {
      cautious(
          "Mann-Whitney exact, normal, 8 and 8",
          0.03,
          r -> mannWhitney.test(normal(r, 8, 1), normal(r, 8, 1)).pValue()),
      holds(
          "Mann-Whitney exact, grades, 20 and 20",
          r -> mannWhitney.test(Worlds.grades(r, 20), Worlds.grades(r, 20)).pValue()),
      holds(
          "Mann-Whitney normal, latencies, 100 and 60",
          r -> mannWhitney.test(Worlds.logNormal(r, 100, 1), Worlds.logNormal(r, 60, 1)).pValue()),
      fails(
          "Mann-Whitney, one median, sd 5 in 20, 1 in 100",
          0.08,
          0.3,
          r -> mannWhitney.test(normal(r, 20, 5), normal(r, 100, 1)).pValue()),
      cautious("Wilcoxon exact, normal, 10", 0.035, r -> wilcoxon(normal(r, 10, 1))),
      cautious("Wilcoxon, grades given twice, 50", 0.025, r -> wilcoxon(Worlds.gradedTwice(r, 50))),
      holds("Wilcoxon normal, normal, 200", r -> wilcoxon(normal(r, 200, 1))),
      fails(
          "Wilcoxon, skewed with mean 0 (exponential less 1), 50",
          0.15,
          0.5,
          r -> wilcoxon(skewed(r, 50)))
    };
  }

  private static World[] rates() {
    return new World[] {
      cautious("McNemar exact, 50 pairs, 20% differ", 0.005, r -> mcNemar(r, 50, 0.2, exact())),
      cautious("McNemar exact, 500 pairs, 20% differ", 0.025, r -> mcNemar(r, 500, 0.2, exact())),
      cautious(
          "McNemar mid-p, 50 pairs, 20% differ",
          0.02, r -> mcNemar(r, 50, 0.2, McNemarTest.Method.MID_P)),
      holds(
          "McNemar mid-p, 500 pairs, 20% differ",
          r -> mcNemar(r, 500, 0.2, McNemarTest.Method.MID_P)),
      cautious(
          "McNemar chi-square, 50 pairs, 20% differ",
          0.03, r -> mcNemar(r, 50, 0.2, McNemarTest.Method.ASYMPTOTIC)),
      holds(
          "McNemar chi-square, 500 pairs, 20% differ",
          r -> mcNemar(r, 500, 0.2, McNemarTest.Method.ASYMPTOTIC)),
      cautious(
          "McNemar corrected, 50 pairs, 20% differ",
          0.005, r -> mcNemar(r, 50, 0.2, McNemarTest.Method.ASYMPTOTIC_CORRECTED)),
      cautious(
          "McNemar corrected, 500 pairs, 20% differ",
          0.025, r -> mcNemar(r, 500, 0.2, McNemarTest.Method.ASYMPTOTIC_CORRECTED)),
      cautious("Fisher, passes at 0.9, 30 and 30", 0.002, r -> fisher(r, 30, 0.9)),
      cautious("Fisher, passes at 0.9, 300 and 300", 0.02, r -> fisher(r, 300, 0.9)),
      holds(
          "chi-square, 3 systems, 4 kinds of failure, 60 each",
          r -> table(r, 3, 60, ChiSquareTest.withDefaults(), 0.4, 0.3, 0.2, 0.1)),
      holds(
          "chi-square, 2 x 2, passes at 0.8, 100 each",
          r -> table(r, 2, 100, ChiSquareTest.withDefaults(), 0.8, 0.2)),
      cautious(
          "chi-square with Yates' correction, the same",
          0.015,
          r -> table(r, 2, 100, ChiSquareTest.withDefaults().withYatesCorrection(), 0.8, 0.2)),
      holds("chi-square of fit, 4 kinds, 100", r -> fit(r, 100, 0.4, 0.3, 0.2, 0.1))
    };
  }

  private static World[] resampled() {
    return new World[] {
      cautious("sign-flip, all flips, normal, 8", 0.035, r -> flip(normal(r, 8, 1))),
      holds("sign-flip, 2,000 flips, normal, 100", r -> flip(normal(r, 100, 1))),
      cautious("sign-flip, grades given twice, 50", 0.02, r -> flip(Worlds.gradedTwice(r, 50))),
      cautious("sign-flip, 3% of 50 changed, all else 0", 0, r -> flip(sparse(r, 50, 0.03))),
      cautious("sign-flip, 10% of 200 changed", 0.02, r -> flip(sparse(r, 200, 0.1))),
      holds(
          "sign-flip by group, 20 groups of 5",
          r ->
              SignFlipTest.withDefaults()
                  .testGroups(Worlds.grouped(r, 20, 0), new double[100], Worlds.fives(20))
                  .pValue()),
      fails(
          "sign-flip, skewed with mean 0 (exponential less 1), 15",
          0.065,
          0.15,
          r -> flip(skewed(r, 15))),
      holds(
          "permutation, latencies, 10 and 9",
          r -> permute(Worlds.logNormal(r, 10, 1), Worlds.logNormal(r, 9, 1))),
      cautious(
          "permutation, grades, 40 and 25",
          0.035,
          r -> permute(Worlds.grades(r, 40), Worlds.grades(r, 25))),
      cautious(
          "permutation, passes at 0.9, 50 and 50",
          0.005,
          r -> permute(Worlds.passes(r, 50, 0.9), Worlds.passes(r, 50, 0.9))),
      fails(
          "permutation, one mean, sd 3 in 10, 1 in 40",
          0.15,
          0.4,
          r -> permute(normal(r, 10, 3), normal(r, 40, 1)))
    };
  }

  // All at the very edge of the margin, where they err most often.
  private static World[] margins() {
    NonInferiorityTest lower = NonInferiorityTest.of(0.05);
    EquivalenceTest equivalence = EquivalenceTest.of(0.05);
    return new World[] {
      holds(
          "non-inferiority, paired, normal, 30",
          r -> p(lower.paired(Worlds.normal(r, 30, -0.05, 0.1), new double[30]))),
      holds(
          "non-inferiority, by group, 20 groups of 5",
          r ->
              p(
                  lower.pairedGroups(
                      Worlds.grouped(r, 20, -0.05), new double[100], Worlds.fives(20)))),
      holds(
          "non-inferiority, unpaired, normal, 30 and 50",
          r -> p(lower.unpaired(Worlds.normal(r, 30, 0.75, 0.1), Worlds.normal(r, 50, 0.8, 0.2)))),
      holds(
          "non-inferiority, pass rates 0.85 and 0.9, 100 and 100",
          r -> proportions(lower, r, 100, 0.85, 0.9)),
      holds(
          "non-inferiority, pass rates 0.85 and 0.9, 400 and 400",
          r -> proportions(lower, r, 400, 0.85, 0.9)),
      holds(
          "non-inferiority, pairs, 8% worse, 3% better, 100",
          r -> lower.pairedProportions(outcomes(r, 100, 0.03, 0.08)).pValue()),
      holds(
          "non-inferiority, pairs, 8% worse, 3% better, 400",
          r -> lower.pairedProportions(outcomes(r, 400, 0.03, 0.08)).pValue()),
      cautious(
          "non-inferiority, pairs, 5% worse, none better, 100",
          0.02, r -> lower.pairedProportions(outcomes(r, 100, 0, 0.05)).pValue()),
      fails(
          "non-inferiority of means, 5% of 100 pairs lose all, else equal",
          0.08,
          0.15,
          r ->
              p(
                  lower
                      .withRange(0, 1)
                      .paired(Worlds.fill(100, i -> r.nextDouble() < 0.05 ? 0 : 1), ones(100)))),
      holds(
          "equivalence, paired, normal, 100",
          r -> p(equivalence.paired(Worlds.normal(r, 100, 0.05, 0.1), new double[100]))),
      cautious(
          "equivalence, paired, normal, 20 (too few to show it)",
          0.01,
          r -> p(equivalence.paired(Worlds.normal(r, 20, 0.05, 0.1), new double[20]))),
      holds(
          "equivalence, pass rates 0.85 and 0.9, 800 and 800",
          r ->
              equivalence
                  .proportions(Worlds.count(r, 800, 0.85), 800, Worlds.count(r, 800, 0.9), 800)
                  .pValue()),
      holds(
          "equivalence, pairs, 8% worse, 3% better, 400",
          r -> equivalence.pairedProportions(outcomes(r, 400, 0.03, 0.08)).pValue())
    };
  }

  private static World[] shapes() {
    KolmogorovSmirnovTest test = KolmogorovSmirnovTest.withDefaults();
    return new World[] {
      cautious(
          "Kolmogorov-Smirnov exact, normal, 20 and 30",
          0.03,
          r -> test.test(normal(r, 20, 1), normal(r, 30, 1)).pValue()),
      cautious(
          "Kolmogorov-Smirnov asymptotic, latencies, 200 and 150",
          0.03,
          r -> test.test(Worlds.logNormal(r, 200, 1), Worlds.logNormal(r, 150, 1)).pValue()),
      cautious(
          "Kolmogorov-Smirnov, grades, 100 and 100",
          0,
          r -> test.test(Worlds.grades(r, 100), Worlds.grades(r, 100)).pValue())
    };
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void test_nothingToFind_errsAsOftenAsStated(World world) {
    double rejected = Worlds.rejected(world.pValue());
    assertThat(rejected).isBetween(world.least(), world.most());
  }

  // Ten correlated tests of nothing: how often Holm lets even one through.
  @Test
  void holm_tenTestsOfNothing_oneErrorInTwenty() {
    double holm = Worlds.rejected(r -> least(PValueAdjustment.HOLM, correlated(r)));
    double none = Worlds.rejected(r -> least(PValueAdjustment.NONE, correlated(r)));
    assertThat(holm).isBetween(0.03, MOST);
    assertThat(none).isGreaterThan(0.25);
  }

  // 50 tests, 10 of something: the share of false ones among those found, on average.
  @Test
  void benjaminiHochberg_someToFind_holdsTheFalseShare() {
    Random random = new Random(5);
    double shares = 0;
    for (int draw = 0; draw < Worlds.DRAWS; draw++) {
      double[] p =
          Worlds.fill(
              50, i -> Tails.normal(random.nextGaussian() + (i < 10 ? 3 : 0), Alternative.GREATER));
      double[] adjusted = PValueAdjustment.BENJAMINI_HOCHBERG.adjust(p);
      long found = Arrays.stream(adjusted).filter(a -> a <= 0.05).count();
      long wrong = Arrays.stream(adjusted).skip(10).filter(a -> a <= 0.05).count();
      shares += found == 0 ? 0 : (double) wrong / found;
    }
    // 0.05 times the share of tests of nothing
    assertThat(shares / Worlds.DRAWS).isBetween(0.035, 0.045);
  }

  private static double[] correlated(Random random) {
    double shared = random.nextGaussian();
    return Worlds.fill(
        10,
        i ->
            Tails.normal(
                Math.sqrt(0.2) * shared + Math.sqrt(0.8) * random.nextGaussian(),
                Alternative.TWO_SIDED));
  }

  private static double least(PValueAdjustment adjustment, double[] pValues) {
    return Arrays.stream(adjustment.adjust(pValues)).min().orElseThrow();
  }

  private static double[] normal(Random random, int n, double deviation) {
    return Worlds.normal(random, n, 0, deviation);
  }

  private static double[] skewed(Random random, int n) {
    return Worlds.fill(n, i -> -Math.log(1 - random.nextDouble()) - 1);
  }

  private static double[] sparse(Random random, int n, double share) {
    return Worlds.fill(n, i -> random.nextDouble() < share ? (random.nextBoolean() ? 1 : -1) : 0);
  }

  private static double[] ones(int n) {
    return Worlds.fill(n, i -> 1);
  }

  private static double p(Optional<TestResult> result) {
    return result.map(TestResult::pValue).orElse(1.0);
  }

  private static double welch(double[] first, double[] second) {
    return p(WelchTest.withDefaults().test(first, second));
  }

  private static double pairedT(double[]... lists) {
    double[] second = lists.length > 1 ? lists[1] : new double[lists[0].length];
    return p(PairedTTest.withDefaults().test(lists[0], second));
  }

  private static double wilcoxon(double[]... lists) {
    double[] second = lists.length > 1 ? lists[1] : new double[lists[0].length];
    return WilcoxonSignedRankTest.withDefaults().test(lists[0], second).pValue();
  }

  private static double flip(double[]... lists) {
    double[] second = lists.length > 1 ? lists[1] : new double[lists[0].length];
    return SignFlipTest.withDefaults().withFlips(2_000).test(lists[0], second).pValue();
  }

  private static double permute(double[] first, double[] second) {
    return PermutationTest.withDefaults().withPermutations(1_000).test(first, second).pValue();
  }

  private static McNemarTest.Method exact() {
    return McNemarTest.Method.EXACT;
  }

  private static double mcNemar(Random random, int n, double differ, McNemarTest.Method method) {
    return McNemarTest.withDefaults()
        .with(method)
        .test(outcomes(random, n, differ / 2, differ / 2))
        .pValue();
  }

  private static PairedOutcomes outcomes(Random random, int n, double better, double worse) {
    long onlyFirst = 0;
    long onlySecond = 0;
    for (int i = 0; i < n; i++) {
      double at = random.nextDouble();
      onlyFirst += at < better ? 1 : 0;
      onlySecond += at >= better && at < better + worse ? 1 : 0;
    }
    return new PairedOutcomes(n - onlyFirst - onlySecond, onlyFirst, onlySecond, 0);
  }

  private static double fisher(Random random, int n, double pass) {
    return FisherTest.withDefaults()
        .test(Worlds.count(random, n, pass), n, Worlds.count(random, n, pass), n)
        .pValue();
  }

  private static double proportions(
      NonInferiorityTest test, Random random, int n, double candidate, double baseline) {
    return test.proportions(
            Worlds.count(random, n, candidate), n, Worlds.count(random, n, baseline), n)
        .pValue();
  }

  private static double table(
      Random random, int rows, int each, ChiSquareTest test, double... probabilities) {
    long[][] table = new long[rows][];
    Arrays.setAll(table, i -> kinds(random, each, probabilities));
    return p(test.independence(table));
  }

  private static double fit(Random random, int n, double... probabilities) {
    return p(
        ChiSquareTest.withDefaults().goodnessOfFit(kinds(random, n, probabilities), probabilities));
  }

  private static long[] kinds(Random random, int n, double... probabilities) {
    long[] counts = new long[probabilities.length];
    for (int i = 0; i < n; i++) {
      double rest = random.nextDouble();
      int kind = 0;
      while (kind < counts.length - 1 && rest >= probabilities[kind]) {
        rest -= probabilities[kind++];
      }
      counts[kind]++;
    }
    return counts;
  }
}
