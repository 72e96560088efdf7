package dev.assay.server.pipeline;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.json.Json;
import dev.assay.monitor.sampling.Facts;
import dev.assay.monitor.sampling.TraceDecision;
import dev.assay.monitor.sampling.TrafficSampler;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Windows;
import dev.assay.server.evaluation.Finished;
import dev.assay.server.pipeline.Evaluators.Assessment;
import dev.assay.server.pipeline.Evaluators.StoredScore;
import dev.assay.server.store.Content;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.StoredExternalScore;
import dev.assay.server.store.StoredSignal;
import dev.assay.server.store.WorkItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens when something is found out about an interaction: a signal, a score from outside, an
 * evaluation. Each counts once, however often it comes. For one thread.
 */
final class Reactions {

  private static final int MOST_PENDING = 50_000;

  private final TrafficSampler sampler;
  private final Windows windows;
  private final Recent recent;
  private final Evaluators evaluators;
  private final Consequences consequences;
  private final SetAside aside;
  private final Pending<Signal> signals = new Pending<>(MOST_PENDING);
  private final Pending<ExternalScore> scores = new Pending<>(MOST_PENDING);
  private final ScoreCounts counts = new ScoreCounts();

  Reactions(
      TrafficSampler sampler,
      Windows windows,
      Recent recent,
      Evaluators evaluators,
      Consequences consequences,
      SetAside aside) {
    this.sampler = sampler;
    this.windows = windows;
    this.recent = recent;
    this.evaluators = evaluators;
    this.consequences = consequences;
    this.aside = aside;
  }

  /** Remembers what was stored before without an interaction. */
  void restore(List<StoredSignal> unresolved, List<StoredExternalScore> unresolvedScores) {
    unresolved.forEach(
        each -> signals.add(each.signal().id(), each.signal().subject(), each.signal()));
    unresolvedScores.forEach(
        each -> scores.add(each.score().id(), each.score().subject(), each.score()));
  }

  /** An interaction is decided upon: its work is drafted, and what waited for it finds it. */
  void arrived(
      Known known,
      ObservedInteraction observed,
      List<Assessment> assessments,
      Draft draft,
      Instant now) {
    // The row is right without what follows from it.
    aside.unless(
        () -> "consequences-" + observed.id(),
        () -> Json.writeUtf8(ObservedInteractionJson.write(observed)),
        () -> consequences.arrived(known, observed, assessments, draft, now));
    TraceDecision decision = known.decision;
    if (decision != null) {
      enqueue(known, decision, draft, now);
    }
    for (Signal signal : signals.take(known.row)) {
      about(signal, known, draft, now);
    }
    for (ExternalScore score : scores.take(known.row)) {
      about(score, known, draft);
    }
  }

  /** What was said of an interaction came late, and was looked at. */
  void lateContent(
      Known known,
      ObservedInteraction full,
      List<Assessment> assessments,
      Draft draft,
      Instant now) {
    TraceDecision decision = known.decision;
    if (decision != null && known.contentStored) {
      takeBackUnsaid(known);
      enqueue(known, decision, draft, now);
    }
    aside.unless(
        () -> "consequences-" + full.id(),
        () -> Json.writeUtf8(ObservedInteractionJson.write(full)),
        () -> consequences.scored(known, full, assessments, draft, now));
  }

  private void enqueue(Known known, TraceDecision decision, Draft draft, Instant now) {
    boolean bare = false;
    for (dev.assay.monitor.sampling.Decision each : decision.decisions()) {
      Evaluators.Looker by =
          each.selected() ? evaluators.sampled(each.evaluator()).orElse(null) : null;
      if (by == null || looked(known, by)) {
        continue;
      }
      if (known.contentStored || !by.readsContent()) {
        draft.queue(unit(known.key(), by, each.probability(), now));
        bare |= !known.contentStored;
      } else {
        unscored(known, by, each.probability(), draft, now);
      }
    }
    if (bare) {
      // Times, tools and steps are looked at where nothing is known of what was said.
      draft.put(new Content(known.key(), known.observed.interaction()));
    }
  }

  // What could not be looked at for want of content is, once the content has come.
  private static boolean looked(Known known, Evaluators.Looker by) {
    Evaluation before = known.evaluations.of(by.name(), by.version());
    return before != null
        && !(known.contentStored && Evaluation.NO_CONTENT.equals(before.unscored()));
  }

  // It was drawn, and stands for others of which nobody can say anything either.
  private void unscored(
      Known known, Evaluators.Looker by, double probability, Draft draft, Instant now) {
    Score score = Score.unscored(Evaluation.NO_CONTENT);
    Evaluation evaluation =
        Evaluation.of(known.key(), by.name(), by.version(), score, probability, now);
    put(known, evaluation, score, draft);
    told(known, by.name(), score, draft, now);
    consequences.evaluated(known, evaluation, score, draft, now);
  }

  /** A score that was just drafted: others are told of it once it is stored, if they want to. */
  void told(Known known, String evaluator, Score score, Draft draft, Instant now) {
    if (evaluators.told(evaluator)) {
      draft.tell(new StoredScore(evaluator, known.key().id(), known.row.links(), score, now));
    }
  }

  private void put(Known known, Evaluation evaluation, Score score, Draft draft) {
    known.evaluations.put(evaluation);
    draft.batch().put(evaluation);
    counts.add(evaluation.evaluator(), score);
    if (known.counts()) {
      ScoreKey key = new ScoreKey(evaluation.evaluator(), evaluation.version());
      windows.score(known.observed, key, score, evaluation.probability());
    }
  }

  // What could not be looked at for want of content is looked at now.
  private void takeBackUnsaid(Known known) {
    known.evaluations.removeIf(
        before -> {
          boolean unsaid = before.lacksContent();
          if (unsaid && known.counts()) {
            ScoreKey key = new ScoreKey(before.evaluator(), before.version());
            windows.withdraw(known.observed, key, score(before), before.probability());
          }
          return unsaid;
        });
  }

  private static WorkItem unit(
      InteractionKey interaction, Evaluators.Looker by, double probability, Instant now) {
    return new WorkItem(
        interaction,
        by.name(),
        by.version(),
        WorkItem.State.WAITING,
        0,
        probability,
        now,
        now,
        null,
        null);
  }

  /** A user did something, or a rule says so. */
  void signal(Signal signal, Draft draft, Instant now) {
    Optional<Known> about = recent.find(signal.subject(), now);
    if (about.isEmpty()) {
      if (!signals.has(signal.id())) {
        signals.add(signal.id(), signal.subject(), signal);
        draft.batch().put(new StoredSignal(signal, null));
      }
      return;
    }
    about(signal, about.get(), draft, now);
  }

  private void about(Signal signal, Known known, Draft draft, Instant now) {
    if (known.has(signal)) {
      return;
    }
    recent.changed(known);
    Set<Signal.Kind> before = known.kinds();
    known.add(signal);
    draft.batch().put(new StoredSignal(signal, known.key()));
    if (known.counts()) {
      boolean firstNegative =
          signal.kind().negative() && before.stream().noneMatch(Signal.Kind::negative);
      windows.signal(known.observed, signal.kind(), !before.contains(signal.kind()), firstNegative);
    }
    revise(known, draft, now);
    consequences.signalled(known, signal, draft, now);
  }

  // A second look is possible where all content was kept alike and this one's still is.
  private void revise(Known known, Draft draft, Instant now) {
    TraceDecision before = known.decision;
    if (before == null || !known.everythingKept || !(known.contentStored || recent.holds(known))) {
      return;
    }
    Facts facts = Facts.of(known.observed).withSignals(known.kinds()).withScores(values(known));
    TraceDecision after = sampler.revise(before, facts, now);
    if (after.phase() == before.phase()) {
      return;
    }
    recent.changed(known);
    known.decision = after;
    List<Decision> decisions = new ArrayList<>();
    for (Decision each : known.row.decisions()) {
      decisions.add(after.of(each.evaluator()).map(Deciding::stored).orElse(each));
    }
    known.row = known.row.with(decisions);
    for (int i = 0; i < after.decisions().size(); i++) {
      changed(known, before.decisions().get(i), after.decisions().get(i), draft);
    }
    consequences.decided(known, after, draft, now);
    draft.batch().put(known.row);
    if (after.selected()) {
      if (!known.contentStored) {
        draft.put(new Content(known.key(), known.observed.interaction()));
        known.contentStored = true;
      }
      enqueue(known, after, draft, now);
    }
  }

  private static Map<String, Double> values(Known known) {
    Map<String, Double> values = new HashMap<>();
    for (Evaluation each : known.evaluations.all()) {
      Double value = each.value();
      if (value != null
          && known.decision != null
          && known.decision.of(each.evaluator()).isEmpty()) {
        values.put(each.evaluator(), value);
      }
    }
    return values;
  }

  private void changed(
      Known known,
      dev.assay.monitor.sampling.Decision before,
      dev.assay.monitor.sampling.Decision after,
      Draft draft) {
    if (before.equals(after)) {
      return;
    }
    if (known.counts()) {
      windows.decidedAgain(
          known.observed,
          after.evaluator(),
          after.selected() && !before.selected(),
          before.probability(),
          after.probability());
    }
    known.evaluations.replaceAll(
        each ->
            each.evaluator().equals(after.evaluator())
                ? reweighed(known, each, after.probability(), draft)
                : each);
  }

  private Evaluation reweighed(Known known, Evaluation counted, double now, Draft draft) {
    Evaluation again = counted.withProbability(now);
    draft.batch().put(again);
    if (known.counts()) {
      ScoreKey key = new ScoreKey(counted.evaluator(), counted.version());
      windows.withdraw(known.observed, key, score(counted), counted.probability());
      windows.score(known.observed, key, score(counted), now);
    }
    return again;
  }

  static Score score(Evaluation stored) {
    Double value = stored.value();
    return value == null
        ? Score.unscored(String.valueOf(stored.unscored()))
        : new Score.Scored(
            value, stored.passed(), stored.label(), stored.explanation(), Json.object());
  }

  /** Somebody else judged. */
  void score(ExternalScore score, Draft draft, Instant now) {
    Optional<Known> about = recent.find(score.subject(), now);
    if (about.isEmpty()) {
      if (!scores.has(score.id())) {
        scores.add(score.id(), score.subject(), score);
        draft.batch().put(new StoredExternalScore(score, null));
      }
      return;
    }
    about(score, about.get(), draft);
  }

  private void about(ExternalScore score, Known known, Draft draft) {
    if (!known.addScore(score.id())) {
      return;
    }
    recent.changed(known);
    draft.batch().put(new StoredExternalScore(score, known.key()));
    if (score.annotator() == Annotator.HUMAN && score.error() == null) {
      draft
          .batch()
          .put(
              new Label(
                  score.id(),
                  known.key(),
                  score.name(),
                  "human",
                  score.value(),
                  passed(score.label()),
                  null,
                  null,
                  score.explanation(),
                  score.at()));
    }
  }

  private static @Nullable Boolean passed(@Nullable String label) {
    if (label == null) {
      return null;
    }
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "pass", "passed", "correct", "true", "yes" -> true;
      case "fail", "failed", "incorrect", "false", "no" -> false;
      default -> null;
    };
  }

  /** A sampled evaluator is done with an interaction, or gave it up. */
  void evaluated(Finished finished, Draft draft, Instant now) {
    Evaluation found = finished.evaluation();
    if (finished.ending() == Finished.Ending.DEAD) {
      draft.batch().put(finished.item());
    } else {
      draft.batch().done(finished.item().key());
    }
    Optional<Known> about = recent.find(found.interaction());
    if (about.isEmpty()) {
      // The interaction was deleted meanwhile.
      return;
    }
    Known known = about.get();
    Evaluation before = known.evaluations.of(found.evaluator(), found.version());
    if (before != null && (before.value() != null || found.value() == null)) {
      // This was stored before.
      return;
    }
    if (!known.drawn(found.evaluator())) {
      // A person asked for it: it says nothing of others, so that no estimate counts it.
      draft.batch().put(found);
      shown(found, finished.score(), draft);
      return;
    }
    recent.changed(known);
    if (before != null && known.counts()) {
      // Given up once, and tried again because a person asked for it.
      ScoreKey key = new ScoreKey(before.evaluator(), before.version());
      windows.withdraw(known.observed, key, score(before), before.probability());
    }
    // The one that holds now, which a signal may have raised since it was drawn.
    double probability = known.probability(found.evaluator());
    Evaluation evaluation = found.withProbability(probability);
    put(known, evaluation, finished.score(), draft);
    shown(evaluation, finished.score(), draft);
    Double cost = evaluation.cost();
    sampler.paid(found.evaluator(), cost == null ? 0 : cost);
    consequences.evaluated(known, evaluation, finished.score(), draft, now);
  }

  // It quotes what was said, which is kept of what is drawn.
  private static void shown(Evaluation evaluation, Score score, Draft draft) {
    EvaluationEvidence.of(evaluation, score).ifPresent(draft.batch()::put);
  }

  /** Forgets what waited for an interaction that was deleted. */
  void forget(Known known) {
    signals.take(known.row);
    scores.take(known.row);
  }

  /** How many scores there were. */
  ScoreCounts counts() {
    return counts;
  }

  /** How many signals and scores wait for their interaction. */
  int waiting() {
    return signals.size() + scores.size();
  }
}
