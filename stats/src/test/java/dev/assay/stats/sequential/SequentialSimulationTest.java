package dev.assay.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.stats.internal.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the sequential methods promise, looking after every observation. */
class SequentialSimulationTest {

  private static final int STREAMS = 1_000;
  private static final int OBSERVATIONS = 5_000;

  static Stream<Arguments> nullStreams() {
    return Stream.of(
        Arguments.of("rate 0.5", passes(0.5), 0, 1, 0.5),
        Arguments.of("rate 0.9", passes(0.9), 0, 1, 0.9),
        Arguments.of("rate 0.99", passes(0.99), 0, 1, 0.99),
        Arguments.of("skewed scores", power(0.25), 0, 1, 0.8),
        Arguments.of("paired, 5% either way", paired(0.05, 0.05), -1, 1, 0),
        Arguments.of("paired, 10% and 7%", paired(0.10, 0.07), -1, 1, -0.03));
  }

  private static ToDoubleFunction<SplittableRandom> passes(double rate) {
    return random -> random.nextDouble() < rate ? 1 : 0;
  }

  /** Scores with the mean 1 / (1 + exponent). */
  private static ToDoubleFunction<SplittableRandom> power(double exponent) {
    return random -> Math.pow(random.nextDouble(), exponent);
  }

  private static ToDoubleFunction<SplittableRandom> paired(double worse, double better) {
    return random -> {
      double u = random.nextDouble();
      return u < worse ? -1 : u < worse + better ? 1 : 0;
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nullStreams")
  void meanAtTheThreshold_lookingAlways_atMostFivePercentFalseAlarms(
      String name, ToDoubleFunction<SplittableRandom> draw, double low, double high, double mean) {
    SplittableRandom seeds = new SplittableRandom(1);
    List<SplittableRandom> streams = Stream.generate(seeds::split).limit(STREAMS).toList();
    int[] alarms =
        streams.parallelStream()
            .map(random -> alarms(random, draw, low, high, mean))
            .reduce(new int[4], SequentialSimulationTest::sum);
    // Promised at most one in twenty each.
    assertThat(alarms[0]).as(name).isBetween(STREAMS / 200, STREAMS / 20);
    assertThat(alarms[1]).as(name).isBetween(STREAMS / 200, STREAMS / 20);
    assertThat(alarms[2]).as(name).isBetween(STREAMS / 200, STREAMS / 20);
    assertThat(alarms[3]).as(name).isBetween(STREAMS / 400, STREAMS / 20);
  }

  // Of one stream: a decision, a drop, a drop with restarts, an interval that left the mean out.
  private static int[] alarms(
      SplittableRandom random,
      ToDoubleFunction<SplittableRandom> draw,
      double low,
      double high,
      double mean) {
    SequentialRate.Stream rate = SequentialRate.ofMean(mean, low, high).start();
    EProcess drop = BettingTest.dropBelow(mean, low, high).start();
    EProcess restarting = BettingTest.dropBelow(mean, low, high).withRestarts().start();
    ConfidenceSequence bernstein =
        EmpiricalBernsteinSequence.withDefaults().withBounds(low, high).start();
    boolean out = false;
    for (int t = 0; t < OBSERVATIONS; t++) {
      double value = draw.applyAsDouble(random);
      rate.add(value);
      drop.add(value);
      restarting.add(value);
      bernstein.add(value);
      out |= bernstein.excludes(mean);
    }
    return new int[] {
      rate.decision().decided() ? 1 : 0,
      drop.rejects(0.05) ? 1 : 0,
      restarting.rejects(0.05) ? 1 : 0,
      out ? 1 : 0
    };
  }

  private static int[] sum(int[] a, int[] b) {
    int[] sum = new int[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.9", "0.99"})
  void bettingSequence_lookingAlways_coversAtAllTimes(double mean) {
    SplittableRandom seeds = new SplittableRandom(1);
    List<SplittableRandom> streams = Stream.generate(seeds::split).limit(STREAMS).toList();
    long missed = streams.parallelStream().filter(random -> bettingMisses(random, mean)).count();
    assertThat(missed).isBetween(STREAMS / 200L, STREAMS / 20L);
  }

  private static boolean bettingMisses(SplittableRandom random, double mean) {
    ConfidenceSequence sequence = BettingSequence.withDefaults().start();
    boolean out = false;
    for (int t = 0; t < OBSERVATIONS && !out; t++) {
      sequence.add(random.nextDouble() < mean ? 1 : 0);
      out = sequence.excludes(mean);
    }
    return out;
  }

  // What one would do without: Student's or Wilson's interval after each observation.
  @Test
  void fixedIntervalLookedAtAlways_failsItsPromise() {
    SplittableRandom seeds = new SplittableRandom(1);
    int missed = 0;
    for (int i = 0; i < 500; i++) {
      SplittableRandom random = seeds.split();
      int passed = 0;
      boolean out = false;
      for (int t = 1; t <= OBSERVATIONS && !out; t++) {
        passed += random.nextDouble() < 0.9 ? 1 : 0;
        out = t >= 30 && Math.abs(passed - 0.9 * t) > 1.96 * Math.sqrt(0.09 * t);
      }
      missed += out ? 1 : 0;
    }
    assertThat(missed / 500.0).isGreaterThan(0.4);
  }

  // The interval of the difference can only miss where one stream's own misses its mean, and that
  // costs far less to ask after each observation.
  @ParameterizedTest
  @CsvSource("0.9, 0.9")
  void difference_lookingAlways_coversAtAllTimes(double first, double second) {
    SplittableRandom seeds = new SplittableRandom(4);
    List<SplittableRandom> streams = Stream.generate(seeds::split).limit(STREAMS).toList();
    long missed = streams.parallelStream().filter(r -> differenceMisses(r, first, second)).count();
    assertThat(missed).isLessThanOrEqualTo(STREAMS / 20);
  }

  private static boolean differenceMisses(SplittableRandom random, double first, double second) {
    BettingSequence each = BettingSequence.withDefaults().withLevel(0.975);
    ConfidenceSequence ofFirst = each.start();
    ConfidenceSequence ofSecond = each.start();
    DifferenceSequence.Streams streams = DifferenceSequence.withDefaults().start();
    boolean missed = false;
    for (int t = 0; t < OBSERVATIONS && !missed; t++) {
      double a = random.nextDouble() < first ? 1 : 0;
      double b = random.nextDouble() < second ? 1 : 0;
      ofFirst.add(a);
      ofSecond.add(b);
      streams.addFirst(a);
      streams.addSecond(b);
      boolean possible = ofFirst.excludes(first) || ofSecond.excludes(second);
      missed = possible && !streams.interval().contains(first - second);
    }
    // Not for being of no use: what is far from the truth is seen to be.
    assertThat(streams.decision(first - second - 0.15)).isEqualTo(SequentialDecision.DECIDED_ABOVE);
    return missed;
  }

  // The fixed-sample test has one-sided alpha 0.025 and 80% power at the same distance.
  @ParameterizedTest
  @CsvSource({
    "0.9, 0.8",
    "0.9, 0.85",
    "0.9, 0.87",
    "0.9, 0.95",
    "0.9, 0.97",
    "0.9, 0.7",
    "0.5, 0.6"
  })
  void truthAwayFromTheThreshold_decidesRightlyInAboutOneAndAHalfTimesTheFixedSample(
      double threshold, double truth) {
    double fixed = fixedSample(threshold, truth);
    SplittableRandom seeds = new SplittableRandom(2);
    double[] took = new double[STREAMS];
    int wrong = 0;
    for (int i = 0; i < STREAMS; i++) {
      SplittableRandom random = seeds.split();
      SequentialRate.Stream stream = SequentialRate.atLeast(threshold).start();
      while (!stream.add(random.nextDouble() < truth).decided()) {
        assertThat(stream.count()).isLessThan(100_000);
      }
      boolean above = stream.decision() == SequentialDecision.DECIDED_ABOVE;
      wrong += above == truth > threshold ? 0 : 1;
      took[i] = stream.decidedAfter();
    }
    Arrays.sort(took);
    assertThat(Arrays.stream(took).average().orElseThrow() / fixed).isBetween(1.1, 1.6);
    assertThat(took[STREAMS * 8 / 10] / fixed).isLessThan(2.4);
    assertThat(wrong).isLessThanOrEqualTo(STREAMS / 40);
  }

  private static double fixedSample(double threshold, double truth) {
    double spread =
        Normal.quantile(0.975) * Math.sqrt(threshold * (1 - threshold))
            + Normal.quantile(0.8) * Math.sqrt(truth * (1 - truth));
    return Math.ceil(Math.pow(spread / (truth - threshold), 2));
  }

  static Stream<Arguments> detectors() {
    double[] waiting = new SplittableRandom(3).doubles(2_000).map(u -> -Math.log(1 - u)).toArray();
    InControl normal = InControl.normal(4, 2);
    InControl rate = InControl.passRate(0.9);
    InControl skewed = InControl.sample(waiting);
    return Stream.of(
        Arguments.of("cusum, normal", normal, Cusum.of(normal).detecting(2).calibrate()),
        Arguments.of(
            "cusum, normal, both",
            normal,
            Cusum.of(normal).detecting(1).with(Direction.BOTH).withRunLength(500).calibrate()),
        Arguments.of("cusum, rate", rate, Cusum.of(rate).detecting(0.15).calibrate()),
        Arguments.of(
            "cusum, rate, both",
            rate,
            Cusum.of(rate).detecting(0.1).with(Direction.BOTH).withRunLength(500).calibrate()),
        Arguments.of("cusum, skewed", skewed, Cusum.of(skewed).with(Direction.UP).calibrate()),
        Arguments.of(
            "page-hinkley, normal", normal, PageHinkley.of(normal).detecting(2).calibrate()),
        Arguments.of(
            "page-hinkley, rate, both",
            rate,
            PageHinkley.of(rate)
                .detecting(0.1)
                .with(Direction.BOTH)
                .withRunLength(500)
                .calibrate()),
        Arguments.of(
            "page-hinkley, skewed",
            skewed,
            PageHinkley.of(skewed)
                .with(Direction.UP)
                .withObservationsBefore(0)
                .withRunLength(300)
                .calibrate()));
  }

  // 4,000 runs have a standard error of 1.6%.
  @ParameterizedTest(name = "{0}")
  @MethodSource("detectors")
  void nothingChanged_meanRunLength_withinTenPercentOfTheClaim(
      String name, InControl inControl, ChangeDetector fresh) {
    byte[] start = fresh.toBytes();
    SplittableRandom seeds = new SplittableRandom(99);
    double total = 0;
    for (int i = 0; i < 4_000; i++) {
      SplittableRandom random = seeds.split();
      ChangeDetector detector = ChangeDetector.resume(start);
      double value;
      do {
        value = inControl.mean() + inControl.sd() * inControl.draw(random);
      } while (detector.add(value).isEmpty());
      total += detector.count();
    }
    assertThat(total / 4_000 / fresh.expectedRunLength()).as(name).isBetween(0.9, 1.1);
  }

  @Test
  void changedByTheShift_cusumFindsItInAbout10Observations() {
    byte[] start = Cusum.of(0, 1).with(Direction.UP).calibrate().toBytes();
    SplittableRandom seeds = new SplittableRandom(5);
    double total = 0;
    for (int i = 0; i < 2_000; i++) {
      SplittableRandom random = seeds.split();
      ChangeDetector detector = ChangeDetector.resume(start);
      while (detector.add(1 + random.nextGaussian()).isEmpty()) {
        total++;
      }
      total++;
    }
    // From the integral equation: with the mean moved by 1, k counts as -0.5.
    double expected = NormalRunLength.of(-0.5, Cusum.of(0, 1).calibrate().thresholdOfDrop());
    assertThat(total / 2_000).isBetween(0.95 * expected, 1.05 * expected).isBetween(9.0, 12.0);
  }
}
