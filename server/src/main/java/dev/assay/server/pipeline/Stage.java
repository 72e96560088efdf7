package dev.assay.server.pipeline;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureCases;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.sampling.Traffic;
import dev.assay.monitor.sampling.TrafficSampler;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watch;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.Windows;
import dev.assay.server.evaluation.Finished;
import dev.assay.server.journal.Position;
import dev.assay.server.pipeline.OpenTraces.Source;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All operators together, as one: entries of the journal and results go in, batches come out. The
 * same entries give the same batches. For one thread; it keeps no time of its own.
 */
final class Stage {

  private static final String STATE = "pipeline";
  private static final String SAMPLING = "sampling";
  private static final int MOST_UNRESOLVED = 50_000;
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final Duration UNRESOLVED = Duration.ofDays(7);
  private static final Duration STATES_EVERY = Duration.ofSeconds(10);
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);
  private static final Duration LOAD_EVERY = Duration.ofSeconds(5);
  // Slices weigh some kilobytes each.
  private static final long MOST_OPEN_SLICES = 4_000;
  private static final int MOST_WINDOWS = 300;
  private static final Duration WATCH_EVERY = Duration.ofSeconds(30);

  private final Pipeline.Parts parts;
  private final String salt;
  private final Position stored;
  private final Position start;
  private final OpenTraces traces;
  private final Windows windows;
  private final WindowLedger ledger;
  private final TrafficSampler sampler;
  private final LoadShedding shedding;
  private final Policies policies;
  private final Recent recent;
  private final Deciding deciding;
  private final Reactions reactions;
  private final Recount recount;
  private final Reading reading;
  private final Consequences consequences;
  private final Forgotten forgotten = new Forgotten();
  private final Draft draft = new Draft();
  private Position position;
  private Instant statesAt = Instant.MIN;
  private Instant loadAt = Instant.MIN;
  private Instant watchedAt;
  private @Nullable Instant toldAt;
  private long toldAtLoad;
  private double bytesEach = 1_000;
  private long bytesRead;

  Stage(Pipeline.Parts parts, ExecutorService scorers, Instant now, SetAside aside) {
    this.parts = parts;
    Store store = parts.store();
    SamplingPlan plan = parts.plan();
    PipelineSettings settings = parts.settings();
    Slicing slicing = parts.slicing();
    salt = plan.salt();
    watchedAt = now;
    stored = store.position();
    JsonNode state = state(store);
    start = state.has("low_water") ? Position.parse(state.path("low_water").asString("")) : stored;
    position = start;
    traces = new OpenTraces(settings, parts.spans(), aside);
    windows = new Windows(slicing, settings.lateness(), settings.ahead());
    boolean empty = KeptState.isNone(store, now);
    ledger = new WindowLedger(store, slicing, empty);
    sampler =
        KeptState.read(store, SAMPLING, bytes -> TrafficSampler.fromBytes(plan, bytes))
            .orElseGet(() -> new TrafficSampler(plan, new Traffic(), now));
    shedding =
        state.has("shedding")
            ? LoadShedding.fromJson(salt, state.path("shedding"))
            : LoadShedding.withSalt(salt);
    policies =
        new Policies(
            sampler.sampler(),
            settings.traces().longest().plus(settings.traces().rootless()),
            everyoneLooks(),
            Policy.of(now, sampler.table(now), salt, shedding.rate(), everything()));
    policies.restore(state.path("policies"), salt);
    recent = new Recent(store, settings.recent(), settings.heldCharacters(), empty);
    consequences = new Consequences(parts, windows, recent, state.path("commits").asLong(0), aside);
    reactions = new Reactions(sampler, windows, recent, parts.evaluators(), consequences, aside);
    reactions.restore(
        store.evidence().unresolvedSignals(now.minus(UNRESOLVED), MOST_UNRESOLVED),
        store.evidence().unresolvedExternalScores(now.minus(UNRESOLVED), MOST_UNRESOLVED));
    deciding =
        new Deciding(
            parts.evaluators(),
            scorers,
            parts.settings().scoringThreads(),
            sampler,
            policies,
            parts.flags(),
            windows,
            recent,
            reactions,
            aside);
    forgotten.restore(state.path("forgotten"));
    if (state.has("time")) {
      consequences.resume(Instant.ofEpochMilli(state.path("time").asLong()), now);
    }
    recount = new Recount(windows);
    reading =
        new Reading(
            parts.last(),
            traces,
            recent,
            deciding,
            reactions,
            consequences,
            forgotten,
            recount,
            aside);
  }

  private static JsonNode state(Store store) {
    return store
        .state(STATE)
        .map(blob -> Json.parse(Json.decode(blob.bytes(), STATE), STATE, 1))
        .orElseGet(Json::object);
  }

  private boolean everyoneLooks() {
    return parts.keepAll() || !parts.evaluators().cheap().isEmpty();
  }

  private boolean everything() {
    return everyoneLooks() && shedding.rate() == 1;
  }

  /** Where in the journal to begin: before the oldest thing that was not complete. */
  Position start() {
    return start;
  }

  /** What decides whose content is kept; for any thread. */
  Policies policies() {
    return policies;
  }

  /** Takes a frame of the journal. */
  void take(JournalEntry entry, Position before, Position after, int bytes) {
    tellBefore(entry.receivedAt());
    boolean seen = after.compareTo(stored) <= 0;
    Source source = new Source(before, entry.receivedAt(), seen);
    reading.records(entry.records(), source);
    reading.interactions(entry.interactions(), source);
    reading.signals(entry.signals(), source);
    position = after;
    bytesRead += bytes;
  }

  // Where much is read at once, a trace that was complete before something came late is told before
  // that is taken: whoever reads the journal again tells the same.
  private void tellBefore(Instant received) {
    Instant last = toldAt;
    if (last == null) {
      toldAt = received;
    } else if (!received.isBefore(last.plus(TELL_EVERY))) {
      toldAt = received;
      reading.settle(draft, received);
    }
  }

  /** Passes over a frame that holds nothing that can be read. */
  void pass(Position after) {
    position = after;
  }

  /** Gets interactions out of the store, unless they are here, of which something is to come. */
  void expect(List<InteractionKey> keys) {
    recent.expect(keys);
  }

  /** Takes what a sampled evaluator said. */
  void take(Finished finished, Runnable whenStored, Instant now) {
    reactions.evaluated(finished, draft, now);
    draft.answer(whenStored);
  }

  /** From now on silence is measured so far behind the time. */
  void behind(Duration far) {
    consequences.behind(far);
  }

  /** Lets somebody change something; what changes is in the next batch. */
  <T> void change(Function<Deeds, T> deed, Consumer<T> whenStored, Instant now) {
    T result = deed.apply(new OnThread(consequences.heard(now)));
    draft.answer(() -> whenStored.accept(result));
    draft.batch();
  }

  /** What people are shown of the watch; for any thread. */
  Shown shown() {
    return consequences.alarms().shown();
  }

  private final class OnThread implements Deeds {

    private final Instant now;

    OnThread(Instant now) {
      this.now = now;
    }

    @Override
    public FailureCases cases() {
      return consequences.cases();
    }

    @Override
    public Optional<FailureCase> report(
        InteractionKey interaction, @Nullable Interaction said, FailureMode mode, String by) {
      return recent
          .find(interaction)
          .flatMap(known -> consequences.reported(known, said, mode, by, draft));
    }

    @Override
    public Watch watch() {
      return consequences.alarms().watch();
    }

    @Override
    public void monitors(List<MonitorDefinition> monitors) {
      consequences.alarms().monitors(monitors);
    }

    @Override
    public void changed(List<AlertChange> changes) {
      consequences.alarms().changed(changes);
    }

    @Override
    public Batch.Builder batch() {
      return draft.batch();
    }

    @Override
    public Instant now() {
      return now;
    }
  }

  /**
   * Tells of what is complete by now.
   *
   * @param backlogBytes of the journal that wait to be read
   */
  void settle(Instant now, long backlogBytes) {
    toldAt = now;
    reading.settle(draft, now);
    consequences.due(draft, now).forEach(signal -> reactions.signal(signal, draft, now));
    if (!now.isBefore(loadAt.equals(Instant.MIN) ? now : loadAt.plus(LOAD_EVERY))) {
      observeLoad(now, backlogBytes);
    }
    boolean before = rulesOff();
    policies.renew(sampler.table(now), salt, shedding.rate(), everything(), now);
    if (rulesOff() != before) {
      sayRules();
    }
    if (windows.size() > MOST_OPEN_SLICES) {
      gather();
    }
  }

  /**
   * Whether load lets content be kept of what rates draw and of errors alone, so that no other rule
   * has anything looked at.
   */
  private boolean rulesOff() {
    return parts.keepAll() && !policies.current().everything();
  }

  private void sayRules() {
    if (rulesOff()) {
      LOG.warn(
          "the machine does not keep up: what is looked at whatever the rate is errors alone, until"
              + " it does; evaluators of everything look at {}",
          shedding.rate());
    } else {
      LOG.info("the machine keeps up again: all rules of sampling hold");
    }
  }

  /** Tells of everything, as before a long rest. */
  void settleAll(Instant now) {
    reading.settleAll(draft, now);
  }

  private void observeLoad(Instant now, long backlogBytes) {
    long told = reading.told() - toldAtLoad;
    if (!loadAt.equals(Instant.MIN) && told > 0) {
      double seconds = Math.max(1, Duration.between(loadAt, now).toMillis() / 1e3);
      bytesEach = Math.max(1, (double) bytesRead / told);
      shedding.observe(
          new LoadShedding.Load(told / seconds, deciding.capacity(), backlogBytes / bytesEach));
    }
    bytesRead = 0;
    toldAtLoad = reading.told();
    loadAt = now;
  }

  private void gather() {
    List<Window> gathered = windows.drain(Instant.MAX);
    ledger.add(gathered);
    consequences.windows(gathered);
  }

  /** Whether nothing more is to be read before some of it was told. */
  boolean crowded() {
    return traces.crowded();
  }

  /**
   * Whether what is to be stored is as much as should be held: it is stored now, and nothing more
   * is read while that lasts.
   */
  boolean heavy() {
    return draft.entries() >= parts.settings().commitEntries()
        || draft.characters() >= parts.settings().heldCharacters() / 2
        || ledger.changed() + windows.open().size() >= MOST_WINDOWS;
  }

  /** Whether so long nothing was stored that nobody looked what is missing. */
  boolean unwatched(Instant now) {
    return now.isBefore(watchedAt) || !now.isBefore(watchedAt.plus(WATCH_EVERY));
  }

  /** How many things wait to be stored. */
  long entries() {
    return draft.entries();
  }

  /** Whether there is anything to store. */
  boolean dirty(Position committed) {
    return !draft.isEmpty() || !position.equals(committed) || !windows.open().isEmpty();
  }

  /** Whether a commit would let go of the journal, if of nothing else. */
  boolean holdsUp(Instant now) {
    return consequences.holdsUp(traces.lowWater(position, now.toEpochMilli()), now);
  }

  /** From now on tells nothing that came from a user before; part of the next commit. */
  void forget(String userHash, Instant now) {
    forgotten.add(userHash, now);
    draft.batch();
  }

  /** A user's interactions are no longer stored, and nothing is under way. */
  void deleted(String userHash, List<String> interactionIds) {
    for (Known each : recent.of(userHash, interactionIds)) {
      reactions.forget(each);
      consequences.forget(each);
      recent.delete(each);
    }
    // Of others, which are in the store alone, less is in memory, but something may be.
    consequences.forget(interactionIds);
    draft.batch();
  }

  /** What the next commit stores. */
  Draft.Taken draft(Instant now) {
    gather();
    ledger.putInto(draft.batch());
    Position open = traces.lowWater(position, now.toEpochMilli());
    consequences.commit(draft, open, now);
    watchedAt = now;
    ObjectNode state = Json.object();
    state.put("version", 1);
    Position needed = consequences.lowWater(open);
    state.put("time", now.toEpochMilli());
    state.put("low_water", needed.toString());
    state.put("commits", consequences.alarms().commits());
    state.set("shedding", shedding.toJson());
    state.set("policies", policies.toJson());
    state.set("forgotten", forgotten.toJson());
    draft.batch().put(new StateBlob(STATE, Json.writeUtf8(state)));
    if (statesAt.equals(Instant.MIN) || !now.isBefore(statesAt.plus(STATES_EVERY))) {
      draft.batch().put(new StateBlob(SAMPLING, sampler.toBytes()));
      statesAt = now;
    }
    draft.batch().position(position.compareTo(stored) > 0 ? position : stored);
    Draft.Taken taken = draft.take(needed);
    recent.draft(draft.number());
    return taken;
  }

  /** What a draft held is stored, and no other is under way. */
  void stored(Draft.Taken taken, Instant now) {
    recent.trim(now, taken.number());
    ledger.stored();
    parts.evaluators().queued(taken.queued());
    if (!taken.told().isEmpty()) {
      parts.evaluators().tell(taken.told());
    }
    taken.following().forEach(Runnable::run);
    taken.waiting().forEach(Runnable::run);
  }

  Position position() {
    return position;
  }

  ScoreCounts scores() {
    return reactions.counts();
  }

  /** When the oldest thing came that is read and not told, for its trace is not complete. */
  @Nullable Instant oldestOpen() {
    return traces.oldest();
  }

  PipelineCounts counts() {
    return new PipelineCounts(
        reading.told(),
        reading.again(),
        traces.openTraces(),
        traces.openParts(),
        traces.early(),
        traces.late() + reading.apart(),
        traces.forgotten(),
        reading.unroutable(),
        reactions.waiting(),
        recent.size(),
        recent.released(),
        windows.late(),
        windows.tooLate(),
        windows.inFuture(),
        recount.recounted(),
        ledger.neverCounted(),
        shedding.rate(),
        rulesOff(),
        position.toString(),
        consequences.counts(),
        consequences.alarms().counts());
  }
}
