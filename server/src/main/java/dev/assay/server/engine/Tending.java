package dev.assay.server.engine;

import dev.assay.server.config.RetentionConfig;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.key.KeyStore;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.store.Retention;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done now and then: windows are packed, old things are forgotten, and the use of keys is
 * written down.
 */
final class Tending implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tending.class);
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofHours(6);
  private static final Duration LATE = Duration.ofDays(3);
  // Some seconds' work: what a server finds that never packed any takes it a while, in between.
  private static final long MOST_PACKED = 200_000;

  private final Store store;
  private final Pipeline pipeline;
  private final RetentionConfig retention;
  private final Duration packedAfter;
  private final KeyStore keys;
  private final RunsWatcher runs;
  private final Clock clock;
  private final AtomicLong failures = new AtomicLong();
  private final List<Future<?>> tasks = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "assay-tending");
            made.setDaemon(true);
            return made;
          });

  Tending(
      Store store,
      Pipeline pipeline,
      ServerConfig config,
      KeyStore keys,
      RunsWatcher runs,
      Clock clock) {
    this.store = store;
    this.pipeline = pipeline;
    this.retention = config.retention();
    this.packedAfter = packedAfter(config.slicing().lateness());
    this.keys = keys;
    this.runs = runs;
    this.clock = clock;
  }

  // What is evaluated or said later comes to few windows; of those that interactions still come to
  // many are written every second.
  private static Duration packedAfter(Duration lateness) {
    return lateness.compareTo(SOON) < 0 ? SOON : lateness.compareTo(LATE) > 0 ? LATE : lateness;
  }

  void start() {
    every(this::pack, FIRST, EVERY);
    every(this::forget, FIRST, EVERY);
    every(this::saveUse, Duration.ofMinutes(1), Duration.ofMinutes(1));
    every(this::lookAtRuns, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  // A task that threw would not be called again: each says itself what went wrong.
  private void every(Runnable task, Duration first, Duration pause) {
    tasks.add(
        thread.scheduleWithFixedDelay(
            task, first.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS));
  }

  /** Packs the windows that hardly anything comes to any more. */
  void pack() {
    try {
      store.upkeep().pack(clock.instant().minus(packedAfter), MOST_PACKED);
    } catch (StoreException e) {
      failures.incrementAndGet();
      LOG.warn("windows could not be packed ({}); trying again in an hour", e.kind());
    } catch (RuntimeException e) {
      failed("windows could not be packed", e);
    }
  }

  /** Forgets what was kept long enough. */
  void forget() {
    Retention old = retention.at(clock.instant());
    try {
      Instant content = old.content();
      if (content != null) {
        // What cases quote goes with what it was quoted from.
        strip(content);
      }
      store.upkeep().retain(old);
    } catch (StoreException e) {
      failures.incrementAndGet();
      LOG.warn("old things could not be forgotten ({}); trying again in an hour", e.kind());
    } catch (RuntimeException e) {
      failed("old things could not be forgotten", e);
    }
  }

  private void strip(Instant before) {
    Object unused =
        pipeline
            .change(
                deeds -> {
                  deeds.cases().strip(before);
                  return before;
                })
            .exceptionally(
                e -> {
                  failed("what failure cases quote could not be forgotten", e);
                  return before;
                });
  }

  private void saveUse() {
    try {
      keys.saveUse();
    } catch (RuntimeException e) {
      failed("the use of keys could not be written down", e);
    }
  }

  private void lookAtRuns() {
    try {
      runs.look();
    } catch (RuntimeException e) {
      failed("runs could not be read", e);
    }
  }

  private void failed(String what, Throwable e) {
    failures.incrementAndGet();
    LOG.warn("{} ({})", what, e.getClass().getSimpleName());
  }

  /** How often something failed. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    saveUse();
  }
}
