package dev.assay.monitor.behaviour;

import static dev.assay.monitor.behaviour.Talk.at;
import static dev.assay.monitor.behaviour.Talk.observed;
import static dev.assay.monitor.behaviour.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.json.Json;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.sampling.Decision;
import dev.assay.monitor.sampling.Facts;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.sampling.Match;
import dev.assay.monitor.sampling.RateTable;
import dev.assay.monitor.sampling.Rule;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.monitor.sampling.Sampler;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.window.Completion;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.sampling.HajekProportion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FollowedShareTest {

  private static final int ROOM = 300;
  private static final Duration FOLLOWED = Duration.ofHours(1);
  private static final int STEP = 10;
  private static final int HOURS = 8;
  private static final int TRIALS = 60;

  private static OutcomeRules rules(int most, String salt) {
    return new OutcomeRules(List.of(), FailureModeRules.withDefaults(), FOLLOWED, most, null, salt);
  }

  /**
   * Hours of traffic at once, two and six times what there is room for, three times on the whole;
   * the more comes, the less is completed. What fails is reported after five minutes.
   */
  private static final class Day {

    private static final double[] TIMES = {1, 2, 6};
    private static final double[] DONE = {0.95, 0.8, 0.5};

    private record Report(int second, String id) {}

    final Map<String, Outcome.Done> told = new LinkedHashMap<>();
    final Outcomes outcomes;
    private final SplittableRandom random;
    private final Deque<Report> reports = new ArrayDeque<>();
    double truth;
    long mostFollowed;

    Day(OutcomeRules rules, long seed) {
      outcomes = new Outcomes(rules);
      random = new SplittableRandom(seed);
    }

    void pass() {
      int came = 0;
      double done = 0;
      int end = HOURS * 3600;
      for (int second = 0; second < end + 7200; second += STEP) {
        int hour = second / 3600 % TIMES.length;
        double expected = TIMES[hour] * ROOM / 3600.0 * STEP;
        int now = (int) (expected + random.nextDouble());
        for (int i = 0; second < end && i < now; i++) {
          String id = "i" + came++;
          done += DONE[hour];
          note(outcomes.opened(said(id, second, "hi"), List.of(), at(second + 1)));
          if (random.nextDouble() >= DONE[hour]) {
            reports.add(new Report(second + 300, id));
          }
        }
        while (!reports.isEmpty() && reports.peek().second() <= second) {
          String id = reports.remove().id();
          note(outcomes.signalled(id, Signal.Kind.REPORT, at(second)));
        }
        note(outcomes.due(at(second)));
        mostFollowed = Math.max(mostFollowed, outcomes.counts().followed());
      }
      truth = done / came;
    }

    private void note(Optional<OutcomeChange> change) {
      note(change.map(List::of).orElse(List.of()));
    }

    private void note(Collection<OutcomeChange> changes) {
      for (OutcomeChange each : changes) {
        if (each.after().completion() != null) {
          told.put(each.interactionId(), each.after().completion());
        }
      }
    }

    Estimate rate(boolean weighted) {
      boolean[] done = new boolean[told.size()];
      double[] probability = new double[told.size()];
      int i = 0;
      for (Outcome.Done each : told.values()) {
        done[i] = each.completion() == Completion.COMPLETED;
        probability[i++] = weighted ? each.probability() : 1;
      }
      return HajekProportion.withDefaults().of(done, probability).orElseThrow();
    }

    boolean covers(boolean weighted) {
      return rate(weighted).interval().contains(truth);
    }
  }

  @Test
  void share_threeTimesWhatThereIsRoomFor_weightedRateIsTrueAndThePlainOneIsNot() {
    int weighted = 0;
    int plain = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Day day = new Day(rules(ROOM, "salt " + trial), trial);
      day.pass();
      assertThat(day.outcomes.counts().letGo()).isZero();
      assertThat(day.mostFollowed).isLessThanOrEqualTo(ROOM);
      assertThat(day.told.values()).noneMatch(d -> d.completion() == Completion.UNKNOWN);
      weighted += day.covers(true) ? 1 : 0;
      plain += day.covers(false) ? 1 : 0;
    }
    assertThat(weighted).isGreaterThanOrEqualTo((int) (0.9 * TRIALS));
    assertThat(plain).isLessThanOrEqualTo(TRIALS / 10);
  }

  // What was done before: the eldest give way, and nobody waits until it was quiet.
  @Test
  void share_allWithoutRoom_isNotTrue() {
    Day day = new Day(rules(ROOM, "salt").withShare(1), 1);
    day.pass();
    assertThat(day.outcomes.counts().letGo()).isPositive();
    assertThat(day.covers(true)).isFalse();
  }

  @Test
  void share_muchAtOnce_leavesRoomAndStandsForAll() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    double stands = 0;
    for (int i = 0; i < 20_000; i++) {
      stands +=
          outcomes
              .opened(said("i" + i, 0, "hi"), List.of(), at(2))
              .map(change -> change.after().completion())
              .map(done -> 1 / done.probability())
              .orElse(0.0);
    }
    assertThat(outcomes.counts().followed()).isBetween(200L, 1000L);
    assertThat(stands).isCloseTo(20_000, within(4_000.0));
    assertThat(outcomes.counts().share()).isBetween(1e-3, 0.1);
  }

  @Test
  void share_whatTrafficThereIsRoomFor_followsAll() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    for (int i = 0; i < 10_000; i += 5) {
      outcomes.opened(said("i" + i, i, "hi"), List.of(), at(i));
      outcomes.due(at(i));
    }
    assertThat(outcomes.counts().share()).isEqualTo(1);
  }

  @Test
  void share_restart_goesOn() {
    Outcomes outcomes = new Outcomes(rules(10, "salt"));
    for (int i = 0; i < 1000; i++) {
      outcomes.opened(said("i" + i, i, "hi"), List.of(), at(i));
    }
    double share = outcomes.counts().share();
    assertThat(share).isLessThan(0.1);
    Outcomes again = Outcomes.fromBytes(outcomes.toBytes(), rules(10, "salt"));
    assertThat(again.counts()).isEqualTo(outcomes.counts());
  }

  @Test
  void share_decidedBefore_holds() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    outcomes.opened(said("a", 0, "hi"), List.of(), new Following(0.25, true), at(2));
    outcomes.opened(said("b", 0, "hi"), List.of(), new Following(0.25, false), at(2));
    outcomes.opened(said("a", 0, "hi"), List.of(), new Following(0.25, true), at(3));
    assertThat(outcomes.counts().followed()).isEqualTo(1);
    assertThat(outcomes.due(at(4000)))
        .singleElement()
        .satisfies(c -> assertThat(c.after().completion().probability()).isEqualTo(0.25));
  }

  @Test
  void notFollowed_whatIsKnownAtOnce_isToldForAll() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    Following not = new Following(0.01, false);
    Assignment format = new Assignment("format", false, true, 0.5, FailureMode.FORMAT);
    Assignment judge = new Assignment("judge", true, true, 0.1, FailureMode.INCORRECT);

    Interaction error = Interaction.ofError("timeout", "x");
    outcomes.opened(observed("error", 0, error), List.of(judge), not, at(2));
    Outcome failed = outcomes.of("error").orElseThrow();
    assertThat(failed.failure()).isEqualTo(new Outcome.Failed(FailureMode.ERROR, 1, "rule"));
    assertThat(failed.completion())
        .isEqualTo(new Outcome.Done(Completion.NOT_COMPLETED, 1, "standard: error"));

    outcomes.opened(said("format", 0, "hi"), List.of(format, judge), not, at(2));
    outcomes.scored("format", "format", Score.ofPass(false, null), at(2));
    Outcome misformed = outcomes.of("format").orElseThrow();
    assertThat(misformed.failure())
        .isEqualTo(new Outcome.Failed(FailureMode.FORMAT, 0.5, "format"));
    assertThat(misformed.completion()).isNull();

    outcomes.opened(said("fine", 0, "hi"), List.of(judge), not, at(2));
    outcomes.scored("fine", "judge", Score.ofPass(false, null), at(2));
    outcomes.signalled("fine", Signal.Kind.RESOLVED, at(2));
    assertThat(outcomes.of("fine")).contains(Outcome.NOTHING);
    assertThat(outcomes.counts().followed()).isZero();
  }

  @Test
  void followed_judge_tellsWithTheSmallerProbability() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    Assignment judge = new Assignment("judge", true, true, 0.1, FailureMode.INCORRECT);
    outcomes.opened(said("a", 0, "hi"), List.of(judge), new Following(0.5, true), at(2));
    outcomes.scored("a", "judge", Score.ofPass(false, null), at(3));
    assertThat(outcomes.of("a").orElseThrow().failure())
        .isEqualTo(new Outcome.Failed(FailureMode.INCORRECT, 0.1, "judge"));
  }

  @Test
  void followed_judgesDrawnApart_tellWithTheProduct() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    Assignment cheap = new Assignment("format", false, true, 0.5, FailureMode.FORMAT);
    Assignment judge = new Assignment("judge", true, true, 0.1, FailureMode.INCORRECT);
    Assignment other =
        new Assignment("other", true, true, true, 0.05, FailureMode.INCORRECT, "apart");
    Following following = new Following(0.2, true);
    outcomes.opened(said("a", 0, "hi"), List.of(cheap, judge, other), following, at(2));
    outcomes.scored("a", "format", Score.ofPass(true, null), at(3));
    outcomes.scored("a", "judge", Score.ofPass(true, null), at(3));
    outcomes.scored("a", "other", Score.ofPass(false, null), at(3));
    Outcome.Failed failed = outcomes.of("a").orElseThrow().failure();
    assertThat(failed.mode()).isEqualTo(FailureMode.INCORRECT);
    assertThat(failed.probability()).isCloseTo(0.5 * 0.1 * 0.05, within(1e-12));
    assertThat(Outcomes.fromBytes(outcomes.toBytes(), rules(1000, "salt")).of("a"))
        .isEqualTo(outcomes.of("a"));
  }

  // As version 3 wrote it: followed with 0.2, and a judge drawn with 0.1 by a draw of its own.
  private static byte[] version3() {
    StateWriter content = new StateWriter("behaviour.outcomes", 3);
    content.count(1);
    content.text("a");
    content.number(0.2);
    content.count(0); // standard
    Turn.time(content, at(1));
    Turn.time(content, at(3600));
    content.count(1); // no known mode
    content.count(0);
    content.count(0); // tools
    content.count(1);
    content.count(0);
    content.count(2); // judge
    content.count(7);
    content.number(0.1);
    content.count(3); // incorrect
    content.count(4); // PENDING
    content.number(0);
    content.count(3);
    content.count(0); // signals
    content.flag(false);
    content.flag(false);
    StateWriter out = new StateWriter("behaviour.outcomes", 3);
    out.count(0);
    out.count(0);
    out.number(0.01);
    out.number(1);
    out.count(5);
    List.of("standard", "none", "judge", "incorrect", "PENDING").forEach(out::text);
    out.block(content.toBytes());
    return out.toBytes();
  }

  @Test
  void fromBytes_ofVersion3_keepsItsJudgesApart() {
    Outcomes outcomes = Outcomes.fromBytes(version3(), rules(1000, "salt"));
    outcomes.scored("a", "judge", Score.ofPass(false, null), at(3));
    Outcome.Failed failed = outcomes.of("a").orElseThrow().failure();
    assertThat(failed.mode()).isEqualTo(FailureMode.INCORRECT);
    assertThat(failed.probability()).isCloseTo(0.02, within(1e-12));
  }

  /** What became of traffic of which 3% are judged, 3.5% followed, and half is seen by format. */
  private static final class Judged {

    private static final int TRAFFIC = 20_000;
    private static final double FAILS = 0.12;

    int told;
    final List<Double> probabilities = new ArrayList<>();
    final List<Boolean> failures = new ArrayList<>();
    double truth;

    // A rule holds for half of what fails: those are judged for certain.
    Judged(String salt, long seed) {
      SamplingPlan plan =
          SamplingPlan.builder()
              .salt(salt)
              .rest(0.03, 0)
              .evaluator(SampledEvaluator.of("judge"))
              .rule("error flag", new Rule.Flagged(Set.of("odd")))
              .build();
      Sampler sampler = new Sampler(plan);
      RateTable table = new RateTable(at(0), Map.of(), Map.of(), Map.of(), 2000, Duration.ZERO);
      LoadShedding shedding =
          LoadShedding.fromJson(salt, Json.object().put("version", 1).put("rate", 0.5));
      Outcomes outcomes = new Outcomes(rules(100_000, salt).withShare(0.035));
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < TRAFFIC; i++) {
        ObservedInteraction one = said("i" + i, i, "hi");
        boolean fails = random.nextDouble() < FAILS;
        truth += fails ? 1.0 / TRAFFIC : 0;
        boolean odd = random.nextDouble() < (fails ? 0.5 : 0.01);
        Facts facts = Facts.of(one).withFlags(odd ? Set.of("odd") : Set.of());
        Decision judge = sampler.decide(one, facts, table, at(i)).decisions().get(0);
        Decision cheap = shedding.decide(one.id(), List.of("format")).get(0);
        List<Assignment> assignments =
            List.of(
                new Assignment(
                    "format", false, cheap.selected(), cheap.probability(), FailureMode.FORMAT),
                new Assignment(
                    "judge",
                    true,
                    judge.selected(),
                    judge.probability(),
                    FailureMode.HALLUCINATED));
        outcomes.opened(one, assignments, at(i));
        if (cheap.selected()) {
          outcomes.scored(one.id(), "format", Score.ofPass(true, null), at(i));
        }
        if (judge.selected()) {
          outcomes.scored(one.id(), "judge", Score.ofPass(!fails, null), at(i));
        }
        outcomes.of(one.id()).map(Outcome::failure).ifPresent(this::note);
      }
    }

    private void note(Outcome.Failed failure) {
      told++;
      probabilities.add(failure.probability());
      failures.add(failure.mode() == FailureMode.HALLUCINATED);
    }

    Estimate rate() {
      boolean[] failed = new boolean[told];
      double[] probability = new double[told];
      for (int i = 0; i < told; i++) {
        failed[i] = failures.get(i);
        probability[i] = probabilities.get(i);
      }
      return HajekProportion.withDefaults().of(failed, probability).orElseThrow();
    }
  }

  @Test
  void judged_drawnTogetherWithThoseFollowed_mostAreToldAndTheWeightedRateIsTrue() {
    int trials = 100;
    int covers = 0;
    double told = 0;
    double weight = 0;
    double mean = 0;
    for (int trial = 0; trial < trials; trial++) {
      Judged judged = new Judged("salt " + trial, trial);
      covers += judged.rate().interval().contains(judged.truth) ? 1 : 0;
      told += judged.told / (double) trials;
      mean += judged.rate().value() / trials;
      weight +=
          judged.probabilities.stream().mapToDouble(p -> 1 / p).sum()
              / (trials * (double) Judged.TRAFFIC);
    }
    // Half of 3% and of what the rule holds, up to the 3.5% that are followed; a share of a share
    // would be 21 and as many of the rule's.
    assertThat(told).isBetween(300.0, 320.0);
    assertThat(weight).isCloseTo(1, within(0.02));
    assertThat(mean).isCloseTo(Judged.FAILS, within(0.006));
    assertThat(covers).isBetween(90, 100);
  }

  @Test
  void decide_nothingToWaitFor_isToldAndNotFollowed() {
    CompletionRule refunds =
        new CompletionRule(
            "refunds",
            Match.any(),
            List.of(new CompletionRule.Failed(), new CompletionRule.Tool("refund")));
    Outcomes outcomes =
        new Outcomes(rules(1000, "salt").withCompletion(List.of(refunds)).withShare(0.01));
    List<Outcome> told = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      outcomes.opened(said("i" + i, 0, "hi"), List.of(), at(2));
      told.add(outcomes.of("i" + i).orElseThrow());
    }
    assertThat(told)
        .containsOnly(
            new Outcome(
                new Outcome.Done(Completion.UNKNOWN, 1, "refunds"),
                new Outcome.Failed(null, 1, "nothing found")));
    assertThat(outcomes.counts().followed()).isZero();
  }
}
