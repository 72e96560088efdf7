package dev.assay.monitor.behaviour;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.sampling.Draw;
import dev.assay.monitor.sampling.SampledEvaluator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows interactions for a while and tells what they came to, and again when that changes.
 *
 * <p>What is told depends on what was found out, not on its order. Of an interaction that is not
 * followed only what is known at once is told; what comes later for it, or when it is followed no
 * more, is counted. For one thread.
 *
 * @since 0.1
 */
public final class Outcomes {

  private static final int MOST_SHARED = 1_000;

  private final OutcomeRules rules;
  private final Draw draw;
  private final FollowedShare share;
  // By when they came.
  private final LinkedHashMap<String, Followed> followed = new LinkedHashMap<>();
  private final Agenda agenda = new Agenda();
  // Most come to the same.
  private final Map<Outcome, Outcome> told = new HashMap<>();
  private final Map<Opinion, Opinion> opinions = new HashMap<>();
  // The last that came and is not followed, until what is known at once is told of it.
  private @Nullable String passingId;
  private @Nullable Followed passing;
  private long letGo;
  private long unknown;

  /** Starts with nothing followed. */
  public Outcomes(OutcomeRules rules) {
    this.rules = requireNonNull(rules, "rules");
    draw = Draw.withSalt(rules.salt());
    share = new FollowedShare(rules.mostFollowed(), rules.longestFollowed());
  }

  /**
   * How many there were of what.
   *
   * @param followed interactions whose outcome may still change
   * @param letGo interactions let go before their time, for there were too many
   * @param unknown scores, signals and decisions about interactions that are not followed
   * @param share of those that wait for something that is followed now, above 0, at most 1
   */
  public record Counts(long followed, long letGo, long unknown, double share) {}

  /** How many there were of what. */
  public Counts counts() {
    return new Counts(followed.size(), letGo, unknown, share());
  }

  private double share() {
    Double fixed = rules.share();
    return fixed == null ? share.rate() : fixed;
  }

  /**
   * Decides whether an interaction that comes for the first time is followed, by the draw of those
   * that evaluators look at. To be remembered, for the share changes: what is decided once holds.
   *
   * @param assignments which evaluators are to look
   */
  public Following decide(
      ObservedInteraction observed, Collection<Assignment> assignments, Instant now) {
    Followed first = assigned(Followed.of(observed, rules, 1, now), assignments);
    if (!Verdicts.waits(first, rules.rule(first.rule))) {
      return Following.ALL;
    }
    Double fixed = rules.share();
    double probability = fixed == null ? share.next(now, followed.size()) : fixed;
    String drawnBy = observed.traceId() == null ? observed.id() : observed.traceId();
    Following following =
        new Following(probability, draw.of(SampledEvaluator.TOGETHER, drawnBy) < probability);
    share.came(following.selected());
    return following;
  }

  /** Takes an interaction that comes for the first time, and decides whether it is followed. */
  public Optional<OutcomeChange> opened(
      ObservedInteraction observed, Collection<Assignment> assignments, Instant now) {
    return opened(observed, assignments, decide(observed, assignments, now), now);
  }

  /**
   * Takes an interaction that is complete; taken again, what it says itself replaces what it said.
   * What needs no following is not followed, and what was told of it before is not known here.
   *
   * @param assignments which evaluators were to look, and did they
   * @param following what was decided when it came for the first time
   */
  public Optional<OutcomeChange> opened(
      ObservedInteraction observed,
      Collection<Assignment> assignments,
      Following following,
      Instant now) {
    String id = observed.id();
    if (id.length() > Turn.LONGEST_ID || observed.startedAt().isBefore(Instant.EPOCH)) {
      return Optional.empty();
    }
    double probability = following.selected() ? following.probability() : 0;
    Followed opened = Followed.of(observed, rules, probability, now);
    boolean known = followed.containsKey(id);
    Followed before = held(id);
    if (before != null) {
      opened.opinions = before.opinions;
      opened.signals = before.signals;
      opened.outcome = before.outcome;
    }
    assigned(opened, assignments);
    forget(id);
    if (probability == 0 || (!known && !Verdicts.waits(opened, rules.rule(opened.rule)))) {
      passingId = id;
      passing = opened;
      return told(id, opened, now);
    }
    followed.put(id, opened);
    if (agenda.crowded(followed.size())) {
      agenda.clear();
      followed.forEach(this::queue);
    } else {
      queue(id, opened);
    }
    if (rules.share() != null && followed.size() > rules.mostFollowed()) {
      Iterator<String> eldest = followed.keySet().iterator();
      eldest.next();
      eldest.remove();
      letGo++;
    }
    return told(id, opened, now);
  }

  /** Forgets an interaction that is to be forgotten. */
  public void forget(String interactionId) {
    followed.remove(interactionId);
    if (interactionId.equals(passingId)) {
      passingId = null;
      passing = null;
    }
  }

  private @Nullable Followed held(String id) {
    return id.equals(passingId) ? passing : followed.get(id);
  }

  /** Takes a decision about an evaluator that was made, or made anew, later. */
  public Optional<OutcomeChange> decided(String interactionId, Assignment to, Instant now) {
    return change(interactionId, now, of -> assign(of, to));
  }

  /** Takes what an evaluator said that was assigned to look; a later score replaces the first. */
  public Optional<OutcomeChange> scored(
      String interactionId, String evaluator, Score score, Instant now) {
    return change(interactionId, now, of -> says(of, evaluator, score));
  }

  /** Takes what evaluators said that were assigned to look, all at once. */
  public Optional<OutcomeChange> scored(
      String interactionId, Map<String, Score> scores, Instant now) {
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    return change(
        interactionId, now, of -> scores.forEach((evaluator, score) -> says(of, evaluator, score)));
  }

  private void says(Followed of, String evaluator, Score score) {
    Opinion pending = of.opinions.of(evaluator);
    if (pending != null) {
      of.opinions.put(shared(pending.says(score, rules.modes())));
    }
  }

  /** Takes what a user did about an interaction. */
  public Optional<OutcomeChange> signalled(String interactionId, Signal.Kind kind, Instant now) {
    return change(interactionId, now, of -> of.signal(kind));
  }

  /**
   * What an interaction came to so far; empty if it is not followed, unless it is the last that
   * came.
   */
  public Optional<Outcome> of(String interactionId) {
    return Optional.ofNullable(held(interactionId)).map(of -> of.outcome);
  }

  /** What the passing of time tells; also lets go what was followed long enough. */
  public List<OutcomeChange> due(Instant now) {
    List<OutcomeChange> changes = new ArrayList<>();
    for (String id = agenda.next(now); id != null; id = agenda.next(now)) {
      Followed of = followed.get(id);
      if (of != null) {
        told(id, of, now).ifPresent(changes::add);
      }
    }
    Iterator<Followed> eldest = followed.values().iterator();
    while (eldest.hasNext() && !eldest.next().until.isAfter(now)) {
      eldest.remove();
    }
    return changes;
  }

  private Optional<OutcomeChange> change(String id, Instant now, Consumer<Followed> change) {
    Followed of = held(id);
    if (of == null) {
      unknown++;
      return Optional.empty();
    }
    change.accept(of);
    return told(id, of, now);
  }

  private Optional<OutcomeChange> told(String id, Followed of, Instant now) {
    Outcome before = of.outcome;
    Outcome after = shared(Verdicts.of(of, rules, now));
    of.outcome = after;
    return after.equals(before)
        ? Optional.empty()
        : Optional.of(new OutcomeChange(id, before, after));
  }

  private Outcome shared(Outcome outcome) {
    if (told.size() >= MOST_SHARED) {
      told.clear();
    }
    Outcome known = told.putIfAbsent(outcome, outcome);
    return known == null ? outcome : known;
  }

  private Opinion shared(Opinion opinion) {
    if (opinions.size() >= MOST_SHARED) {
      opinions.clear();
    }
    Opinion known = opinions.putIfAbsent(opinion, opinion);
    return known == null ? opinion : known;
  }

  private Followed assigned(Followed of, Collection<Assignment> assignments) {
    assignments.forEach(assignment -> assign(of, assignment));
    return of;
  }

  private void assign(Followed of, Assignment to) {
    Opinion known = of.opinions.of(to.evaluator());
    of.opinions.put(shared(known == null ? Opinion.pending(to) : known.assigned(to)));
  }

  private void queue(String id, Followed of) {
    for (CompletionRule.Step step : rules.rule(of.rule).steps()) {
      if (of.converses && step instanceof CompletionRule.Quiet quiet) {
        // It always tells, so that no later step does.
        agenda.add(of.end.plus(quiet.within()), id);
        return;
      }
    }
  }

  /** The binary form, version 4. */
  public byte[] toBytes() {
    return OutcomeState.write(followed, letGo, unknown, share);
  }

  /**
   * Reads the binary form, to go on by these rules.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Outcomes fromBytes(byte[] bytes, OutcomeRules rules) {
    Outcomes read = new Outcomes(rules);
    OutcomeState.Read state = OutcomeState.read(bytes);
    read.letGo = state.letGo();
    read.unknown = state.unknown();
    read.share.restore(state.cameEachSecond(), state.share());
    state
        .followed()
        .forEach(
            (id, of) -> {
              read.followed.put(id, of);
              read.queue(id, of);
            });
    return read;
  }
}
