package dev.assay.core.comparison;

import dev.assay.stats.hypothesis.FisherTest;
import dev.assay.stats.hypothesis.McNemarTest;
import dev.assay.stats.hypothesis.PValueAdjustment;
import dev.assay.stats.hypothesis.PairedTTest;
import dev.assay.stats.hypothesis.PermutationTest;
import dev.assay.stats.hypothesis.SignFlipTest;
import dev.assay.stats.hypothesis.TestResult;
import dev.assay.stats.hypothesis.WelchTest;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import dev.assay.stats.interval.MeanInterval;
import dev.assay.stats.interval.PairedDifference;
import dev.assay.stats.interval.PairedOutcomes;
import dev.assay.stats.interval.ProportionDifference;
import dev.assay.stats.interval.WilsonInterval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/** Computes what two lists of numbers differ by, with the test that fits them. */
final class Differences {

  private static final double POWER = 0.8;
  // Beyond this many pairs the mean is normal enough, and flips take long.
  private static final int MOST_FLIPPED = 1_000;
  private static final int FLIPS = 20_000;
  private static final int MOST_FLIPS = 2_000_000;
  // So far below what is significant the least p-value of random flips is to lie.
  private static final double ROOM = 20;

  private final Draft draft;
  private final Measure measure;
  private final ComparisonSettings settings;
  private final int together;
  private final double[] base;
  private final double[] candidate;

  Differences(Draft draft, ComparisonSettings settings, int together) {
    this.together = together;
    this.draft = draft;
    this.measure = draft.measure();
    this.settings = settings;
    this.base = draft.base().array();
    this.candidate = draft.candidate().array();
  }

  /**
   * The p-values over everything compared, and by itself over what has no part in the
   * recommendation, so that more clocks hide no regression; 1 for what was not tested.
   */
  static double[] adjusted(
      List<Draft> drafts, List<Difference> differences, ComparisonSettings.Adjustment adjustment) {
    double[] all = new double[differences.size()];
    Arrays.fill(all, 1);
    for (boolean operational : new boolean[] {false, true}) {
      int[] family =
          IntStream.range(0, all.length)
              .filter(i -> drafts.get(i).measure().operational() == operational)
              .filter(i -> differences.get(i).p().isPresent())
              .toArray();
      double[] adjusted =
          adjusted(
              Arrays.stream(family)
                  .mapToDouble(i -> differences.get(i).p().getAsDouble())
                  .toArray(),
              adjustment);
      for (int i = 0; i < family.length; i++) {
        all[family[i]] = adjusted[i];
      }
    }
    return all;
  }

  private static double[] adjusted(double[] tested, ComparisonSettings.Adjustment adjustment) {
    return switch (adjustment) {
      case HOLM -> PValueAdjustment.HOLM.adjust(tested);
      case BH -> PValueAdjustment.BENJAMINI_HOCHBERG.adjust(tested);
      case NONE -> tested;
    };
  }

  Difference compute() {
    if (Math.min(base.length, candidate.length) < 2) {
      return new Difference(
          estimate(base),
          estimate(candidate),
          null,
          0,
          null,
          null,
          OptionalDouble.empty(),
          null,
          OptionalDouble.empty(),
          0,
          false,
          "fewer than 2 scored examples on a side");
    }
    boolean rates = draft.isBinary() && settings.method() != ComparisonSettings.Method.WELCH;
    if (draft.paired()) {
      return rates ? pairedRates() : pairedScores();
    }
    return rates ? rates() : scores();
  }

  private Difference pairedRates() {
    PairedOutcomes outcomes = PairedOutcomes.of(booleans(candidate), booleans(base));
    TestResult test = McNemarTest.withDefaults().test(outcomes);
    ProportionDifference interval = ProportionDifference.withDefaults();
    double n = outcomes.pairs();
    double d = outcomes.difference();
    double error = Math.sqrt(Math.max(0, outcomes.discordant() / n - d * d) / n);
    return result(
        interval.paired(outcomes),
        interval.withLevel(1 - twice()).paired(outcomes).interval(),
        test,
        cohensH(),
        error,
        deviation(base));
  }

  private Difference rates() {
    long passedNow = passed(candidate);
    long passedBefore = passed(base);
    TestResult test =
        FisherTest.withDefaults().test(passedNow, candidate.length, passedBefore, base.length);
    ProportionDifference interval = ProportionDifference.withDefaults();
    double now = (double) passedNow / candidate.length;
    double before = (double) passedBefore / base.length;
    double error =
        Math.sqrt(now * (1 - now) / candidate.length + before * (1 - before) / base.length);
    return result(
        interval.of(passedNow, candidate.length, passedBefore, base.length),
        interval
            .withLevel(1 - twice())
            .of(passedNow, candidate.length, passedBefore, base.length)
            .interval(),
        test,
        cohensH(),
        error,
        deviation(base));
  }

  private Difference pairedScores() {
    double[] differences = draft.differences();
    if (Arrays.stream(differences).allMatch(d -> d == 0)) {
      return identical();
    }
    boolean few = differences.length <= MOST_FLIPPED;
    Optional<TestResult> test =
        few
            ? Optional.of(flipped())
            : PairedTTest.withDefaults()
                .test(candidate, base)
                .or(() -> Optional.of(SignFlipTest.withDefaults().test(candidate, base)));
    PairedDifference interval = PairedDifference.withDefaults();
    if (measure.isBounded() && inRange(base) && inRange(candidate)) {
      double range = measure.high() - measure.low();
      interval = interval.withBounds(-range, range);
    }
    double deviation = deviation(differences);
    double mean = Arrays.stream(differences).average().orElse(0);
    Compared.Effect effect =
        deviation > 0 ? new Compared.Effect("Cohen's dz", mean / deviation) : null;
    return result(
        interval.of(candidate, base).orElse(null),
        interval.withLevel(1 - twice()).of(candidate, base).map(Estimate::interval).orElse(null),
        test.orElse(null),
        effect,
        deviation / Math.sqrt(differences.length),
        deviation(base));
  }

  // Where none of the random flips went as far out, the p-value says how many there were: adjusted
  // over many comparisons it could never be small. More are drawn then.
  private TestResult flipped() {
    SignFlipTest test = SignFlipTest.withDefaults();
    TestResult first = test.withFlips(FLIPS).test(candidate, base);
    int needed = (int) Math.min(MOST_FLIPS, Math.ceil(ROOM * together / settings.alpha()));
    boolean least = first.pValue() <= 1.0 / (FLIPS + 1);
    return least && needed > FLIPS && first.method().contains("random")
        ? test.withFlips(needed).test(candidate, base)
        : first;
  }

  private Difference scores() {
    WelchTest welch = WelchTest.withDefaults();
    Optional<TestResult> test = welch.test(candidate, base);
    if (test.isEmpty()) {
      // Neither list varies, so that there is no spread to hold the difference against.
      test = Optional.of(PermutationTest.withDefaults().test(candidate, base));
    }
    Interval equivalence =
        welch
            .withSignificance(twice())
            .test(candidate, base)
            .flatMap(TestResult::difference)
            .map(Estimate::interval)
            .orElse(null);
    double before = deviation(base);
    double now = deviation(candidate);
    double pooled =
        Math.sqrt(
            ((base.length - 1) * before * before + (candidate.length - 1) * now * now)
                / (base.length + candidate.length - 2));
    double change = draft.candidate().mean() - draft.base().mean();
    double error = Math.sqrt(before * before / base.length + now * now / candidate.length);
    return result(
        test.flatMap(TestResult::difference).orElse(null),
        equivalence,
        test.orElse(null),
        pooled > 0 ? new Compared.Effect("Cohen's d", change / pooled) : null,
        error,
        pooled);
  }

  // Nothing differs on these examples; on how many others it may is known from their number.
  private Difference identical() {
    Estimate share = WilsonInterval.withDefaults().of(0, base.length);
    double reach = measure.isBounded() ? share.high() * (measure.high() - measure.low()) : 0;
    Estimate estimate =
        measure.isBounded()
            ? new Estimate(0, new Interval(-reach, reach, share.level()), base.length)
            : null;
    return new Difference(
        estimate(base),
        estimate(candidate),
        estimate,
        0,
        null,
        "every pair is equal",
        OptionalDouble.of(1),
        null,
        OptionalDouble.empty(),
        deviation(base),
        true,
        "");
  }

  private Difference result(
      @Nullable Estimate estimate,
      @Nullable Interval equivalence,
      @Nullable TestResult test,
      Compared.@Nullable Effect effect,
      double error,
      double spread) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double factor =
        normal.inverseSurvivalProbability(settings.alpha() / 2)
            + normal.inverseCumulativeProbability(POWER);
    return new Difference(
        estimate(base),
        estimate(candidate),
        estimate,
        draft.candidate().mean() - draft.base().mean(),
        equivalence,
        test == null ? null : test.method(),
        test == null ? OptionalDouble.empty() : OptionalDouble.of(test.pValue()),
        effect,
        error > 0 ? OptionalDouble.of(factor * error) : OptionalDouble.empty(),
        spread,
        false,
        test == null ? "nothing fits: the values do not vary" : "");
  }

  // Two one-sided tests at alpha are an interval at one less twice alpha.
  private double twice() {
    return Math.min(0.49, 2 * settings.alpha());
  }

  private @Nullable Estimate estimate(double[] values) {
    return WilsonInterval.withDefaults()
        .ofZerosAndOnes(values)
        .or(() -> spread(values).of(values))
        .orElse(null);
  }

  private MeanInterval spread(double[] values) {
    return measure.isBounded() && inRange(values)
        ? MeanInterval.withDefaults().withBounds(measure.low(), measure.high())
        : MeanInterval.withDefaults();
  }

  // A stored run may hold values of another range.
  private boolean inRange(double[] values) {
    return Arrays.stream(values).allMatch(v -> measure.low() <= v && v <= measure.high());
  }

  private Compared.Effect cohensH() {
    double now = 2 * Math.asin(Math.sqrt(draft.candidate().mean()));
    double before = 2 * Math.asin(Math.sqrt(draft.base().mean()));
    return new Compared.Effect("Cohen's h", now - before);
  }

  private static boolean[] booleans(double[] values) {
    boolean[] passed = new boolean[values.length];
    for (int i = 0; i < passed.length; i++) {
      passed[i] = values[i] == 1;
    }
    return passed;
  }

  private static long passed(double[] values) {
    return Arrays.stream(values).filter(v -> v == 1).count();
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
  }
}
