package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final Instant NOON = Traces.NOON;

  private static SamplingPlan.Builder plan() {
    return SamplingPlan.builder().evaluator(SampledEvaluator.of("judge"));
  }

  private static RateTable table(SamplingPlan plan) {
    return new RatePlanner(plan).begin(NOON);
  }

  @Test
  void decide_fivePercentStratum_drawsFivePercentAndNotTen() {
    SamplingPlan plan =
        plan()
            .stratum(new Stratum("refunds", Match.any().feature("refunds"), 0.05, 0))
            .rest(0.05, 0)
            .rule("error", new Rule.Failed())
            .evaluator(new SampledEvaluator("second", SampledEvaluator.TOGETHER, 1, 0))
            .build();
    Sampler sampler = new Sampler(plan);
    RateTable table = table(plan);
    SplittableRandom random = new SplittableRandom(11);
    int n = 200_000;
    int drawn = 0;
    int either = 0;
    for (int i = 0; i < n; i++) {
      ObservedInteraction observed = Traces.of(Traces.id(random), "refunds", NOON);
      TraceDecision decision = sampler.decide(observed, Facts.of(observed), table, NOON);
      Decision judge = decision.of("judge").orElseThrow();
      assertThat(judge.probability()).isEqualTo(0.05);
      drawn += judge.selected() ? 1 : 0;
      // A second evaluator, a second look, and another node change nothing.
      either += decision.selected() ? 1 : 0;
      TraceDecision again = new Sampler(plan).decide(observed, Facts.of(observed), table, NOON);
      assertThat(again).isEqualTo(decision);
      assertThat(sampler.revise(decision, Facts.of(observed), table, NOON)).isSameAs(decision);
    }
    double three = 3 * Math.sqrt(0.05 * 0.95 / n);
    assertThat((double) drawn / n).isCloseTo(0.05, within(three));
    assertThat(either).isEqualTo(drawn);
  }

  @Test
  void decide_ruleHolds_isCertainAndSaysWhy() {
    SamplingPlan plan = plan().rule("error", new Rule.Failed()).build();
    ObservedInteraction failed =
        Traces.of("a".repeat(32), "f", NOON, b -> b.error(new InteractionError("timeout", "late")));
    TraceDecision decision = new Sampler(plan).decide(failed, Facts.of(failed), table(plan), NOON);
    assertThat(decision.of("judge")).contains(new Decision("judge", true, 1, Reason.RULE, "error"));
    assertThat(decision.stratum()).isEqualTo(SamplingPlan.REST);
  }

  @Test
  void rule_everyCondition_holdsForItsFacts() {
    SamplingPlan plan =
        plan()
            .rule("slow", new Rule.Slow())
            .rule("flag", new Rule.Flagged(Set.of("card")))
            .rule("signal", new Rule.Signalled(Set.of()))
            .rule("low", new Rule.LowScore("format", 0.5))
            .build();
    Sampler sampler = new Sampler(plan);
    RateTable table =
        new RateTable(NOON, Map.of(), Map.of(), Map.of("answer", 900.0), 2000, Duration.ZERO);
    Facts facts = new Facts(false, "answer", Double.NaN, Set.of(), Set.of(), Map.of());
    assertThat(sampler.rule(facts, table)).isEmpty();
    assertThat(sampler.rule(new Facts(false, "answer", 901, Set.of(), Set.of(), Map.of()), table))
        .map(Rule::name)
        .contains("slow");
    assertThat(sampler.rule(new Facts(false, "other", 901, Set.of(), Set.of(), Map.of()), table))
        .isEmpty();
    assertThat(sampler.rule(facts.withFlags(Set.of("card")), table))
        .map(Rule::name)
        .contains("flag");
    assertThat(sampler.rule(facts.withFlags(Set.of("else")), table)).isEmpty();
    assertThat(sampler.rule(facts.withSignals(EnumSet.of(Signal.Kind.REPORT)), table))
        .map(Rule::name)
        .contains("signal");
    assertThat(sampler.rule(facts.withSignals(EnumSet.of(Signal.Kind.COPY)), table)).isEmpty();
    assertThat(sampler.rule(facts.withScores(Map.of("format", 0.4)), table))
        .map(Rule::name)
        .contains("low");
    assertThat(sampler.rule(facts.withScores(Map.of("format", 0.5)), table)).isEmpty();
  }

  @Test
  void stratum_firstThatMatches_isTaken() {
    SamplingPlan plan =
        plan()
            .zone(ZoneId.of("Europe/Berlin"))
            .stratum(
                new Stratum("gold at one", Match.any().tag("segment", "gold").hours(13), 0.5, 0))
            .stratum(
                new Stratum(
                    "m1",
                    Match.any()
                        .app("shop", "blog")
                        .environment("production")
                        .promptTemplate("answer")
                        .model("m1"),
                    0.2,
                    0))
            .build();
    Sampler sampler = new Sampler(plan);
    String id = "b".repeat(32);
    assertThat(sampler.stratum(Traces.of(id, "f", NOON, b -> b.tag("segment", "gold"))).name())
        .isEqualTo("gold at one");
    Instant later = NOON.plus(Duration.ofHours(1));
    assertThat(sampler.stratum(Traces.of(id, "f", later, b -> b.tag("segment", "gold"))).name())
        .isEqualTo("m1");
    assertThat(sampler.stratum(Traces.of(id, "f", NOON, b -> b.model(null))).name())
        .isEqualTo(SamplingPlan.REST);
  }

  @Test
  void revise_lateSignal_givesTheProbabilityOverAllLooks() {
    SamplingPlan plan = plan().rule("signal", new Rule.Signalled(Set.of())).build();
    Sampler sampler = new Sampler(plan);
    RateTable table = table(plan);
    SplittableRandom random = new SplittableRandom(5);
    int first = 0;
    for (int i = 0; i < 2000; i++) {
      ObservedInteraction observed = Traces.of(Traces.id(random), "f", NOON);
      Facts facts = Facts.of(observed);
      TraceDecision before = sampler.decide(observed, facts, table, NOON);
      first += before.selected() ? 1 : 0;
      Facts later = facts.withSignals(Set.of(Signal.Kind.THUMBS_DOWN));
      TraceDecision after = sampler.revise(before, later, table, NOON.plusSeconds(60));
      assertThat(after.phase()).isEqualTo(2);
      assertThat(after.of("judge")).contains(new Decision("judge", true, 1, Reason.RULE, "signal"));
      Instant gone = before.heldUntil().plusMillis(1);
      assertThat(sampler.revise(before, later, table, gone)).isSameAs(before);
    }
    assertThat(first).isBetween(70, 130);
  }

  @Test
  void mayDraw_whateverTurnsOutOfTheTrace_missesNone() {
    SamplingPlan plan =
        plan()
            .stratum(new Stratum("refunds", Match.any().feature("refunds"), 0.3, 0))
            .evaluator(new SampledEvaluator("alone", "other", 0.1, 0))
            .build();
    Sampler sampler = new Sampler(plan);
    RateTable table = table(plan);
    SplittableRandom random = new SplittableRandom(6);
    int may = 0;
    for (int i = 0; i < 20_000; i++) {
      String id = Traces.id(random);
      boolean kept = sampler.mayDraw(id, table);
      may += kept ? 1 : 0;
      for (String feature : new String[] {"refunds", "orders"}) {
        ObservedInteraction observed = Traces.of(id, feature, NOON);
        TraceDecision decision = sampler.decide(observed, Facts.of(observed), table, NOON);
        assertThat(kept || !decision.selected()).isTrue();
      }
    }
    // 1 - 0.7 * 0.97
    assertThat(may / 20_000.0).isCloseTo(0.321, within(0.01));
  }

  @Test
  void plan_whatCannotBe_isRefused() {
    assertThatThrownBy(() -> plan().rest(0, 0).build())
        .hasMessage(
            "rate of stratum rest: 0.0 (expected: 0 < rate <= 1; what is never drawn is never"
                + " heard)");
    assertThatThrownBy(() -> plan().rule("a", new Rule.Failed()).rule("a", new Rule.Slow()).build())
        .hasMessage("rule: a twice (expected: once)");
    assertThatThrownBy(() -> Match.any().hours(24)).hasMessage("hour: 24 (expected: 0 to 23)");
    assertThatThrownBy(() -> new Budget(-1.0, null, null, null))
        .hasMessage("calls_per_hour: -1.0 (expected: a finite number of at least 0)");
  }

  @Test
  void table_throughJson_isTheSame() {
    SamplingPlan plan = plan().rest(0.1, 20).build();
    RateTable table =
        new RateTable(
            NOON,
            table(plan).rates(),
            Map.of("judge", 0.5),
            Map.of("answer", 812.5),
            1200,
            Duration.ofMinutes(3));
    assertThat(RateTable.fromJson(table.toJson())).isEqualTo(table);
    assertThat(RateTable.fromJson(table(plan).toJson())).isEqualTo(table(plan));
    assertThatThrownBy(() -> RateTable.fromJson(table.toJson().put("version", 2)))
        .hasMessageContaining("rate table version: 2 (expected: 1)");
    assertThatThrownBy(() -> RateTable.fromJson(table.toJson().put("from", "soon")))
        .hasMessageContaining("ISO 8601 times within bounds");
  }
}
