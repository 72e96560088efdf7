package dev.assay.server.pipeline;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import dev.assay.monitor.behaviour.Assignment;
import dev.assay.monitor.behaviour.Conversations;
import dev.assay.monitor.behaviour.FailureModeRules;
import dev.assay.monitor.behaviour.Following;
import dev.assay.monitor.behaviour.Outcome;
import dev.assay.monitor.behaviour.OutcomeChange;
import dev.assay.monitor.behaviour.Outcomes;
import dev.assay.monitor.failure.Failure;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.monitor.failure.FailureCases;
import dev.assay.monitor.failure.Meaning;
import dev.assay.monitor.failure.Membership;
import dev.assay.monitor.sampling.Reason;
import dev.assay.monitor.sampling.TraceDecision;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.Windows;
import dev.assay.server.journal.Position;
import dev.assay.server.pipeline.Evaluators.Assessment;
import dev.assay.server.pipeline.Evaluators.Looker;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.FailureMember;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredFailureCase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what is found out: how interactions came out, what users' next deeds say, which
 * failures are alike, and whom to tell. For one thread.
 *
 * <p>Operators with much in memory are stored now and then, and the journal is kept from there on:
 * what they missed is read once more, and what the windows count of it is not counted again.
 */
final class Consequences {

  private static final String CONVERSATIONS = "behaviour.conversations";
  private static final String OUTCOMES = "behaviour.outcomes";
  private static final String CASES = "failure.cases";
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int LONGEST_EMBEDDED = 4_000;
  private static final int LONGEST_NAME = 1_000;
  private static final Instant LATEST_FAILURE = Instant.parse("9999-12-31T00:00:00Z");

  private final Windows windows;
  private final Recent recent;
  private final Evaluators evaluators;
  private final @Nullable EmbeddingModel embeddings;
  private final Conversations conversations;
  private final Outcomes outcomes;
  private final FailureModeRules modes;
  private final FailureCases cases;
  private final Alarms alarms;
  private final Watching.Telling telling;
  private final Duration snapshotEvery;
  private final SetAside aside;
  private final List<Signal> derived = new ArrayList<>();
  private final Map<String, Failure> failures = new LinkedHashMap<>();
  private Instant snapshotAt = Instant.MIN;
  private @Nullable Position snapshot;
  private Duration behind = Duration.ZERO;
  private boolean casesChanged;
  private long unknown;

  Consequences(Pipeline.Parts parts, Windows windows, Recent recent, long commits, SetAside aside) {
    this.aside = aside;
    this.windows = windows;
    this.recent = recent;
    evaluators = parts.evaluators();
    snapshotEvery = parts.settings().snapshotEvery();
    Behaviour behaviour = parts.behaviour();
    embeddings = behaviour.embeddings();
    modes = behaviour.outcomes().modes();
    Store store = parts.store();
    Supplier<Optional<Conversations>> reading =
        KeptState.begin(
            store,
            CONVERSATIONS,
            bytes -> Conversations.fromBytes(bytes, behaviour.rules(), embeddings));
    outcomes =
        KeptState.read(store, OUTCOMES, bytes -> Outcomes.fromBytes(bytes, behaviour.outcomes()))
            .orElseGet(() -> new Outcomes(behaviour.outcomes()));
    cases =
        KeptState.read(store, CASES, bytes -> FailureCases.fromBytes(bytes, behaviour.clusters()))
            .orElseGet(() -> new FailureCases(behaviour.clusters()));
    conversations = reading.get().orElseGet(() -> new Conversations(behaviour.rules(), embeddings));
    telling = parts.watching().telling();
    alarms = new Alarms(parts.watching(), store, commits);
  }

  /** Goes on after a while in which nobody listened, if there was one. */
  void resume(Instant stopped, Instant now) {
    if (Duration.between(stopped, now).abs().compareTo(PAUSE) > 0) {
      conversations.listenAgain(now);
    }
  }

  /** From now on silence is measured so far behind the time. */
  void behind(Duration far) {
    behind = far;
  }

  /** The time by which silence is measured. */
  Instant heard(Instant now) {
    return now.minus(behind);
  }

  /** An interaction is told for the first time. */
  void arrived(
      Known known,
      ObservedInteraction observed,
      List<Assessment> assessments,
      Draft draft,
      Instant now) {
    if (!known.counts()) {
      return;
    }
    begun(known, observed, now);
    modes.byRule(observed).ifPresent(mode -> alarms.failed(known, mode));
    outcomes.scored(observed.id(), scores(assessments), heard(now));
    for (Assessment each : assessments) {
      alarms.found(known, each.by(), each.score());
    }
    settle(known, observed, draft);
    derived.addAll(conversations.closed(observed, heard(now), now));
    if (known.decision != null && byRate(known.decision)) {
      alarms.input(known, question(observed.interaction()), embeddings);
    }
  }

  /** An interaction was scored once more, for what was said came late. */
  void scored(
      Known known,
      ObservedInteraction full,
      List<Assessment> assessments,
      Draft draft,
      Instant now) {
    if (outcomes.of(known.key().id()).isEmpty()) {
      // What was told at once is told anew.
      opened(known, full, now);
    }
    follow(known, now);
    outcomes.scored(known.key().id(), scores(assessments), heard(now));
    if (known.counts()) {
      for (Assessment each : assessments) {
        alarms.found(known, each.by(), each.score());
      }
    }
    settle(known, full, draft);
  }

  private static Map<String, Score> scores(List<Assessment> assessments) {
    Map<String, Score> scores = new LinkedHashMap<>();
    assessments.forEach(each -> scores.put(each.by().name(), each.score()));
    return scores;
  }

  // What a rule holds is drawn for being unlike the rest.
  private static boolean byRate(TraceDecision decision) {
    for (dev.assay.monitor.sampling.Decision each : decision.decisions()) {
      if (each.selected() && each.reason() != Reason.RULE) {
        return true;
      }
    }
    return false;
  }

  /** An interaction that is stored is read once more, for what was in memory only. */
  void replayed(Known known, ObservedInteraction observed, Draft draft, Instant now) {
    if (!known.counts()) {
      return;
    }
    opened(known, observed, now);
    follow(known, now);
    settle(known, observed, draft);
    derived.addAll(conversations.closed(observed, heard(now), now));
  }

  /**
   * More is known of an interaction than was told before.
   *
   * @param before as it was told
   */
  void retold(
      Known known, ObservedInteraction before, ObservedInteraction full, Draft draft, Instant now) {
    if (!known.counts()) {
      return;
    }
    // Whoever is not followed any more is, from now on, with all that is known.
    known.followed &= outcomes.of(known.key().id()).isPresent();
    replayed(known, full, draft, now);
    if (modes.byRule(before).isEmpty()) {
      modes.byRule(full).ifPresent(mode -> alarms.failed(known, mode));
    }
  }

  // What was stored after the operators were may be unknown to them.
  private void follow(Known known, Instant now) {
    if (known.followed) {
      return;
    }
    known.followed = true;
    String id = known.key().id();
    for (Evaluation each : known.evaluations.all()) {
      outcomes.scored(id, each.evaluator(), Reactions.score(each), heard(now));
    }
    known.signals().forEach(each -> outcomes.signalled(id, each.kind(), heard(now)));
  }

  private void begun(Known known, ObservedInteraction observed, Instant now) {
    List<Assignment> assignments = assignments(known);
    Following following = outcomes.decide(observed, assignments, heard(now));
    if (following.probability() < 1) {
      known.row = recent.shared(known.row.with(Told.put(known.row.decisions(), following)));
    }
    outcomes.opened(observed, assignments, following, heard(now));
  }

  private void opened(Known known, ObservedInteraction observed, Instant now) {
    if (outcomes.of(known.key().id()).isEmpty()) {
      known.followed = false;
    }
    Following following = Told.following(known.row.decisions());
    outcomes.opened(observed, assignments(known), following, heard(now));
  }

  private List<Assignment> assignments(Known known) {
    List<Assignment> assignments = new ArrayList<>();
    for (Decision each : known.row.decisions()) {
      looker(each.evaluator())
          .filter(by -> each.probability() > 0)
          .ifPresent(by -> assignments.add(assignment(by, each.selected(), each.probability())));
    }
    return assignments;
  }

  private Assignment assignment(Looker by, boolean selected, double probability) {
    boolean awaited = evaluators.sampled(by.name()).isPresent();
    return new Assignment(
        by.name(), by.judged(), awaited, selected, probability, by.mode(), by.draw());
  }

  private Optional<Looker> looker(String name) {
    for (Looker each : evaluators.cheap()) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return evaluators.sampled(name);
  }

  /** A user did something about an interaction, or a rule says so. */
  void signalled(Known known, Signal signal, Draft draft, Instant now) {
    if (signal.source().equals("user")) {
      conversations.heard(known.observed, signal.at());
    }
    follow(known, now);
    outcomes.signalled(known.key().id(), signal.kind(), heard(now));
    settle(known, known.observed, draft);
    if (signal.kind().negative()) {
      failed(known, known.observed, "signal " + key(signal), 1);
    }
  }

  private static String key(Signal signal) {
    return signal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** It was decided anew who looks at an interaction. */
  void decided(Known known, TraceDecision decision, Draft draft, Instant now) {
    follow(known, now);
    for (dev.assay.monitor.sampling.Decision each : decision.decisions()) {
      evaluators
          .sampled(each.evaluator())
          .ifPresent(
              by ->
                  outcomes.decided(
                      known.key().id(),
                      assignment(by, each.selected(), each.probability()),
                      heard(now)));
    }
    settle(known, known.observed, draft);
  }

  /** A sampled evaluator said something. */
  void evaluated(Known known, Evaluation evaluation, Score score, Draft draft, Instant now) {
    follow(known, now);
    outcomes.scored(known.key().id(), evaluation.evaluator(), score, heard(now));
    settle(known, known.observed, draft);
    Looker by =
        looker(evaluation.evaluator())
            .orElseGet(
                () ->
                    new Looker(
                        evaluation.evaluator(),
                        evaluation.version(),
                        true,
                        FailureMode.INCORRECT,
                        Category.TEXT));
    alarms.found(known, by, score);
  }

  // What the row says that the windows count becomes what holds now.
  private void settle(Known known, ObservedInteraction observed, Draft draft) {
    Optional<Outcome> now = outcomes.of(known.key().id());
    if (now.isEmpty() || !known.counts()) {
      return;
    }
    Outcome outcome = now.get();
    Told before = Told.of(known.row.decisions());
    Told after = Told.of(outcome);
    if (before.equals(after)) {
      return;
    }
    before.takeBack(windows, known.observed);
    after.count(windows, known.observed);
    InteractionRow row = known.row.with(Told.put(known.row.decisions(), outcome));
    known.row = recent.shared(row.with(stored(outcome)));
    recent.changed(known);
    draft.batch().put(known.row);
    Outcome.Failed failure = outcome.failure();
    if (failure != null && failure.mode() != null) {
      failed(known, observed, failure.by(), failure.probability());
    } else if (before.mode() != null && !before.mode().equals(Outcome.NONE)) {
      failures.remove(known.key().id());
      cases.remove(known.key().id());
    }
  }

  private static dev.assay.server.store.Outcome stored(Outcome outcome) {
    Outcome.Done done = outcome.completion();
    return new dev.assay.server.store.Outcome(
        outcome.mode().orElse(null),
        done == null
            ? dev.assay.server.store.Outcome.Completion.UNKNOWN
            : dev.assay.server.store.Outcome.Completion.valueOf(done.completion().name()));
  }

  private void failed(Known known, ObservedInteraction observed, String by, double probability) {
    if (fitsCase(known)) {
      FailureMode mode = known.row.outcome().failureMode();
      failures.put(known.key().id(), failure(known, observed.interaction(), mode, by, probability));
    }
  }

  // What does not fit is counted, and shown by itself, but belongs to no case.
  private static boolean fitsCase(Known known) {
    Instant at = known.key().startedAt();
    return known.key().id().length() <= LONGEST_NAME
        && !at.isBefore(Instant.EPOCH)
        && at.isBefore(LATEST_FAILURE);
  }

  private Failure failure(
      Known known, Interaction said, @Nullable FailureMode mode, String by, double probability) {
    String question = question(said);
    return new Failure(
        known.key().id(),
        name(known.row.dimensions().app()),
        name(known.row.dimensions().feature()),
        mode,
        known.key().startedAt(),
        probability,
        by.length() > LONGEST_NAME ? by.substring(0, LONGEST_NAME) : by,
        question,
        said.output(),
        meaning(question));
  }

  /**
   * A person says that an interaction failed; gives the case that it is in, if it can be in one.
   */
  Optional<FailureCase> reported(
      Known known, @Nullable Interaction said, FailureMode mode, String by, Draft draft) {
    Optional<FailureCase> before = cases.of(known.key().id());
    if (before.isPresent() || !fitsCase(known)) {
      return before;
    }
    Interaction shown = said == null ? known.observed.interaction() : said;
    cases.add(List.of(failure(known, shown, mode, by, 1)));
    casesChanged = true;
    // What changed of cases is in the next batch, and there has to be one.
    draft.batch();
    return cases.of(known.key().id());
  }

  private static @Nullable String name(@Nullable String name) {
    return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static @Nullable String question(Interaction said) {
    List<Message> input = said.input();
    for (int i = input.size() - 1; i >= 0; i--) {
      if (input.get(i).role().equals("user")) {
        String text = input.get(i).text();
        return text.length() > LONGEST_EMBEDDED ? text.substring(0, LONGEST_EMBEDDED) : text;
      }
    }
    return null;
  }

  private @Nullable Meaning meaning(@Nullable String text) {
    EmbeddingModel model = embeddings;
    if (model == null || text == null || text.isBlank()) {
      return null;
    }
    try {
      return Meaning.of(model.embed(text));
    } catch (ModelException | IllegalArgumentException e) {
      // Failures without a meaning are a case of their own.
      return null;
    }
  }

  /** What the passing of time says; gives the signals that were derived since. */
  List<Signal> due(Draft draft, Instant now) {
    for (OutcomeChange each : outcomes.due(heard(now))) {
      Known known = recent.held(each.interactionId());
      if (known == null) {
        unknown++;
      } else {
        aside.unless(
            "outcome-" + each.interactionId(),
            () -> new byte[0],
            () -> {
              follow(known, now);
              settle(known, known.observed, draft);
            });
      }
    }
    derived.addAll(conversations.due(heard(now)));
    List<Signal> signals = List.copyOf(derived);
    derived.clear();
    return signals;
  }

  /** Windows that were gathered. */
  void windows(List<Window> gathered) {
    alarms.windows(gathered);
  }

  /** The failure cases, for what people do about them. */
  FailureCases cases() {
    casesChanged = true;
    return cases;
  }

  /** The alarms, for what people do about them. */
  Alarms alarms() {
    return alarms;
  }

  /**
   * Drafts states and what changed.
   *
   * @param needed the first place in the journal that something open needs
   */
  void commit(Draft draft, Position needed, Instant now) {
    if (!failures.isEmpty()) {
      for (Failure each : failures.values()) {
        aside.unless(
            "failure-" + each.interactionId(), () -> new byte[0], () -> cases.add(List.of(each)));
      }
      casesChanged = true;
      failures.clear();
    }
    Batch.Builder batch = draft.batch();
    for (Membership each : cases.drainMemberships()) {
      InteractionKey interaction = new InteractionKey(each.interactionId(), each.at());
      String caseId = each.caseId();
      if (caseId == null) {
        batch.removeMember(interaction);
      } else {
        batch.put(new FailureMember(caseId, interaction));
      }
    }
    List<FailureCase> changed = cases.drain();
    changed.forEach(each -> batch.put(stored(each)));
    if (!changed.isEmpty()) {
      draft.afterwards(() -> telling.cases(changed));
    }
    if (casesChanged) {
      batch.put(new StateBlob(CASES, cases.toBytes()));
      casesChanged = false;
    }
    aside.unless("alarms", () -> new byte[0], () -> alarms.commit(draft, heard(now)));
    if (snapshot == null || !now.isBefore(snapshotAt.plus(snapshotEvery))) {
      batch.put(new StateBlob(CONVERSATIONS, conversations.toBytes()));
      batch.put(new StateBlob(OUTCOMES, outcomes.toBytes()));
      snapshot = needed;
      snapshotAt = now;
    }
  }

  private static StoredFailureCase stored(FailureCase value) {
    return new StoredFailureCase(
        value.id(),
        value.feature(),
        value.confirmedMode(),
        value.status().key(),
        value.title(),
        value.size(),
        value.firstSeen(),
        value.lastSeen(),
        FailureCaseJson.write(value).toString());
  }

  /**
   * Whether the journal is kept for no other reason than that nothing was stored for a while.
   *
   * @param needed the first place in the journal that something open needs
   */
  boolean holdsUp(Position needed, Instant now) {
    Position from = snapshot;
    return from != null
        && from.compareTo(needed) < 0
        && !now.isBefore(snapshotAt.plus(snapshotEvery));
  }

  /** From where the journal must be kept, so that what is in memory only can be found again. */
  Position lowWater(Position needed) {
    Position from = snapshot;
    return from == null || needed.compareTo(from) < 0 ? needed : from;
  }

  /** Forgets an interaction that was deleted. */
  void forget(Known known) {
    String id = known.key().id();
    failures.remove(id);
    cases.remove(id);
    casesChanged = true;
    outcomes.forget(id);
    conversations.forget(known.observed);
    // Until they are stored without it, they hold it.
    snapshot = null;
  }

  /** Forgets interactions that were deleted, wherever they are held. */
  void forget(Collection<String> interactionIds) {
    if (interactionIds.isEmpty()) {
      return;
    }
    for (String id : interactionIds) {
      failures.remove(id);
      cases.remove(id);
      outcomes.forget(id);
    }
    conversations.forget(Set.copyOf(interactionIds));
    casesChanged = true;
    snapshot = null;
  }

  /** What is followed, and what was let go of. */
  PipelineCounts.Followed counts() {
    Conversations.Counts said = conversations.counts();
    Outcomes.Counts came = outcomes.counts();
    return new PipelineCounts.Followed(
        said.open(),
        said.late(),
        said.dropped(),
        said.notCompared(),
        came.followed(),
        came.share(),
        came.letGo(),
        came.unknown(),
        unknown,
        cases.forgotten());
  }
}
