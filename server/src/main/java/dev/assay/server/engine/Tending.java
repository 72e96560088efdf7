package dev.assay.server.engine;

import dev.assay.server.config.RetentionConfig;
import dev.assay.server.key.KeyStore;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then: old things are forgotten, and the use of keys is written down. */
final class Tending implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Tending.class);
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofHours(1);

  private final Store store;
  private final RetentionConfig retention;
  private final KeyStore keys;
  private final RunsWatcher runs;
  private final Clock clock;
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "assay-tending");
            made.setDaemon(true);
            return made;
          });

  Tending(Store store, RetentionConfig retention, KeyStore keys, RunsWatcher runs, Clock clock) {
    this.store = store;
    this.retention = retention;
    this.keys = keys;
    this.runs = runs;
    this.clock = clock;
  }

  void start() {
    thread.scheduleWithFixedDelay(
        this::forget, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    thread.scheduleWithFixedDelay(keys::saveUse, 1, 1, TimeUnit.MINUTES);
    thread.scheduleWithFixedDelay(this::lookAtRuns, 5, 30, TimeUnit.SECONDS);
  }

  private void forget() {
    try {
      store.upkeep().retain(retention.at(clock.instant()));
    } catch (StoreException e) {
      failures.incrementAndGet();
      LOG.warn("old things could not be forgotten ({}); trying again in an hour", e.kind());
    }
  }

  private void lookAtRuns() {
    try {
      runs.look();
    } catch (RuntimeException e) {
      failures.incrementAndGet();
      LOG.warn("runs could not be read ({})", e.getClass().getSimpleName());
    }
  }

  /** How often forgetting or reading failed. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    keys.saveUse();
  }
}
