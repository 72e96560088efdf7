package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.HajekProportion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Weighted estimates from real decisions hold the truth as often as they say; plain ones do not.
 */
class SamplingCoverageTest {

  private static final int DRAWS = 1000;
  private static final double PASS_RATE = 0.8;

  /** Scores of one draw: who was evaluated, whether it passed, and its probability. */
  private static final class Sample {

    private final List<Boolean> passed = new ArrayList<>();
    private final List<Double> probabilities = new ArrayList<>();
    private final DoubleSummaryStatistics seen = new DoubleSummaryStatistics();

    void add(boolean pass, double probability) {
      passed.add(pass);
      probabilities.add(probability);
    }

    Estimate weighted() {
      boolean[] success = new boolean[passed.size()];
      double[] probability = new double[passed.size()];
      for (int i = 0; i < success.length; i++) {
        success[i] = passed.get(i);
        probability[i] = probabilities.get(i);
      }
      return HajekProportion.withDefaults().of(success, probability).orElseThrow();
    }

    Estimate plain() {
      long passes = passed.stream().filter(pass -> pass).count();
      return WilsonInterval.withDefaults().of(passes, passed.size());
    }
  }

  private static final class Coverage {

    static Coverage of(List<Sample> samples) {
      Coverage coverage = new Coverage();
      samples.forEach(coverage::add);
      return coverage;
    }

    private int weighted;
    private int plain;
    private double value;
    private double plainValue;

    void add(Sample sample) {
      Estimate right = sample.weighted();
      Estimate wrong = sample.plain();
      weighted += right.interval().contains(PASS_RATE) ? 1 : 0;
      plain += wrong.interval().contains(PASS_RATE) ? 1 : 0;
      value += right.value() / DRAWS;
      plainValue += wrong.value() / DRAWS;
    }

    double share() {
      return (double) weighted / DRAWS;
    }

    @Override
    public String toString() {
      return String.format(
          "weighted %.3f covers %.4f, plain %.3f covers %.4f",
          value, (double) weighted / DRAWS, plainValue, (double) plain / DRAWS);
    }
  }

  private interface Draw<T> {

    T draw(int number, SplittableRandom random);
  }

  // On all cores; each draw has its own randomness, so that the order does not matter.
  private static <T> List<T> draws(long seed, Draw<T> draw) {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<SplittableRandom> randoms = Stream.generate(seeds::split).limit(DRAWS).toList();
    return IntStream.range(0, DRAWS)
        .parallel()
        .mapToObj(i -> draw.draw(i, randoms.get(i)))
        .toList();
  }

  private static SamplingPlan.Builder plan(int draw) {
    return SamplingPlan.builder()
        .salt("draw " + draw)
        .rest(0.1, 0)
        .evaluator(SampledEvaluator.of("judge"))
        .rule("flag", new Rule.Flagged(Set.of()))
        .rule("signal", new Rule.Signalled(Set.of()));
  }

  // Nine tenths of the failures and one in fifty of the passes raise a flag: failures are drawn
  // nearly ten times as often.
  private static Facts facts(ObservedInteraction observed, boolean pass, SplittableRandom random) {
    Facts facts = Facts.of(observed);
    return random.nextDouble() < (pass ? 0.02 : 0.9) ? facts.withFlags(Set.of("odd")) : facts;
  }

  @Test
  void rulesThatOversampleFailures_weightedCoversAndPlainDoesNot() {
    Coverage coverage = Coverage.of(draws(20, SamplingCoverageTest::oversampled));
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(coverage.plain).as(coverage.toString()).isZero();
    assertThat(coverage.value).as(coverage.toString()).isBetween(0.797, 0.803);
  }

  private static Sample oversampled(int draw, SplittableRandom random) {
    Sampler sampler = new Sampler(plan(draw).build());
    RateTable table = new RatePlanner(sampler.plan()).begin(Traces.NOON);
    Sample sample = new Sample();
    for (int i = 0; i < 2000; i++) {
      boolean pass = random.nextDouble() < PASS_RATE;
      ObservedInteraction observed = Traces.of(Traces.id(random), "f", Traces.NOON);
      Facts facts = facts(observed, pass, random);
      Decision decision = sampler.decide(observed, facts, table, Traces.NOON).decisions().get(0);
      if (decision.selected()) {
        sample.add(pass, decision.probability());
      }
    }
    return sample;
  }

  @Test
  void lateSignals_coverOnlyWithTheProbabilityOverAllLooks() {
    List<List<Sample>> samples = draws(21, SamplingCoverageTest::withLateSignals);
    Coverage coverage = Coverage.of(samples.stream().map(each -> each.get(0)).toList());
    Coverage unrevised = Coverage.of(samples.stream().map(each -> each.get(1)).toList());
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(unrevised.share()).as(unrevised.toString()).isLessThan(0.9);
  }

  private static List<Sample> withLateSignals(int draw, SplittableRandom random) {
    Sampler sampler = new Sampler(plan(draw).build());
    RateTable table = new RatePlanner(sampler.plan()).begin(Traces.NOON);
    Sample sample = new Sample();
    Sample wrong = new Sample();
    for (int i = 0; i < 2000; i++) {
      boolean pass = random.nextDouble() < PASS_RATE;
      ObservedInteraction observed = Traces.of(Traces.id(random), "f", Traces.NOON);
      Facts facts = Facts.of(observed);
      TraceDecision first = sampler.decide(observed, facts, table, Traces.NOON);
      TraceDecision last = first;
      if (random.nextDouble() < (pass ? 0.02 : 0.5)) {
        Facts later = facts.withSignals(Set.of(Signal.Kind.THUMBS_DOWN));
        last = sampler.revise(first, later, table, Traces.NOON.plusSeconds(90));
      }
      Decision decision = last.decisions().get(0);
      if (decision.selected()) {
        sample.add(pass, decision.probability());
        // As if the first decision's weight stood, and later ones came on top.
        boolean already = first.decisions().get(0).selected();
        wrong.add(pass, already ? 0.1 : decision.probability());
      }
    }
    return List.of(sample, wrong);
  }

  @Test
  void floorsAndBudgets_whoseRatesFollowTraffic_keepCoverage() {
    List<Sample> samples = draws(22, SamplingCoverageTest::withFloorsAndBudgets);
    Coverage coverage = Coverage.of(samples);
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    DoubleSummaryStatistics seen = new DoubleSummaryStatistics();
    samples.forEach(sample -> seen.combine(sample.seen));
    assertThat(seen.getMin()).isLessThan(0.1);
    assertThat(seen.getMax()).isEqualTo(1);
  }

  private static Sample withFloorsAndBudgets(int draw, SplittableRandom random) {
    SamplingPlan plan =
        plan(draw)
            .stratum(new Stratum("rare", Match.any().feature("rare"), 0.05, 60))
            .budget(new Budget(360.0, null, null, null))
            .assumedPerMinute(60)
            .build();
    Instant start = Traces.NOON.plusSeconds(900);
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), start);
    Sample sample = new Sample();
    // Three quarters of an hour; traffic doubles and quality falls half way, the mean is 0.8.
    for (int i = 0; i < 2000; i++) {
      boolean late = i >= 700;
      double quality = late ? 0.8 - 0.1 * 700 / 1300 : 0.9;
      boolean pass = random.nextDouble() < quality;
      Instant at = start.plusMillis(late ? 1_400_000 + (i - 700) * 1000L : i * 2000L);
      String feature = random.nextInt(20) == 0 ? "rare" : "common";
      ObservedInteraction observed = Traces.of(Traces.id(random), feature, at);
      Facts facts = Facts.of(observed);
      if (random.nextDouble() < (pass ? 0.01 : 0.3)) {
        facts = facts.withFlags(Set.of("odd"));
      }
      Decision decision = sampler.decide(observed, facts, at).decisions().get(0);
      sample.seen.accept(decision.probability());
      if (decision.selected()) {
        sample.add(pass, decision.probability());
      }
    }
    return sample;
  }

  @Test
  void cheapScoresUnderLoad_asRulesForTheJudge_keepCoverage() {
    Coverage coverage = Coverage.of(draws(23, SamplingCoverageTest::underLoad));
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(coverage.plain).as(coverage.toString()).isZero();
  }

  private static Sample underLoad(int draw, SplittableRandom random) {
    SamplingPlan plan = plan(draw).rule("low", new Rule.LowScore("format", 0.5)).build();
    Sampler sampler = new Sampler(plan);
    RateTable table = new RatePlanner(plan).begin(Traces.NOON);
    LoadShedding shedding = LoadShedding.withSalt(plan.salt());
    shedding.observe(new LoadShedding.Load(1800, 1100 / 0.9, 6000));
    Sample sample = new Sample();
    for (int i = 0; i < 2000; i++) {
      boolean pass = random.nextDouble() < PASS_RATE;
      ObservedInteraction observed = Traces.of(Traces.id(random), "f", Traces.NOON);
      // What half of the cheap evaluations did not see cannot raise a probability.
      double format = random.nextDouble() < (pass ? 0.02 : 0.9) ? 0 : 1;
      boolean looked = shedding.decide(observed.id(), List.of("format")).get(0).selected();
      Facts facts = Facts.of(observed);
      Decision decision =
          sampler
              .decide(
                  observed,
                  looked ? facts.withScores(Map.of("format", format)) : facts,
                  table,
                  Traces.NOON)
              .decisions()
              .get(0);
      if (decision.selected()) {
        sample.add(pass, decision.probability());
      }
    }
    return sample;
  }
}
