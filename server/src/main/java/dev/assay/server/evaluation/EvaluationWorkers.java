package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Document;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.Health;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.WorkKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the queue of evaluations off.
 *
 * <p>Units are stored by whoever decides that there are to be any ({@link EvaluationUnit}), and
 * given to {@link #enqueue} after that. Each is leased in the store, evaluated, and handed to
 * {@link Results}; it is done when that has stored it. What fails for a reason that may pass is
 * tried again later; what fails too often is given up and kept; what waits too long expires. A unit
 * whose result is stored is never evaluated again, whenever the process ends; between an answer and
 * its storing only a cache of the models' answers keeps a crash from asking twice.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class EvaluationWorkers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationWorkers.class);

  private static final int MOST_HANDED = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(2);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int MOST_DEAD = 10_000;

  private final Store store;
  private final EvaluationSettings settings;
  private final Clock clock;
  private final LongSupplier time;
  private final Results results;
  private final @Nullable Emission emission;
  private final Scoring scoring;
  private final ExecutorService threads;
  private final Thread dispatcher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Schedule schedule;
  private final List<Again> again = new ArrayList<>();
  private int inThreads;
  private long inStore;
  private long deadInStore;
  private boolean started;
  private boolean closing;
  private boolean interrupting;
  private boolean woken;
  private long pausedUntil;
  private @Nullable String storeFailure;

  /** A result that could not be stored, and when to hand it over again. */
  private record Again(Finished finished, long at) {}

  private EvaluationWorkers(
      Store store,
      OnlineEvaluators evaluators,
      EvaluationSettings settings,
      Clock clock,
      LongSupplier ticks,
      Results results,
      @Nullable Emission emission) {
    this.time = requireNonNull(ticks, "ticks");
    this.store = requireNonNull(store, "store");
    this.settings = requireNonNull(settings, "settings");
    this.clock = requireNonNull(clock, "clock");
    this.results = requireNonNull(results, "results");
    this.emission = emission;
    this.schedule = new Schedule(evaluators, settings);
    this.scoring = Scoring.within(settings.timeLimit(), settings.longestText());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            settings.concurrency(),
            work -> daemon(work, "assay-evaluation-" + number.incrementAndGet()));
    this.dispatcher = daemon(this::dispatch, "assay-evaluation");
  }

  // Those who send come first: a hint to the scheduler, on which nothing relies.
  @SuppressWarnings("ThreadPriorityCheck")
  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.setDaemon(true);
    return thread;
  }

  /** Workers that have not begun. */
  public static EvaluationWorkers of(
      Store store,
      OnlineEvaluators evaluators,
      EvaluationSettings settings,
      Clock clock,
      Results results) {
    return new EvaluationWorkers(
        store, evaluators, settings, clock, System::nanoTime, results, null);
  }

  /** The same, telling what is stored to others as well; {@code emission} is not closed by them. */
  public static EvaluationWorkers of(
      Store store,
      OnlineEvaluators evaluators,
      EvaluationSettings settings,
      Clock clock,
      Results results,
      Emission emission) {
    return new EvaluationWorkers(
        store, evaluators, settings, clock, System::nanoTime, results, emission);
  }

  /**
   * Workers that have not begun.
   *
   * @param clock tells the times that are stored
   * @param ticks nanoseconds that pass, by which everything waits; how long a thread has been at
   *     work is told by the machine, since no thread is faster where time is replayed
   * @param emission tells what is stored to others; null for nobody
   */
  public static EvaluationWorkers of(
      Store store,
      OnlineEvaluators evaluators,
      EvaluationSettings settings,
      Clock clock,
      LongSupplier ticks,
      Results results,
      @Nullable Emission emission) {
    return new EvaluationWorkers(store, evaluators, settings, clock, ticks, results, emission);
  }

  /**
   * Takes over what the store holds, what an earlier process had leased included, and begins.
   *
   * @throws StoreException if the store cannot be read
   */
  public void start() {
    store.records().document(SpendingBound.KEY).ifPresent(this::spentBefore);
    reload();
    lock.lock();
    try {
      started = true;
    } finally {
      lock.unlock();
    }
    dispatcher.start();
  }

  private void spentBefore(Document money) {
    lock.lock();
    try {
      schedule.money().read(money);
    } finally {
      lock.unlock();
    }
  }

  private void reload() {
    lock.lock();
    try {
      schedule.reading();
    } finally {
      lock.unlock();
    }
    Map<WorkItem.State, Long> counts = store.records().workCounts();
    List<WorkItem> open = store.records().openWork(settings.mostInMemory());
    lock.lock();
    try {
      deadInStore = counts.getOrDefault(WorkItem.State.DEAD, 0L);
      long all =
          counts.getOrDefault(WorkItem.State.WAITING, 0L)
              + counts.getOrDefault(WorkItem.State.LEASED, 0L);
      Instant now = clock.instant();
      schedule.read(open, now, time.getAsLong());
      inStore = open.size() < settings.mostInMemory() ? 0 : Math.max(0, all - schedule.size());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes units that are stored. Returns at once. A unit that is known changes its probability and
   * nothing else, so that to give one twice does no harm.
   */
  public void enqueue(Collection<WorkItem> items) {
    lock.lock();
    try {
      Instant now = clock.instant();
      for (WorkItem item : items) {
        if (item.state() != WorkItem.State.DEAD) {
          if (schedule.size() < settings.mostInMemory()) {
            schedule.add(item, now, time.getAsLong());
          } else {
            inStore++;
          }
        }
      }
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets units of these interactions, which were deleted; their results are not wanted. */
  public void forget(Collection<String> interactionIds) {
    lock.lock();
    try {
      schedule.forget(interactionIds);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues units again that were given up, from the beginning: at most 10,000, the latest.
   *
   * @return how many
   * @throws StoreException if the store refuses
   */
  public int retryDead(Predicate<WorkItem> which) {
    Instant now = clock.instant();
    List<WorkItem> items = new ArrayList<>();
    Batch.Builder batch = Batch.builder();
    for (WorkItem dead : store.records().deadWork(MOST_DEAD)) {
      if (which.test(dead)) {
        WorkItem item =
            new WorkItem(
                dead.interaction(),
                dead.evaluator(),
                dead.version(),
                WorkItem.State.WAITING,
                0,
                dead.probability(),
                now,
                now,
                null,
                dead.lastError());
        items.add(item);
        batch.put(item);
      }
    }
    if (!items.isEmpty()) {
      store.commit(batch.build());
      enqueue(items);
      lock.lock();
      try {
        deadInStore = Math.max(0, deadInStore - items.size());
      } finally {
        lock.unlock();
      }
    }
    return items.size();
  }

  /**
   * Queues what a person asks for, durably; the interaction's content is kept.
   *
   * @return whether it was queued; not where it waits already
   * @throws StoreException if the store refuses
   */
  public boolean ask(InteractionKey interaction, OnlineEvaluator evaluator) {
    WorkItem item = EvaluationUnit.workItem(interaction, evaluator, 1, clock.instant());
    lock.lock();
    try {
      if (schedule.has(item.key())) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    store.commit(Batch.builder().put(item).build());
    enqueue(List.of(item));
    return true;
  }

  /** How it goes. */
  public EvaluationCounts counts() {
    lock.lock();
    try {
      return schedule.counts(inStore, deadInStore, storeFailure, clock.instant(), time.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is nothing to evaluate, and what was evaluated is stored. */
  public boolean idle() {
    lock.lock();
    try {
      return schedule.size() == 0 && schedule.idle() && inStore == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether units wait or are in work; not where all that is left is to store results. */
  public boolean evaluating() {
    lock.lock();
    try {
      return schedule.size() > schedule.handed() || inStore > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether evaluation goes on: not where the queue cannot be written or no thread is left. */
  public Health check() {
    lock.lock();
    try {
      if (started && !closing && !dispatcher.isAlive()) {
        return Health.failing("the evaluation queue is not worked off");
      }
      return storeFailure == null
          ? Health.OK
          : Health.failing("the evaluation queue cannot be written: " + storeFailure);
    } finally {
      lock.unlock();
    }
  }

  private void dispatch() {
    while (true) {
      List<Unit.Attempt> leased = List.of();
      List<Finished> finished;
      boolean idle;
      lock.lock();
      try {
        if (closing) {
          return;
        }
        Instant now = clock.instant();
        long ticks = time.getAsLong();
        long working = System.nanoTime();
        schedule.takeBack(now, ticks, working);
        finished = new ArrayList<>(due(ticks));
        finished.addAll(schedule.giveUp(Math.max(0, MOST_HANDED - schedule.handed()), now, ticks));
        if (ticks - pausedUntil >= 0 && schedule.handed() < MOST_HANDED) {
          leased = schedule.lease(settings.concurrency() - inThreads, now, ticks, working);
          inThreads += leased.size();
        }
        idle = leased.isEmpty() && finished.isEmpty();
      } finally {
        lock.unlock();
      }
      finished.forEach(this::handOver);
      work(leased);
      if (idle) {
        rest();
      }
    }
  }

  private List<Finished> due(long ticks) {
    List<Finished> due = new ArrayList<>();
    again.removeIf(
        each -> {
          boolean now = ticks - each.at() >= 0;
          if (now) {
            due.add(each.finished());
          }
          return now;
        });
    return due;
  }

  private void rest() {
    boolean more;
    lock.lock();
    try {
      more = inStore > 0 && schedule.size() < settings.mostInMemory() / 2;
      long left = more ? 0 : LONGEST_WAIT_NANOS;
      while (!closing && !woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
    } catch (InterruptedException e) {
      // Nobody has a reason to; the loop sees whether it is to end.
      return;
    } finally {
      lock.unlock();
    }
    if (more) {
      try {
        reload();
      } catch (StoreException e) {
        failed(List.of(), e.kind().name());
      }
    }
  }

  // Leases are stored before anybody is asked, so that a crash counts as an attempt.
  private void work(List<Unit.Attempt> leased) {
    List<Unit.Attempt> left = new ArrayList<>(leased);
    try {
      if (!store(leased) || leased.isEmpty()) {
        return;
      }
      List<InteractionKey> keys =
          leased.stream().map(each -> each.unit().item.interaction()).distinct().toList();
      Map<String, Interaction> contents = store.interactions().contents(keys);
      Set<String> existing = store.interactions().existing(keys);
      Set<WorkKey> evaluated = new HashSet<>();
      for (Evaluation each : store.evidence().evaluations(keys)) {
        if (each.value() != null) {
          evaluated.add(new WorkKey(each.interaction().id(), each.evaluator(), each.version()));
        }
      }
      for (Unit.Attempt attempt : leased) {
        WorkKey key = attempt.unit().item.key();
        if (evaluated.contains(key) || !existing.contains(key.interactionId())) {
          drop(attempt, evaluated.contains(key));
        } else {
          Interaction said = contents.get(key.interactionId());
          threads.execute(() -> run(attempt, said));
        }
        left.remove(attempt);
      }
    } catch (StoreException e) {
      failed(left, e.kind().name());
    } catch (RuntimeException e) {
      // Whatever it is, the thread that hands work out must outlive it.
      LOG.error("the evaluation queue cannot be worked on", e);
      failed(left, "the server's log says why");
    }
  }

  private void drop(Unit.Attempt attempt, boolean repeated) {
    lock.lock();
    try {
      inThreads--;
      schedule.drop(attempt, repeated);
    } finally {
      lock.unlock();
    }
  }

  /** Stores leases and whatever else has changed; false if that failed. */
  private boolean store(List<Unit.Attempt> leased) {
    List<WorkItem> waiting;
    List<WorkKey> removed;
    Document money;
    Batch.Builder batch = Batch.builder();
    lock.lock();
    try {
      waiting = schedule.changed();
      removed = schedule.removed();
      money = schedule.moneyChanged(clock.instant());
      waiting.forEach(batch::put);
      leased.forEach(attempt -> batch.put(attempt.unit().item));
      removed.forEach(batch::done);
      if (money != null) {
        batch.put(money);
      }
    } finally {
      lock.unlock();
    }
    if (waiting.isEmpty() && removed.isEmpty() && leased.isEmpty() && money == null) {
      return true;
    }
    try {
      store.commit(batch.build());
    } catch (StoreException e) {
      lock.lock();
      try {
        schedule.notStored(waiting, removed);
      } finally {
        lock.unlock();
      }
      failed(leased, e.kind().name());
      return false;
    }
    lock.lock();
    try {
      storeFailure = null;
    } finally {
      lock.unlock();
    }
    return true;
  }

  private void failed(List<Unit.Attempt> leased, String why) {
    lock.lock();
    try {
      long ticks = time.getAsLong();
      storeFailure = why.toLowerCase(Locale.ROOT);
      pausedUntil = ticks + PAUSE.toNanos();
      inThreads -= leased.size();
      leased.forEach(attempt -> schedule.unlease(attempt, ticks, PAUSE));
    } finally {
      lock.unlock();
    }
  }

  private void run(Unit.Attempt attempt, @Nullable Interaction said) {
    long begun = System.nanoTime();
    Score score;
    try {
      score =
          said == null
              ? Score.unscored("what was said is not kept")
              : scoring.score(attempt.evaluator(), said);
    } catch (Error e) {
      // One interaction that is too much for the machine must not cost us the thread's count.
      score = Score.unscored("evaluator failed: " + e.getClass().getSimpleName());
    }
    long ended = System.nanoTime();
    Finished finished;
    lock.lock();
    try {
      inThreads--;
      Duration took = Duration.ofNanos(ended - begun);
      finished =
          schedule.ended(attempt, score, took, interrupting, clock.instant(), time.getAsLong());
      wake();
    } finally {
      lock.unlock();
    }
    if (finished != null) {
      handOver(finished);
    }
  }

  private void handOver(Finished finished) {
    lock.lock();
    try {
      if (!schedule.wanted(finished)) {
        schedule.abandoned();
        return;
      }
    } finally {
      lock.unlock();
    }
    CompletableFuture<Void> stored;
    try {
      stored = results.finished(finished);
    } catch (RuntimeException e) {
      stored = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Void> unused =
        stored.whenComplete((nothing, failure) -> ended(finished, failure));
  }

  private void ended(Finished finished, @Nullable Throwable failure) {
    lock.lock();
    try {
      if (failure == null) {
        schedule.stored(finished);
        deadInStore += finished.ending() == Finished.Ending.DEAD ? 1 : 0;
      } else {
        again.add(new Again(finished, time.getAsLong() + PAUSE.toNanos()));
      }
      wake();
    } finally {
      lock.unlock();
    }
    if (failure == null && emission != null && finished.ending() == Finished.Ending.EVALUATED) {
      emission.offer(finished);
    }
  }

  /**
   * Takes no new work up, waits as long as the settings say for what is in work and for its results
   * to be stored, interrupts what is left, and leases it back. Call it while {@link Results} still
   * stores.
   */
  @Override
  public void close() {
    List<Finished> last;
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      wake();
      last = again.stream().map(Again::finished).toList();
      again.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(this::handOver);
    lock.lock();
    try {
      await(() -> inThreads == 0 && schedule.handed() - again.size() <= 0, settings.closeWithin());
      interrupting = true;
    } finally {
      lock.unlock();
    }
    join();
    threads.shutdownNow();
    lock.lock();
    try {
      await(() -> inThreads == 0, INTERRUPTED_WITHIN);
      schedule.giveBack(clock.instant(), time.getAsLong());
    } finally {
      lock.unlock();
    }
    store(List.of());
    scoring.close();
  }

  private void wake() {
    woken = true;
    changed.signalAll();
  }

  private void join() {
    if (!dispatcher.isAlive()) {
      return;
    }
    try {
      dispatcher.join(settings.closeWithin().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, holding the lock otherwise, until something is so or the time is over. */
  private void await(BooleanSupplier so, Duration time) {
    long left = time.toNanos();
    try {
      while (!so.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
