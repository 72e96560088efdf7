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
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import dev.assay.monitor.internal.HostileBytes;
import dev.assay.monitor.sampling.Match;
import dev.assay.monitor.window.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {

  private static final OutcomeRules RULES = OutcomeRules.withDefaults();
  private static final Assignment FORMAT =
      new Assignment("format", false, true, 1, FailureMode.FORMAT);
  private static final Assignment JUDGE =
      new Assignment("judge", true, true, 0.1, FailureMode.INCORRECT);
  private static final Assignment NOT_DRAWN =
      new Assignment("judge", true, false, 0.1, FailureMode.INCORRECT);

  private static Outcome outcome(Outcomes outcomes, String id) {
    return outcomes.of(id).orElseThrow();
  }

  private static Score fails(FailureMode mode) {
    return Score.ofPass(false, "no").withLabel(mode.key());
  }

  @Test
  void opened_nothingElse_isUnknownUntilItStayedQuiet() {
    Outcomes outcomes = new Outcomes(RULES);
    Optional<OutcomeChange> first = outcomes.opened(said("a", 0, "hi"), List.of(), at(2));
    assertThat(first).isPresent();
    assertThat(first.get().before()).isEqualTo(Outcome.NOTHING);
    assertThat(first.get().after().completion())
        .isEqualTo(new Outcome.Done(Completion.UNKNOWN, 1, "standard: quiet"));
    assertThat(first.get().after().failure())
        .isEqualTo(new Outcome.Failed(null, 1, "nothing found"));
    assertThat(outcomes.due(at(1800))).isEmpty();
    List<OutcomeChange> quiet = outcomes.due(at(1801));
    assertThat(quiet).hasSize(1);
    assertThat(quiet.get(0).before()).isEqualTo(first.get().after());
    assertThat(quiet.get(0).after().completion())
        .isEqualTo(new Outcome.Done(Completion.COMPLETED, 1, "standard: quiet"));
  }

  @Test
  void opened_noConversation_staysUnknownHoweverQuiet() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(observed("a", 0, Interaction.ofOutput("x")), List.of(), at(2));
    outcomes.due(at(10_000));
    assertThat(outcome(outcomes, "a").completion())
        .isEqualTo(new Outcome.Done(Completion.UNKNOWN, 1, "standard"));
  }

  @Test
  void signalled_afterItWasQuiet_isRevised() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(), at(2));
    outcomes.due(at(4000));
    OutcomeChange change = outcomes.signalled("a", Signal.Kind.REPORT, at(5000)).orElseThrow();
    assertThat(change.before().completion().completion()).isEqualTo(Completion.COMPLETED);
    assertThat(change.after().completion().completion()).isEqualTo(Completion.NOT_COMPLETED);
    assertThat(outcomes.signalled("a", Signal.Kind.REPORT, at(5001))).isEmpty();
  }

  @Test
  void scored_judgeOfASample_tellsWithItsProbability() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(FORMAT, JUDGE), at(2));
    assertThat(outcome(outcomes, "a").failure()).isNull();
    outcomes.scored("a", "format", Score.ofPass(true, null), at(3));
    assertThat(outcome(outcomes, "a").failure()).isNull();
    OutcomeChange change =
        outcomes.scored("a", "judge", fails(FailureMode.HALLUCINATED), at(4)).orElseThrow();
    assertThat(change.after().failure())
        .isEqualTo(new Outcome.Failed(FailureMode.HALLUCINATED, 0.1, "judge"));
  }

  @Test
  void scored_cheapEvaluatorFails_comesBeforeTheJudgeAndCountsOnce() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(FORMAT, JUDGE), at(2));
    outcomes.scored("a", "judge", fails(FailureMode.UNSAFE), at(3));
    outcomes.scored("a", "format", Score.ofPass(false, null), at(4));
    assertThat(outcome(outcomes, "a").failure())
        .isEqualTo(new Outcome.Failed(FailureMode.FORMAT, 1, "format"));
  }

  @Test
  void opened_notDrawn_countsForNothing() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(NOT_DRAWN), at(2));
    assertThat(outcome(outcomes, "a").failure()).isNull();
    outcomes.decided("a", JUDGE, at(3));
    outcomes.scored("a", "judge", Score.ofPass(true, null), at(4));
    assertThat(outcome(outcomes, "a").failure())
        .isEqualTo(new Outcome.Failed(null, 0.1, "nothing found"));
  }

  @Test
  void scored_unscored_isNoAnswer() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(JUDGE), at(2));
    outcomes.scored("a", "judge", Score.unscored("timeout"), at(4));
    assertThat(outcome(outcomes, "a").failure()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"length, INCOMPLETE", "content_filter, REFUSED"})
  void opened_finishReason_tellsByRule(String reason, FailureMode mode) {
    Outcomes outcomes = new Outcomes(RULES);
    Interaction interaction = Interaction.builder().output("x").finishReason(reason).build();
    outcomes.opened(observed("a", 0, interaction), List.of(NOT_DRAWN), at(2));
    assertThat(outcome(outcomes, "a").failure()).isEqualTo(new Outcome.Failed(mode, 1, "rule"));
  }

  @Test
  void opened_error_isAnErrorAndNotCompleted() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(observed("a", 0, Interaction.ofError("timeout", "x")), List.of(JUDGE), at(2));
    assertThat(outcome(outcomes, "a").mode()).contains(FailureMode.ERROR);
    assertThat(outcome(outcomes, "a").completion())
        .isEqualTo(new Outcome.Done(Completion.NOT_COMPLETED, 1, "standard: error"));
  }

  @Test
  void opened_slow_isSlowUnlessACheapEvaluatorSaysMore() {
    Outcomes outcomes = new Outcomes(RULES);
    Interaction slow = Interaction.builder().output("x").latencyMillis(61_000.0).build();
    outcomes.opened(observed("a", 0, slow), List.of(NOT_DRAWN), at(2));
    assertThat(outcome(outcomes, "a").mode()).contains(FailureMode.SLOW);
    outcomes.opened(observed("b", 0, slow), List.of(FORMAT), at(2));
    outcomes.scored("b", "format", Score.ofPass(false, null), at(4));
    assertThat(outcome(outcomes, "b").mode()).contains(FailureMode.FORMAT);
  }

  @Test
  void opened_toolAndScore_tellInTheRulesOrder() {
    CompletionRule rule =
        new CompletionRule(
            "refunds",
            Match.any().feature("refunds"),
            List.of(
                new CompletionRule.Tool("refund"),
                new CompletionRule.ScoreAtLeast("judge", 0.7),
                new CompletionRule.Signalled(
                    EnumSet.of(Signal.Kind.THUMBS_UP), Completion.COMPLETED)));
    Outcomes outcomes = new Outcomes(RULES.withCompletion(List.of(rule)));
    ToolCall failed = new ToolCall("refund", Json.object(), null, "denied");
    ToolCall fine = new ToolCall("refund", Json.object(), null, null);
    Interaction done = Interaction.builder().toolCalls(List.of(failed, fine)).build();
    outcomes.opened(observed("tool", 0, done), List.of(NOT_DRAWN), at(2));
    assertThat(outcome(outcomes, "tool").completion())
        .isEqualTo(new Outcome.Done(Completion.COMPLETED, 1, "refunds: tool refund"));
    outcomes.opened(said("judged", 0, "hi"), List.of(JUDGE), at(2));
    assertThat(outcome(outcomes, "judged").completion()).isNull();
    outcomes.scored("judged", "judge", Score.of(0.6), at(3));
    assertThat(outcome(outcomes, "judged").completion())
        .isEqualTo(new Outcome.Done(Completion.NOT_COMPLETED, 0.1, "refunds: score judge"));
    outcomes.opened(said("not drawn", 0, "hi"), List.of(NOT_DRAWN), at(2));
    outcomes.signalled("not drawn", Signal.Kind.THUMBS_UP, at(3));
    assertThat(outcome(outcomes, "not drawn").completion()).isNull();
  }

  @Property(tries = 100, seed = "20260302")
  void told_anyOrderAndRestarts_isTheSame(@ForAll Random random) {
    boolean formed = random.nextBoolean();
    List<Consumer<Outcomes>> found = new ArrayList<>();
    found.add(o -> o.scored("a", "format", Score.ofPass(formed, null), at(5)));
    found.add(o -> o.scored("a", "judge", fails(FailureMode.UNSAFE), at(5)));
    found.add(o -> o.signalled("a", Signal.Kind.THUMBS_UP, at(5)));
    found.add(o -> o.signalled("a", Signal.Kind.REPHRASE, at(5)));
    found.add(o -> o.due(at(5)));
    Outcomes expected = new Outcomes(RULES);
    expected.opened(said("a", 0, "hi"), List.of(FORMAT, JUDGE), at(2));
    found.forEach(each -> each.accept(expected));
    Collections.shuffle(found, random);
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(FORMAT, JUDGE), at(2));
    for (Consumer<Outcomes> each : found) {
      each.accept(outcomes);
      outcomes = Outcomes.fromBytes(outcomes.toBytes(), RULES);
    }
    assertThat(outcome(outcomes, "a")).isEqualTo(outcome(expected, "a"));
  }

  // Every change says what was before, so that taking back and adding up gives what holds.
  @Test
  void changes_takenBackAndAdded_giveWhatHolds() {
    SplittableRandom random = new SplittableRandom(7);
    Outcomes outcomes = new Outcomes(RULES);
    List<Signal.Kind> kinds = List.of(Signal.Kind.values());
    Map<String, Integer> counted = new HashMap<>();
    List<OutcomeChange> changes = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String id = "i" + random.nextInt(100);
      switch (random.nextInt(4)) {
        case 0 ->
            outcomes
                .opened(said(id, i, "hi"), List.of(FORMAT, JUDGE), at(i))
                .ifPresent(changes::add);
        case 1 ->
            outcomes
                .scored(
                    id,
                    random.nextBoolean() ? "format" : "judge",
                    Score.ofPass(random.nextBoolean(), null),
                    at(i))
                .ifPresent(changes::add);
        case 2 ->
            outcomes
                .signalled(id, kinds.get(random.nextInt(kinds.size())), at(i))
                .ifPresent(changes::add);
        default -> changes.addAll(outcomes.due(at(i)));
      }
    }
    for (OutcomeChange change : changes) {
      assertThat(change.before()).isNotEqualTo(change.after());
      counted.merge(change.interactionId() + change.before(), -1, Integer::sum);
      counted.merge(change.interactionId() + change.after(), 1, Integer::sum);
    }
    for (int i = 0; i < 100; i++) {
      String id = "i" + i;
      outcomes.of(id).ifPresent(o -> assertThat(counted.get(id + o)).isEqualTo(1));
    }
    counted.values().removeIf(n -> n == 0);
    assertThat(counted.values()).allMatch(n -> n == 1 || n == -1);
  }

  // Some failures are told by what is known of everything, others by a tenth: weighted by the
  // inverse probabilities the rates of modes and of completion are those of all traffic.
  @Test
  void told_weighted_ratesAreTrue() {
    SplittableRandom random = new SplittableRandom(42);
    CompletionRule rule =
        new CompletionRule(
            "rated",
            Match.any(),
            List.of(
                new CompletionRule.Signalled(
                    EnumSet.of(Signal.Kind.REPORT), Completion.NOT_COMPLETED),
                new CompletionRule.ScoreAtLeast("judge", 0.5)));
    Outcomes outcomes = new Outcomes(RULES.withCompletion(List.of(rule)));
    Map<String, Double> truth = new HashMap<>();
    Map<String, Double> weighted = new HashMap<>();
    int n = 40_000;
    for (int i = 0; i < n; i++) {
      String id = "i" + i;
      boolean badForm = random.nextInt(100) < 8;
      boolean wrong = random.nextInt(100) < 20;
      boolean reported = random.nextInt(100) < (wrong ? 30 : 2);
      boolean drawn = random.nextInt(10) == 0;
      truth.merge(badForm ? "format" : wrong ? "incorrect" : "none", 1.0 / n, Double::sum);
      truth.merge(reported || wrong ? "not" : "done", 1.0 / n, Double::sum);
      outcomes.opened(said(id, i, "hi"), List.of(FORMAT, drawn ? JUDGE : NOT_DRAWN), at(i));
      outcomes.scored(id, "format", Score.ofPass(!badForm, null), at(i));
      if (drawn) {
        outcomes.scored(id, "judge", Score.ofPass(!wrong, null), at(i));
      }
      if (reported) {
        outcomes.signalled(id, Signal.Kind.REPORT, at(i));
      }
      Outcome outcome = outcome(outcomes, id);
      if (outcome.failure() != null) {
        weighted.merge(outcome.failure().key(), 1 / outcome.failure().probability(), Double::sum);
      }
      if (outcome.completion() != null) {
        boolean done = outcome.completion().completion() == Completion.COMPLETED;
        weighted.merge(done ? "done" : "not", 1 / outcome.completion().probability(), Double::sum);
      }
    }
    truth.forEach((key, share) -> assertThat(weighted.get(key) / n).isCloseTo(share, within(0.02)));
  }

  @Test
  void opened_moreThanFollowed_letsTheEldestGo() {
    Outcomes outcomes = new Outcomes(RULES.withMostFollowed(5).withShare(1));
    for (int i = 0; i < 20; i++) {
      outcomes.opened(said("i" + i, i, "hi"), List.of(), at(i));
    }
    assertThat(outcomes.counts()).isEqualTo(new Outcomes.Counts(5, 15, 0, 1));
    assertThat(outcomes.signalled("i0", Signal.Kind.REPORT, at(30))).isEmpty();
    assertThat(outcomes.counts().unknown()).isEqualTo(1);
  }

  @Test
  void opened_share_followsThatShareAndWeighsIt() {
    Outcomes outcomes = new Outcomes(RULES.withShare(0.25).withSalt("salt"));
    for (int i = 0; i < 4000; i++) {
      outcomes
          .opened(said("i" + i, 0, "hi"), List.of(), at(2))
          .map(c -> c.after().completion())
          .ifPresent(done -> assertThat(done.probability()).isEqualTo(0.25));
    }
    assertThat(outcomes.counts().followed()).isBetween(880L, 1120L);
  }

  @Test
  void due_clockSetBack_whatWasQuietStaysCompleted() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(JUDGE), at(2));
    assertThat(outcomes.due(at(1900))).hasSize(1);
    Outcomes restarted = Outcomes.fromBytes(outcomes.toBytes(), RULES);
    assertThat(restarted.due(at(100))).isEmpty();
    restarted.scored("a", "judge", Score.ofPass(true, null), at(100));
    assertThat(outcome(restarted, "a").completion())
        .isEqualTo(new Outcome.Done(Completion.COMPLETED, 1, "standard: quiet"));
    restarted.signalled("a", Signal.Kind.REPHRASE, at(101));
    assertThat(outcome(restarted, "a").completion().completion())
        .isEqualTo(Completion.NOT_COMPLETED);
  }

  @Test
  void due_followedLongEnough_isLetGo() {
    Outcomes outcomes = new Outcomes(RULES);
    outcomes.opened(said("a", 0, "hi"), List.of(), at(2));
    outcomes.due(at(2).plus(Duration.ofHours(6)));
    assertThat(outcomes.of("a")).isEmpty();
    assertThat(outcomes.counts().letGo()).isZero();
  }

  @Test
  void fromBytes_hostileBytes_areReadOrRefused() {
    Outcomes outcomes = new Outcomes(RULES);
    ObservedInteraction odd = said("\ud800\u0000", 0, "hi");
    outcomes.opened(odd, List.of(FORMAT, JUDGE), at(2));
    outcomes.opened(said("b", 0, "hi"), List.of(NOT_DRAWN), at(2));
    outcomes.scored("b", "judge", Score.of(0.3), at(2));
    outcomes.signalled("b", Signal.Kind.COPY, at(2));
    byte[] bytes = outcomes.toBytes();
    assertThat(Outcomes.fromBytes(bytes, RULES).toBytes()).isEqualTo(bytes);
    HostileBytes.readOrRefuse(bytes, each -> Outcomes.fromBytes(each, RULES).due(at(9000)));
  }
}
