package dev.assay.server.schedule;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.server.delivery.Notices;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every schedule: what is due runs, one of each at a time.
 *
 * <p>What asks for a run while one of the same is under way is answered by one more run after it.
 * Where each stands is in the store before it is acted on; a run that the process did not survive
 * is begun again, three times at most. {@link #tick} does all that time asks for and can be called
 * by hand; {@link #start} calls it every few seconds.
 *
 * @since 0.1
 */
public final class Schedules implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private static final long TICK_MILLIS = 2000;
  private static final long LONGEST_GOODBYE_SECONDS = 20;
  private static final int LONGEST_REASON = 200;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Clock clock;
  private final int mostAtOnce;
  private final BlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);
  private @Nullable Executor executor;
  private @Nullable ExecutorService workers;
  private @Nullable Thread thread;
  private @Nullable String trouble;

  private Schedules(
      List<Schedule> schedules,
      Store store,
      Notices notices,
      SuiteRunner runner,
      Clock clock,
      int mostAtOnce) {
    this.clock = clock;
    this.mostAtOnce = mostAtOnce;
    for (Schedule schedule : schedules) {
      Entry entry = new Entry(schedule, store, notices, runner, clock);
      if (entries.put(schedule.name(), entry) != null) {
        throw new InvalidInputException(
            Problem.of("schedule", schedule.name(), "names that differ"));
      }
    }
  }

  /**
   * These schedules. Nothing happens before {@link #start} or {@link #tick}.
   *
   * @param notices hears of gates that do not let a run through, and of when they do again
   * @param mostAtOnce how many suites run at once, at least 1
   * @throws InvalidInputException if two have the same name, or the number is out of range
   */
  public static Schedules of(
      List<Schedule> schedules,
      Store store,
      Notices notices,
      SuiteRunner runner,
      Clock clock,
      int mostAtOnce) {
    if (mostAtOnce < 1) {
      throw new InvalidInputException(Problem.of("most_at_once", mostAtOnce, "1 or more"));
    }
    return new Schedules(schedules, store, notices, runner, clock, mostAtOnce);
  }

  /** Begins to look at the time. */
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("schedules: started (expected: once)");
    }
    workers = Executors.newFixedThreadPool(mostAtOnce, task -> daemon(task, "assay-suite"));
    executor = workers;
    thread = daemon(this::loop, "assay-schedules");
    thread.start();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        tick(clock.instant());
        bell.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins all that is due at {@code now}: in threads of its own once started, else in this. */
  public void tick(Instant now) {
    String wrong = null;
    for (Map.Entry<String, Entry> each : entries.entrySet()) {
      try {
        Entry entry = each.getValue();
        if (entry.look(now)) {
          executor().execute(entry::run);
        }
      } catch (StoreException e) {
        wrong = "the store does not answer";
      } catch (RuntimeException e) {
        // One schedule that cannot be read does not stop the others.
        wrong = each.getKey() + ": cannot be looked at; the server's log says why";
        if (!wrong.equals(trouble())) {
          LOG.error("the schedule {} cannot be looked at", each.getKey(), e);
        }
      }
    }
    synchronized (this) {
      trouble = wrong;
    }
  }

  private synchronized Executor executor() {
    return executor == null ? Runnable::run : executor;
  }

  /**
   * Asks for a run. It is remembered once this returns and begins as soon as it can.
   *
   * @param reason who asked for it and why, such as {@code deployment 4711}
   * @return whether one of the same runs already, so that this one comes after it
   * @throws InvalidInputException if there is no such schedule
   */
  public boolean trigger(String name, String reason) {
    boolean behind = entry(name).ask(Printable.line(reason, LONGEST_REASON), clock.instant());
    bell.offer(true);
    return behind;
  }

  /**
   * Pauses a schedule until it is {@linkplain #resume resumed}, over restarts too: neither time nor
   * files make it run. What runs already goes on, and {@link #trigger} still has it run.
   *
   * @param by who
   * @param why in a few words; null if they say nothing
   * @return whether it was not paused before
   * @throws InvalidInputException if there is no such schedule
   */
  public boolean pause(String name, String by, @Nullable String why) {
    String said = why == null ? null : Printable.line(why, LONGEST_REASON);
    return entry(name).pause(new SchedulePause(clock.instant(), by, said));
  }

  /**
   * Lets time and files have it run again. What passed or changed meanwhile is not made up for.
   *
   * @return whether it was paused
   * @throws InvalidInputException if there is no such schedule
   */
  public boolean resume(String name) {
    return entry(name).resume(clock.instant());
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidInputException(
          Problem.of("schedule", name, "a schedule of the configuration")
              .next(Nearest.advice(name, entries.keySet())));
    }
    return entry;
  }

  /** Where each schedule stands. */
  public List<ScheduleStatus> status() {
    Instant now = clock.instant();
    return entries.values().stream().map(entry -> entry.status(now)).toList();
  }

  /** What kept the last look from being complete; null if nothing did. */
  public synchronized @Nullable String trouble() {
    return trouble;
  }

  /** Stops: runs under way end as interrupted and are begun again after the next start. */
  @Override
  public void close() {
    ExecutorService running;
    synchronized (this) {
      if (thread != null) {
        thread.interrupt();
      }
      running = workers;
    }
    if (running == null) {
      return;
    }
    running.shutdown();
    entries.values().forEach(Entry::stop);
    try {
      if (!running.awaitTermination(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS)) {
        running.shutdownNow();
      }
    } catch (InterruptedException e) {
      running.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
