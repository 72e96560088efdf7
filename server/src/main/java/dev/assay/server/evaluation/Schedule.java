package dev.assay.server.evaluation;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.server.evaluation.EvaluationCounts.OfEvaluator;
import dev.assay.server.evaluation.EvaluationCounts.OfModel;
import dev.assay.server.evaluation.Finished.Ending;
import dev.assay.server.store.Document;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.WorkKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which unit is tried when: the state of the queue, without threads or a store. Times within the
 * process are ticks of {@link System#nanoTime}, so that a clock that is put forward neither expires
 * nor hurries anything; leases end by the ticks in which threads work, which those that things wait
 * by may outrun. Not for several threads at once.
 */
final class Schedule {

  private static final long LONGEST_NANOS = Duration.ofDays(400).toNanos();

  private final OnlineEvaluators evaluators;
  private final EvaluationSettings settings;
  private final Waits waits;
  private final SpendingBound money;
  private final Map<WorkKey, Unit> units = new HashMap<>();
  private final Map<String, Lane> lanes = new TreeMap<>();
  private final Map<String, ModelCircuit> circuits = new TreeMap<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Set<Unit.Attempt> running = new LinkedHashSet<>();
  private final Set<Unit> changed = new LinkedHashSet<>();
  private final Set<WorkKey> removed = new LinkedHashSet<>();
  private final Set<WorkKey> storedMeanwhile = new HashSet<>();
  private boolean reading;
  private long sequence;
  private int turnOfLanes;
  private int handed;
  private long leasesExpired;
  private long vanished;

  Schedule(OnlineEvaluators evaluators, EvaluationSettings settings) {
    this.evaluators = evaluators;
    this.settings = settings;
    this.waits = new Waits(settings.seed());
    this.money = new SpendingBound(settings);
    for (OnlineEvaluator each : evaluators.sampled()) {
      tallies.put(each.name(), new Tally());
      each.models().forEach(this::circuit);
    }
  }

  SpendingBound money() {
    return money;
  }

  boolean has(WorkKey key) {
    return units.containsKey(key);
  }

  int size() {
    return units.size();
  }

  int handed() {
    return handed;
  }

  boolean idle() {
    return running.isEmpty() && handed == 0;
  }

  /** The store is about to be read, and what it gives to be taken in by {@link #read}. */
  void reading() {
    reading = true;
    storedMeanwhile.clear();
  }

  /** Takes in what the store gave, but for units whose results it got since it was asked. */
  void read(List<WorkItem> open, Instant now, long ticks) {
    for (WorkItem item : open) {
      if (!storedMeanwhile.contains(item.key())) {
        add(item, now, ticks);
      }
    }
    reading = false;
    storedMeanwhile.clear();
  }

  /** Takes a unit in; one that is known only changes its probability. */
  void add(WorkItem item, Instant now, long ticks) {
    Unit known = units.get(item.key());
    if (known != null) {
      known.item = withProbability(known.item, item.probability());
      return;
    }
    Lane lane =
        lanes.computeIfAbsent(
            item.evaluator() + "@" + item.version(),
            key ->
                new Lane(
                    item.evaluator(),
                    item.version(),
                    evaluators.find(item.evaluator(), item.version()).orElse(null)));
    Unit unit = new Unit(lane, sequence++, waiting(item, item.attempts(), item.nextAt(), null));
    unit.dueAt = ticks + nanos(now, item.nextAt());
    unit.expiresAt = ticks + nanos(now, item.createdAt().plus(settings.expireAfter()));
    units.put(item.key(), unit);
    lane.add(unit);
  }

  private static long nanos(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return Math.abs(between.toSeconds()) < LONGEST_NANOS / 1_000_000_000L
        ? between.toNanos()
        : between.isNegative() ? -LONGEST_NANOS : LONGEST_NANOS;
  }

  /**
   * Leases what may be tried now, at most so many units, in turn from all evaluators.
   *
   * @param ticks by which units wait
   * @param working ticks in which threads work
   */
  List<Unit.Attempt> lease(int most, Instant now, long ticks, long working) {
    List<Unit.Attempt> leased = new ArrayList<>();
    List<Lane> open = new ArrayList<>(lanes.values());
    open.removeIf(lane -> lane.bound == null);
    while (leased.size() < most && !open.isEmpty()) {
      Lane lane = open.get(Math.floorMod(turnOfLanes++, open.size()));
      Unit unit = lane.next();
      OnlineEvaluator evaluator = lane.bound;
      if (unit == null
          || evaluator == null
          || unit.dueAt > ticks
          || unit.item.attempts() >= settings.maxAttempts()
          || blocked(evaluator, now, ticks)) {
        open.remove(lane);
      } else {
        leased.add(lease(unit, evaluator, now, working));
      }
    }
    return leased;
  }

  private boolean blocked(OnlineEvaluator evaluator, Instant now, long ticks) {
    if (evaluator.models().stream().anyMatch(model -> !circuit(model).admits(ticks))) {
      return true;
    }
    return evaluator.judged() && money.refuses(evaluator, now) != null;
  }

  private Unit.Attempt lease(Unit unit, OnlineEvaluator evaluator, Instant now, long working) {
    unit.lane.remove(unit);
    unit.state = Unit.State.RUNNING;
    unit.turn++;
    WorkItem item = unit.item;
    unit.item =
        new WorkItem(
            item.interaction(),
            item.evaluator(),
            item.version(),
            WorkItem.State.LEASED,
            item.attempts() + 1,
            item.probability(),
            item.createdAt(),
            item.nextAt(),
            now.plus(settings.lease()),
            item.lastError());
    Map<String, Boolean> probes = new HashMap<>();
    evaluator.models().forEach(model -> probes.put(model, circuit(model).take()));
    Unit.Attempt attempt =
        new Unit.Attempt(
            unit,
            unit.turn,
            evaluator,
            working + settings.lease().toNanos(),
            evaluator.judged() ? money.reserve(evaluator, now) : null,
            probes);
    running.add(attempt);
    changed.remove(unit);
    tally(item.evaluator()).running++;
    return attempt;
  }

  /** The attempt did not begin; the unit waits as before, as if it had never been leased. */
  void unlease(Unit.Attempt attempt, long ticks, Duration pause) {
    release(attempt);
    if (attempt.reserved() != null) {
      money.release(attempt.reserved());
    }
    attempt.probes().forEach((model, probe) -> circuit(model).nothing(probe));
    Unit unit = attempt.unit();
    if (unit.state == Unit.State.RUNNING && unit.turn == attempt.turn()) {
      WorkItem item = unit.item;
      waitAgain(
          unit, item.attempts() - 1, item.nextAt(), item.lastError(), ticks + pause.toNanos());
    }
  }

  /** Its result is stored already, or its interaction is no more: the unit is to be removed. */
  void drop(Unit.Attempt attempt, boolean repeated) {
    release(attempt);
    if (attempt.reserved() != null) {
      money.release(attempt.reserved());
    }
    attempt.probes().forEach((model, probe) -> circuit(model).nothing(probe));
    remove(attempt.unit());
    removed.add(attempt.unit().item.key());
    if (repeated) {
      tally(attempt.evaluator().name()).repeated++;
    } else {
      vanished++;
    }
  }

  /** Takes units from threads that have not come back within the lease. */
  void takeBack(Instant now, long ticks, long working) {
    for (Unit.Attempt attempt : running) {
      Unit unit = attempt.unit();
      if (attempt.endsAt() <= working
          && unit.state == Unit.State.RUNNING
          && unit.turn == attempt.turn()) {
        leasesExpired++;
        String error = "the attempt did not end within its lease";
        waitAfterFailure(unit, unit.item.attempts(), error, now, ticks);
      }
    }
  }

  /** Gives up what has waited too long or failed too often, at most so many units. */
  List<Finished> giveUp(int most, Instant now, long ticks) {
    List<Finished> ended = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      Unit next = lane.next();
      while (next != null
          && ended.size() < most
          && next.dueAt <= ticks
          && next.item.attempts() >= settings.maxAttempts()) {
        ended.add(giveUp(next, Ending.DEAD, now));
        next = lane.next();
      }
      Unit oldest = lane.oldest();
      while (oldest != null && ended.size() < most && oldest.expiresAt <= ticks) {
        ended.add(giveUp(oldest, Ending.EXPIRED, now));
        oldest = lane.oldest();
      }
    }
    return ended;
  }

  private Finished giveUp(Unit unit, Ending ending, Instant now) {
    WorkItem item = unit.item;
    unit.lane.remove(unit);
    String why = item.lastError() == null ? "" : ": " + item.lastError();
    String reason =
        ending == Ending.DEAD
            ? "given up after " + item.attempts() + " attempts" + why
            : unit.lane.bound == null
                ? "expired: this version of the evaluator is not configured any more"
                : "expired: waited longer than " + settings.expireAfter() + why;
    WorkItem stands =
        new WorkItem(
            item.interaction(),
            item.evaluator(),
            item.version(),
            WorkItem.State.DEAD,
            item.attempts(),
            item.probability(),
            item.createdAt(),
            now,
            null,
            item.lastError());
    return hand(unit, stands, ending, Score.unscored(reason), now, Duration.ZERO);
  }

  private Finished hand(
      Unit unit, WorkItem item, Ending ending, Score score, Instant now, Duration took) {
    unit.state = Unit.State.HANDED;
    unit.item = item;
    changed.remove(unit);
    handed++;
    OnlineEvaluator evaluator = unit.lane.bound;
    Evaluation evaluation =
        evaluator == null
            ? Evaluation.of(
                item.interaction(),
                item.evaluator(),
                item.version(),
                score,
                item.probability(),
                now)
            : evaluator.evaluation(item.interaction(), score, item.probability(), now);
    return new Finished(item, ending, score, evaluation, took);
  }

  /** An attempt has ended: the result to hand over, or null if there is none now. */
  @Nullable Finished ended(
      Unit.Attempt attempt, Score score, Duration took, boolean closing, Instant now, long ticks) {
    release(attempt);
    Failure failure = Failure.of(score);
    learn(attempt, score, failure, ticks);
    pay(attempt, score, failure, now);
    Unit unit = attempt.unit();
    boolean current = unit.state == Unit.State.RUNNING && unit.turn == attempt.turn();
    boolean late = unit.state == Unit.State.WAITING || unit.state == Unit.State.RUNNING;
    boolean scored = score instanceof Score.Scored;
    boolean last = scored || !failure.passing() || attempt.evaluator().models().isEmpty();
    if (closing && current && !scored) {
      // It was interrupted, whatever it says.
      WorkItem item = unit.item;
      waitAgain(unit, item.attempts() - 1, now, item.lastError(), ticks);
      return null;
    }
    if (last && (current || (late && scored))) {
      unit.lane.remove(unit);
      return hand(unit, unit.item, Ending.EVALUATED, score, now, took);
    }
    if (!current) {
      return null;
    }
    return again(unit, ((Score.Unscored) score).reason(), failure, now, ticks);
  }

  private @Nullable Finished again(
      Unit unit, String reason, Failure failure, Instant now, long ticks) {
    WorkItem item = unit.item;
    if (failure.outage()) {
      unit.delays++;
      waitAfterFailure(unit, item.attempts() - 1, reason, now, ticks);
    } else if (item.attempts() >= settings.maxAttempts()) {
      unit.item = waiting(item, item.attempts(), now, reason);
      return giveUp(unit, Ending.DEAD, now);
    } else {
      waitAfterFailure(unit, item.attempts(), reason, now, ticks);
    }
    tally(item.evaluator()).retried++;
    return null;
  }

  private void waitAfterFailure(Unit unit, int attempts, String error, Instant now, long ticks) {
    long wait =
        waits.after(
            Math.max(1, attempts + unit.delays),
            settings.firstBackoff(),
            settings.longestBackoff());
    waitAgain(unit, attempts, now.plusNanos(wait), error, ticks + wait);
  }

  private void waitAgain(
      Unit unit, int attempts, Instant next, @Nullable String error, long dueAt) {
    unit.item = waiting(unit.item, attempts, next, error);
    unit.dueAt = dueAt;
    unit.lane.add(unit);
    changed.add(unit);
  }

  // A model that is at fault is known by name; where only one was asked it needs none.
  private void learn(Unit.Attempt attempt, Score score, Failure failure, long ticks) {
    boolean scored = score instanceof Score.Scored;
    boolean only = attempt.probes().size() == 1;
    attempt
        .probes()
        .forEach(
            (model, probe) -> {
              Kind kind = failure.models().get(model);
              if (kind == Kind.INTERRUPTED && failure.kinds().contains(Kind.TIMEOUT)) {
                kind = Kind.TIMEOUT;
              }
              if (kind == null && only && !scored && !failure.kinds().isEmpty()) {
                kind = failure.kinds().iterator().next();
              }
              ModelCircuit circuit = circuit(model);
              if (kind == null && (scored || (failure.asked() && failure.kinds().isEmpty()))) {
                circuit.answered();
              } else if (kind == null || kind == Kind.INTERRUPTED || kind == Kind.REJECTED) {
                circuit.nothing(probe);
              } else {
                circuit.failed(kind, probe, ticks);
              }
            });
  }

  private void pay(Unit.Attempt attempt, Score score, Failure failure, Instant now) {
    if (attempt.reserved() == null) {
      return;
    }
    Usage usage = score.usage();
    double cost = usage.cost() == null ? 0 : Math.max(0, usage.cost());
    Tally tally = tally(attempt.evaluator().name());
    tally.cost += cost;
    if (usage.cost() == null && usage.inputTokens() != null) {
      tally.unpriced++;
    }
    // An answer from the cache says nothing about what a call costs.
    boolean told = failure.asked() && usage.cost() != null;
    money.settle(attempt.evaluator().name(), attempt.reserved(), cost, told, now);
  }

  /** A result is stored. */
  void stored(Finished finished) {
    handed--;
    if (reading) {
      storedMeanwhile.add(finished.item().key());
    }
    Unit unit = units.get(finished.item().key());
    if (unit != null && unit.state == Unit.State.HANDED) {
      remove(unit);
    }
    Tally tally = tally(finished.evaluator());
    switch (finished.ending()) {
      case EVALUATED -> {
        tally.done++;
        tally.unscored += finished.score() instanceof Score.Unscored ? 1 : 0;
      }
      case DEAD -> tally.dead++;
      case EXPIRED -> tally.expired++;
    }
  }

  /** Whether a result is still wanted: not where its interaction was deleted meanwhile. */
  boolean wanted(Finished finished) {
    return units.containsKey(finished.item().key());
  }

  /** A result will never be stored. */
  void abandoned() {
    handed--;
  }

  /** Forgets everything about these interactions. */
  void forget(Collection<String> interactionIds) {
    Set<String> ids = Set.copyOf(interactionIds);
    List<Unit> gone = new ArrayList<>();
    units.values().stream()
        .filter(unit -> ids.contains(unit.item.interaction().id()))
        .forEach(gone::add);
    gone.forEach(this::remove);
  }

  private void remove(Unit unit) {
    unit.lane.remove(unit);
    unit.state = Unit.State.GONE;
    changed.remove(unit);
    units.remove(unit.item.key());
  }

  private void release(Unit.Attempt attempt) {
    if (running.remove(attempt)) {
      tally(attempt.evaluator().name()).running--;
    }
  }

  /** Gives back what is in work, for it will not be waited for. */
  void giveBack(Instant now, long ticks) {
    for (Unit.Attempt attempt : running) {
      Unit unit = attempt.unit();
      if (unit.state == Unit.State.RUNNING && unit.turn == attempt.turn()) {
        waitAgain(unit, unit.item.attempts() - 1, now, unit.item.lastError(), ticks);
      }
    }
  }

  /** Units that changed since this was asked last and still wait. */
  List<WorkItem> changed() {
    List<WorkItem> items = new ArrayList<>();
    for (Unit unit : changed) {
      if (unit.state == Unit.State.WAITING) {
        items.add(unit.item);
      }
    }
    changed.clear();
    return items;
  }

  /** Units to remove from the store. */
  List<WorkKey> removed() {
    List<WorkKey> keys = List.copyOf(removed);
    removed.clear();
    return keys;
  }

  @Nullable Document moneyChanged(Instant now) {
    return money.changed(now);
  }

  /** What {@link #changed} and {@link #removed} gave could not be stored. */
  void notStored(List<WorkItem> items, List<WorkKey> keys) {
    for (WorkItem item : items) {
      Unit unit = units.get(item.key());
      if (unit != null && unit.state == Unit.State.WAITING) {
        changed.add(unit);
      }
    }
    removed.addAll(keys);
    money.unchanged();
  }

  private ModelCircuit circuit(String model) {
    return circuits.computeIfAbsent(model, name -> new ModelCircuit(settings, waits));
  }

  private Tally tally(String evaluator) {
    return tallies.computeIfAbsent(evaluator, name -> new Tally());
  }

  EvaluationCounts counts(
      long inStore, long deadInStore, @Nullable String storeFailure, Instant now, long ticks) {
    Map<String, OfEvaluator> byEvaluator = new TreeMap<>();
    tallies.forEach((name, tally) -> byEvaluator.put(name, of(name, tally, ticks)));
    Map<String, OfModel> byModel = new TreeMap<>();
    circuits.forEach((name, circuit) -> byModel.put(name, of(circuit, now, ticks)));
    String postponed = null;
    for (Lane lane : lanes.values()) {
      if (postponed == null && lane.bound != null && lane.bound.judged() && lane.waiting() > 0) {
        postponed = money.refuses(lane.bound, now);
      }
    }
    return new EvaluationCounts(
        byEvaluator,
        byModel,
        inStore,
        deadInStore,
        handed,
        leasesExpired,
        vanished,
        money.spentThisHour(now),
        money.spentThisDay(now),
        postponed,
        storeFailure);
  }

  private OfEvaluator of(String name, Tally tally, long ticks) {
    long waiting = 0;
    long unbound = 0;
    long longest = -1;
    for (Lane lane : lanes.values()) {
      Unit oldest = lane.oldest();
      if (lane.evaluator.equals(name) && oldest != null) {
        waiting += lane.waiting();
        unbound += lane.bound == null ? lane.waiting() : 0;
        long left = oldest.expiresAt - ticks;
        longest = Math.max(longest, Math.max(0, settings.expireAfter().toNanos() - left));
      }
    }
    return new OfEvaluator(
        tally.done,
        tally.unscored,
        tally.retried,
        tally.dead,
        tally.expired,
        tally.repeated,
        waiting,
        tally.running,
        unbound,
        longest < 0 ? null : Duration.ofNanos(longest),
        tally.cost,
        tally.unpriced);
  }

  private static OfModel of(ModelCircuit circuit, Instant now, long ticks) {
    Long retryAt = circuit.retryAt();
    return new OfModel(
        circuit.state(ticks),
        circuit.failures(),
        circuit.running(),
        retryAt == null ? null : now.plusNanos(Math.max(0, retryAt - ticks)),
        circuit.lastFailure());
  }

  private static WorkItem withProbability(WorkItem item, double probability) {
    return new WorkItem(
        item.interaction(),
        item.evaluator(),
        item.version(),
        item.state(),
        item.attempts(),
        probability,
        item.createdAt(),
        item.nextAt(),
        item.leaseUntil(),
        item.lastError());
  }

  private static WorkItem waiting(
      WorkItem item, int attempts, Instant next, @Nullable String error) {
    return new WorkItem(
        item.interaction(),
        item.evaluator(),
        item.version(),
        WorkItem.State.WAITING,
        Math.max(0, attempts),
        item.probability(),
        item.createdAt(),
        next,
        null,
        error == null ? item.lastError() : error);
  }
}
