package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.internal.HostileBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrafficSamplerTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

  /** Requests at a rate that swings with the hour, from {@code from} on. */
  private static List<Instant> arrivals(Instant from, Duration length, double perHour, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Instant> arrivals = new ArrayList<>();
    double seconds = 0;
    while (true) {
      Instant at = from.plusMillis((long) (1000 * seconds));
      double hour = (at.getEpochSecond() % 86_400) / 3600.0;
      double rate = perHour * (1 + 0.9 * Math.sin((hour - 9) / 24 * 2 * Math.PI)) / 3600;
      seconds -= Math.log(1 - random.nextDouble()) / Math.max(rate, 1e-6);
      if (seconds >= length.toSeconds()) {
        return arrivals;
      }
      arrivals.add(from.plusMillis((long) (1000 * seconds)));
    }
  }

  private static TraceDecision decide(
      TrafficSampler sampler, SplittableRandom random, String feature, Instant at) {
    ObservedInteraction observed = Traces.of(Traces.id(random), feature, at);
    return sampler.decide(observed, Facts.of(observed), at);
  }

  @Test
  void samplerThatSawNothing_isReadBack() {
    SamplingPlan plan = SamplingPlan.builder().evaluator(SampledEvaluator.of("judge")).build();
    Instant at = Instant.parse("2026-03-01T12:00:00Z");
    byte[] bytes = new TrafficSampler(plan, new Traffic(), at).toBytes();
    assertThat(TrafficSampler.fromBytes(plan, bytes).toBytes()).isEqualTo(bytes);
  }

  @Test
  void decide_budgetADay_lastsTheDayWithoutEverStopping() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.5, 0)
            .evaluator(new SampledEvaluator("judge", SampledEvaluator.TOGETHER, 1, 0.01))
            .budget(new Budget(null, 400.0, null, null))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(1);
    int days = 3;
    int[][] drawn = new int[days][24];
    double[] weight = new double[days];
    List<Instant> arrivals = arrivals(MIDNIGHT, Duration.ofDays(days), 200, 2);
    for (Instant at : arrivals) {
      TraceDecision decision = decide(sampler, random, "f", at);
      if (decision.selected()) {
        int hour = (int) Duration.between(MIDNIGHT, at).toHours();
        drawn[hour / 24][hour % 24]++;
        weight[hour / 24] += 1 / decision.decisions().get(0).probability();
      }
    }
    for (int day = 0; day < days; day++) {
      assertThat(Arrays.stream(drawn[day]).sum()).as("day %s", day).isLessThan(440);
    }
    // Once it knows the rhythm it spends evenly over the traffic and uses what it has.
    assertThat(Arrays.stream(drawn[2]).sum()).isBetween(340, 430);
    for (int hour = 6; hour < 24; hour++) {
      assertThat(drawn[2][hour]).as("hour %s", hour).isPositive();
    }
    assertThat(Arrays.stream(weight).sum()).isCloseTo(arrivals.size(), within(1500.0));
  }

  @Test
  void decide_moneyAnHour_isKeptAlsoWhenTrafficJumpsTenfold() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(1, 0)
            .evaluator(new SampledEvaluator("judge", SampledEvaluator.TOGETHER, 1, 0.5))
            .budget(new Budget(null, null, 3.0, null))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    for (int i = 0; i < 20; i++) {
      sampler.paid("judge", 0.02);
    }
    SplittableRandom random = new SplittableRandom(4);
    int[] drawn = new int[2];
    for (int second = 0; second < 7200; second++) {
      int rate = second < 3600 + 900 ? 1 : 10;
      for (int i = 0; i < rate; i++) {
        drawn[second / 3600] +=
            decide(sampler, random, "f", MIDNIGHT.plusSeconds(second)).selected() ? 1 : 0;
      }
    }
    // 3 at 0.02 a call are 150 calls.
    assertThat(drawn[0]).isBetween(110, 165);
    assertThat(drawn[1]).isBetween(110, 175);
  }

  @Test
  void decide_thinStratum_isHeardByItsFloor() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .stratum(new Stratum("rare", Match.any().feature("rare"), 0.01, 10))
            .rest(0.01, 0)
            .evaluator(SampledEvaluator.of("judge"))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(8);
    int[] rare = new int[12];
    double weight = 0;
    int came = 0;
    for (int second = 0; second < 12 * 3600; second += 10) {
      Instant at = MIDNIGHT.plusSeconds(second);
      decide(sampler, random, "common", at);
      if (second % 60 == 0) {
        came++;
        TraceDecision decision = decide(sampler, random, "rare", at);
        rare[second / 3600] += decision.selected() ? 1 : 0;
        weight += decision.selected() ? 1 / decision.decisions().get(0).probability() : 0;
      }
    }
    for (int hour = 0; hour < 12; hour++) {
      assertThat(rare[hour]).as("hour %s", hour).isBetween(5, 20);
    }
    assertThat(Arrays.stream(rare).average().orElseThrow()).isCloseTo(10, within(2.0));
    assertThat(weight).isCloseTo(came, within(200.0));
  }

  @Test
  void decide_slowBesideItsTemplate_isHeldByTheRule() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.05, 0)
            .rule("slow", new Rule.Slow())
            .evaluator(SampledEvaluator.of("judge"))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(8);
    int byRule = 0;
    int byRate = 0;
    int plain = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      Instant at = MIDNIGHT.plusMillis(100L * i);
      ObservedInteraction observed =
          Traces.of(
              Traces.id(random), "f", at, b -> b.latencyMillis(100 + 1000 * random.nextDouble()));
      Decision decision =
          sampler.decide(observed, Facts.of(observed), at).of("judge").orElseThrow();
      boolean rule = decision.reason() == Reason.RULE;
      assertThat(decision.probability()).isEqualTo(rule ? 1 : 0.05);
      byRule += rule ? 1 : 0;
      plain += rule ? 0 : 1;
      byRate += !rule && decision.selected() ? 1 : 0;
    }
    // A twentieth is slow by definition, and of the others a twentieth is drawn.
    assertThat(byRule / (double) n).isCloseTo(0.05, within(0.012));
    assertThat(byRate / (double) plain).isCloseTo(0.05, within(0.005));
  }

  @Test
  void decide_everythingFails_rulesAreLoweredToTheBudget() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.05, 0)
            .rule("error", new Rule.Failed())
            .evaluator(SampledEvaluator.of("judge"))
            .budget(new Budget(600.0, null, null, null))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(8);
    int drawn = 0;
    double weight = 0;
    for (int i = 0; i < 36_000; i++) {
      Instant at = MIDNIGHT.plusMillis(100L * i);
      ObservedInteraction observed = Traces.of(Traces.id(random), "f", at);
      Facts facts = Facts.of(observed);
      boolean outage = i >= 9_000;
      TraceDecision decision =
          sampler.decide(
              observed,
              outage
                  ? new Facts(true, "", Double.NaN, facts.flags(), facts.signals(), facts.scores())
                  : facts,
              at);
      drawn += decision.selected() ? 1 : 0;
      weight += decision.selected() ? 1 / decision.decisions().get(0).probability() : 0;
    }
    assertThat(drawn).isLessThan(1000);
    assertThat(weight).isCloseTo(36_000, within(8_000.0));
  }

  @Test
  void sampler_throughBytes_goesOnAlike() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.2, 10)
            .rule("slow", new Rule.Slow())
            .evaluator(SampledEvaluator.of("judge"))
            .budget(new Budget(100.0, 1000.0, 1.0, null))
            .build();
    TrafficSampler one = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(8);
    List<Instant> arrivals = arrivals(MIDNIGHT, Duration.ofHours(30), 100, 3);
    List<Instant> later = arrivals.subList(2000, arrivals.size());
    for (Instant at : arrivals.subList(0, 2000)) {
      decide(one, random, "f", at);
    }
    one.paid("judge", 0.01);
    byte[] bytes = one.traffic().toBytes();
    TrafficSampler two = TrafficSampler.fromBytes(plan, one.toBytes());
    TrafficSampler three = one;
    for (Instant at : later) {
      String id = Traces.id(random);
      ObservedInteraction observed = Traces.of(id, "f", at, b -> b.latencyMillis(100.0));
      assertThat(two.decide(observed, Facts.of(observed), at))
          .isEqualTo(three.decide(observed, Facts.of(observed), at));
    }
    assertThat(two.toBytes()).isEqualTo(three.toBytes());
    HostileBytes.readOrRefuse(two.toBytes(), state -> TrafficSampler.fromBytes(plan, state));
    HostileBytes.readOrRefuse(bytes, Traffic::fromBytes);
    for (int i = 0; i < bytes.length; i += 3) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x41;
      assertThatThrownBy(() -> Traffic.fromBytes(damaged))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void merge_twoNodes_planAsOne() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.2, 10)
            .evaluator(SampledEvaluator.of("judge"))
            .budget(new Budget(100.0, 1000.0, null, null))
            .build();
    RatePlanner planner = new RatePlanner(plan);
    RateTable table = planner.begin(MIDNIGHT);
    Traffic whole = new Traffic();
    Traffic left = new Traffic();
    Traffic right = new Traffic();
    SplittableRandom random = new SplittableRandom(1);
    TrafficSampler together = new TrafficSampler(plan, whole, MIDNIGHT);
    TrafficSampler a = new TrafficSampler(plan, left, MIDNIGHT);
    TrafficSampler b = new TrafficSampler(plan, right, MIDNIGHT);
    List.of(together, a, b).forEach(sampler -> sampler.follow(table));
    Instant end = MIDNIGHT;
    for (Instant at : arrivals(MIDNIGHT, Duration.ofHours(20), 100, 3)) {
      ObservedInteraction observed =
          Traces.of(Traces.id(random), "f", at, i -> i.latencyMillis(100 * random.nextDouble()));
      TraceDecision decision = together.decide(observed, Facts.of(observed), at);
      TrafficSampler node = random.nextBoolean() ? a : b;
      assertThat(node.decide(observed, Facts.of(observed), at)).isEqualTo(decision);
      end = at;
    }
    left.merge(right);
    assertThat(left.toBytes()).isEqualTo(whole.toBytes());
    assertThat(planner.plan(left, end)).isEqualTo(planner.plan(whole, end));
  }

  @Test
  void decide_trafficAtAnHourThatUsedToBeIdle_keepsTheBudget() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.5, 0)
            .evaluator(SampledEvaluator.of("judge"))
            .budget(new Budget(100.0, 300.0, null, null))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(1);
    // A request at midnight of each of four days, and then one a second at three in the morning.
    for (int day = 0; day < 4; day++) {
      decide(sampler, random, "f", MIDNIGHT.plus(Duration.ofDays(day)));
    }
    Instant three = MIDNIGHT.plus(Duration.ofDays(4)).plus(Duration.ofHours(3));
    int[] drawn = new int[3];
    for (int i = 0; i < 3 * 3600; i++) {
      drawn[i / 3600] += decide(sampler, random, "f", three.plusSeconds(i)).selected() ? 1 : 0;
    }
    assertThat(drawn[0]).isBetween(30, 115);
    assertThat(drawn[2]).isPositive();
    assertThat(Arrays.stream(drawn).sum()).isLessThan(320);
  }

  @Test
  void decide_clockSetBack_plansFromWhatIsLeft() {
    SamplingPlan plan =
        SamplingPlan.builder()
            .rest(0.5, 0)
            .evaluator(SampledEvaluator.of("judge"))
            .budget(new Budget(100.0, null, null, null))
            .build();
    TrafficSampler sampler = new TrafficSampler(plan, new Traffic(), MIDNIGHT);
    SplittableRandom random = new SplittableRandom(1);
    Instant ahead = MIDNIGHT.plus(Duration.ofDays(400));
    for (int i = 0; i < 3000; i++) {
      decide(sampler, random, "f", ahead.plusSeconds(i));
    }
    int drawn = 0;
    for (int i = 0; i < 3600; i++) {
      drawn += decide(sampler, random, "f", MIDNIGHT.plusSeconds(i)).selected() ? 1 : 0;
    }
    assertThat(drawn).isBetween(70, 120);
  }
}
