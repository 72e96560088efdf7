package dev.assay.monitor.behaviour;

import static dev.assay.monitor.behaviour.Talk.at;
import static dev.assay.monitor.behaviour.Talk.observed;
import static dev.assay.monitor.behaviour.Talk.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.sampling.Match;
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
  void followed_judge_tellsWithBothProbabilities() {
    Outcomes outcomes = new Outcomes(rules(1000, "salt"));
    Assignment judge = new Assignment("judge", true, true, 0.1, FailureMode.INCORRECT);
    outcomes.opened(said("a", 0, "hi"), List.of(judge), new Following(0.5, true), at(2));
    outcomes.scored("a", "judge", Score.ofPass(false, null), at(3));
    assertThat(outcomes.of("a").orElseThrow().failure())
        .isEqualTo(new Outcome.Failed(FailureMode.INCORRECT, 0.05, "judge"));
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
