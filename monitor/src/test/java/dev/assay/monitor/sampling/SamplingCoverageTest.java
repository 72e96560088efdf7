package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.HajekProportion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Weighted estimates from real decisions hold the truth as often as they say; plain ones do not.
 */
class SamplingCoverageTest {

  private static final int DRAWS = 2000;
  private static final double PASS_RATE = 0.8;

  /** Scores of one draw: who was evaluated, whether it passed, and its probability. */
  private static final class Sample {

    private final List<Boolean> passed = new ArrayList<>();
    private final List<Double> probabilities = new ArrayList<>();

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
    Coverage coverage = new Coverage();
    SplittableRandom random = new SplittableRandom(20);
    for (int draw = 0; draw < DRAWS; draw++) {
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
      coverage.add(sample);
    }
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(coverage.plain).as(coverage.toString()).isZero();
    assertThat(coverage.value).as(coverage.toString()).isBetween(0.797, 0.803);
  }

  @Test
  void lateSignals_coverOnlyWithTheProbabilityOverAllLooks() {
    Coverage coverage = new Coverage();
    Coverage unrevised = new Coverage();
    SplittableRandom random = new SplittableRandom(21);
    for (int draw = 0; draw < DRAWS; draw++) {
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
      coverage.add(sample);
      unrevised.add(wrong);
    }
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(unrevised.share()).as(unrevised.toString()).isLessThan(0.9);
  }

  @Test
  void floorsAndBudgets_whoseRatesFollowTraffic_keepCoverage() {
    Coverage coverage = new Coverage();
    SplittableRandom random = new SplittableRandom(22);
    double[] extremes = {1, 0};
    for (int draw = 0; draw < DRAWS; draw++) {
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
        extremes[0] = Math.min(extremes[0], decision.probability());
        extremes[1] = Math.max(extremes[1], decision.probability());
        if (decision.selected()) {
          sample.add(pass, decision.probability());
        }
      }
      coverage.add(sample);
    }
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(extremes[0]).isLessThan(0.1);
    assertThat(extremes[1]).isEqualTo(1);
  }

  @Test
  void cheapScoresUnderLoad_asRulesForTheJudge_keepCoverage() {
    Coverage coverage = new Coverage();
    SplittableRandom random = new SplittableRandom(23);
    for (int draw = 0; draw < DRAWS; draw++) {
      SamplingPlan plan = plan(draw).rule("low", new Rule.LowScore("format", 0.5)).build();
      Sampler sampler = new Sampler(plan);
      RateTable table = new RatePlanner(plan).begin(Traces.NOON);
      LoadShedding shedding = LoadShedding.withSalt(plan.salt());
      shedding.observe(new LoadShedding.Load(1800, 1000, 0));
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
      coverage.add(sample);
    }
    assertThat(coverage.share()).as(coverage.toString()).isBetween(0.935, 0.965);
    assertThat(coverage.plain).as(coverage.toString()).isZero();
  }
}
