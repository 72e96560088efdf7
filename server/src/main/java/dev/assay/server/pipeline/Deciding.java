package dev.assay.server.pipeline;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.json.Json;
import dev.assay.monitor.sampling.Facts;
import dev.assay.monitor.sampling.FlagPatterns;
import dev.assay.monitor.sampling.TraceDecision;
import dev.assay.monitor.sampling.TrafficSampler;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Windows;
import dev.assay.server.pipeline.Evaluators.Assessment;
import dev.assay.server.store.Content;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * What happens to an interaction once it is complete: cheap evaluators look at it, or as many as
 * there is time for; it is decided who else is to; the windows count it; its row is drafted. For
 * one thread, which has the evaluators' work done by others.
 */
final class Deciding {

  private static final int MOST_WRITTEN = 4_096;

  private final Evaluators evaluators;
  private final List<String> names;
  private final Looks looks;
  private final TrafficSampler sampler;
  private final Policies policies;
  private final FlagPatterns flags;
  private final Windows windows;
  private final Recent recent;
  private final Reactions reactions;
  private final SetAside aside;
  private final Map<dev.assay.monitor.sampling.Decision, Decision> written = new HashMap<>();

  Deciding(
      Evaluators evaluators,
      ExecutorService scorers,
      int scoringThreads,
      TrafficSampler sampler,
      Policies policies,
      FlagPatterns flags,
      Windows windows,
      Recent recent,
      Reactions reactions,
      SetAside aside) {
    this.evaluators = evaluators;
    this.names = evaluators.cheap().stream().map(Evaluators.Looker::name).toList();
    this.looks = new Looks(scorers, scoringThreads, this::scoresOf);
    this.sampler = sampler;
    this.policies = policies;
    this.flags = flags;
    this.windows = windows;
    this.recent = recent;
    this.reactions = reactions;
    this.aside = aside;
  }

  /** Takes complete interactions, none of which is stored or known. */
  void take(List<Arrived> arrived, Draft draft, Instant now) {
    // As it is stored: one for all that is held, not one each.
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    if (names.isEmpty()) {
      arrived.forEach(one -> unless(one, () -> take(one, List.of(), draft, at)));
      return;
    }
    for (Looks.Look look : looks.at(arrived)) {
      List<List<Assessment>> said = look.said();
      for (int i = 0; i < said.size(); i++) {
        Arrived one = look.arrived().get(i);
        List<Assessment> scores = said.get(i);
        unless(one, () -> take(one, scores, draft, at));
      }
    }
  }

  private boolean unless(Arrived one, Runnable deed) {
    ObservedInteraction observed = one.observed();
    return aside.unless(
        () -> "interaction-" + observed.id(),
        () -> Json.writeUtf8(ObservedInteractionJson.write(observed)),
        deed);
  }

  private List<dev.assay.monitor.sampling.Decision> cheap(Arrived one) {
    Policy policy = policies.at(one.began());
    return policy.shedding().decide(unit(one.observed()), names);
  }

  private static String unit(ObservedInteraction observed) {
    return observed.traceId() == null ? observed.id() : observed.traceId();
  }

  private List<Assessment> scoresOf(Arrived one) {
    List<Assessment> scores = new ArrayList<>();
    unless(
        one,
        () -> {
          List<dev.assay.monitor.sampling.Decision> decisions = cheap(one);
          if (!decisions.isEmpty() && decisions.get(0).selected()) {
            scores.addAll(evaluators.score(one.observed()));
          }
        });
    return scores;
  }

  private void take(Arrived one, List<Assessment> scores, Draft draft, Instant now) {
    ObservedInteraction observed = one.observed();
    Policy policy = policies.at(one.began());
    // What may fail comes before what counts.
    InteractionRow row = InteractionRow.of(observed);
    Facts facts = facts(observed, scores, policy);
    Windows.Arrival arrival = windows.add(observed, one.began());
    boolean counts = arrival.counts();

    TraceDecision decision = sampler.decide(observed, facts, policy.table(), now);
    List<dev.assay.monitor.sampling.Decision> cheap = cheap(one);
    List<Decision> decisions = new ArrayList<>();
    if (!counts) {
      String why = arrival.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      decisions.add(new Decision(Known.WINDOW, 0, false, why));
    }
    List<dev.assay.monitor.sampling.Decision> all = new ArrayList<>(decision.decisions());
    all.addAll(cheap);
    for (dev.assay.monitor.sampling.Decision each : all) {
      decisions.add(known(each));
      if (counts) {
        windows.decided(observed, each.evaluator(), each.selected(), each.probability());
      }
    }
    Known known = new Known(recent.shared(row.with(decisions)), observed);
    known.decision = decision;
    known.everythingKept = policy.everything();
    boolean content = Rows.hasContent(observed);
    known.hadContent = content;
    if (decision.selected() && content) {
      draft.put(new Content(known.key(), observed.interaction()));
      known.contentStored = true;
    }
    double probability = cheap.isEmpty() ? 1 : cheap.get(0).probability();
    for (Assessment each : scores) {
      String evaluator = each.by().name();
      String version = each.by().version();
      Evaluation evaluation =
          Evaluation.of(known.key(), evaluator, version, each.score(), probability, now)
              .failingBy(each.by().mode());
      known.evaluations.put(evaluation);
      draft.batch().put(evaluation);
      reactions.told(known, evaluator, each.score(), draft, now);
      reactions.counts().add(evaluator, each.score());
      if (counts) {
        windows.score(observed, new ScoreKey(evaluator, version), each.score(), probability);
      }
    }
    recent.add(known, content && policy.everything());
    reactions.arrived(known, observed, scores, draft, now);
    draft.batch().put(known.row);
  }

  /**
   * What was said comes late, such as in log records: whoever was to look at it looks now, and what
   * was counted of it meanwhile is taken back.
   *
   * @param full what was told before, with what was said
   */
  void lateContent(Known known, ObservedInteraction full, Draft draft, Instant now) {
    known.hadContent = true;
    TraceDecision decision = known.decision;
    if (decision != null && decision.selected()) {
      draft.put(new Content(known.key(), full.interaction()));
      known.contentStored = true;
    }
    List<Assessment> scores = known.selected(names) ? evaluators.score(full) : List.of();
    for (Assessment each : scores) {
      String evaluator = each.by().name();
      String version = each.by().version();
      ScoreKey key = new ScoreKey(evaluator, version);
      double probability = known.probability(evaluator);
      Evaluation before = known.evaluations.of(evaluator, version);
      Evaluation evaluation =
          Evaluation.of(known.key(), evaluator, version, each.score(), probability, now)
              .failingBy(each.by().mode());
      known.evaluations.put(evaluation);
      draft.batch().put(evaluation);
      reactions.told(known, evaluator, each.score(), draft, now);
      if (known.counts()) {
        if (before != null) {
          windows.withdraw(known.observed, key, Reactions.score(before), before.probability());
        }
        windows.score(known.observed, key, each.score(), probability);
      }
    }
    recent.changed(known);
    reactions.lateContent(known, full, scores, draft, now);
  }

  // Of many interactions it is decided in the same words.
  private Decision known(dev.assay.monitor.sampling.Decision decision) {
    if (written.size() >= MOST_WRITTEN) {
      written.clear();
    }
    return written.computeIfAbsent(decision, Deciding::stored);
  }

  static Decision stored(dev.assay.monitor.sampling.Decision decision) {
    String reason = decision.reason().name().toLowerCase(Locale.ROOT) + ": " + decision.rule();
    return new Decision(decision.evaluator(), decision.probability(), decision.selected(), reason);
  }

  // Where not all content is kept, only what is known on arrival may hold a rule: nothing else was
  // looked at, or kept, for all alike.
  private Facts facts(ObservedInteraction observed, List<Assessment> scores, Policy policy) {
    Facts shown = Facts.of(observed);
    if (!policy.everything()) {
      return new Facts(shown.failed(), shown.template(), Double.NaN, Set.of(), Set.of(), Map.of());
    }
    Map<String, Double> values = new HashMap<>();
    for (Assessment each : scores) {
      if (each.score() instanceof Score.Scored value) {
        values.put(each.by().name(), value.value());
      }
    }
    Set<String> raised = new HashSet<>(flags.flags(observed));
    return shown.withFlags(raised).withScores(values);
  }

  /** Interactions a second that the cheap evaluators could look at; NaN while that is not known. */
  double capacity() {
    return looks.capacity();
  }
}
