package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.START;
import static dev.assay.server.pipeline.Traffic.plan;
import static dev.assay.server.pipeline.Traffic.spans;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.trace.TraceRules;
import dev.assay.server.collector.Arrival;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class PipelineTest {

  private static final PipelineSettings QUICK =
      new PipelineSettings(
          new TraceRules(
              TraceRules.DEFAULT.complete(),
              Duration.ofMillis(50),
              Duration.ofMillis(200),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              100,
              100,
              1_000_000),
          1_000,
          1_000,
          1_000,
          1_000_000,
          Duration.ofMillis(50),
          1_000,
          Duration.ofMillis(100),
          Duration.ofDays(2),
          Duration.ofMinutes(5),
          2);

  @TempDir private Path folder;
  private final AtomicInteger refusals = new AtomicInteger();
  private Journal journal;
  private Store store;

  @BeforeEach
  void open() {
    JournalSettings settings = new JournalSettings(Duration.ZERO, 4_096, 1 << 20, 8 << 20);
    journal = Journal.open(folder.resolve("journal"), settings, Position.START);
    store = DuckDbStore.open(folder.resolve("store"), DuckDbSettings.DEFAULT);
  }

  @AfterEach
  void close() {
    journal.close();
    store.close();
  }

  @Test
  void whatComes_isStored_andTheJournalLetGo() throws Exception {
    try (Pipeline pipeline = start()) {
      for (int i = 0; i < 40; i++) {
        append(i);
      }
      await(() -> store.interactions().count(InteractionFilter.ALL) == 40);
      await(() -> pipeline.progress().lagBytes() == 0 && bytes() < 3 * 4_096);
      assertThat(pipeline.counts().interactions()).isEqualTo(40);
      assertThat(pipeline.broken()).isNull();
    }
  }

  @Test
  void storeThatRefuses_isAskedAgain_andNothingIsLostOrDoubled() throws Exception {
    refusals.set(3);
    try (Pipeline pipeline = start()) {
      append(1);
      await(() -> "STORAGE".equals(pipeline.progress().failing()));
      append(2);
      await(() -> store.interactions().count(InteractionFilter.ALL) == 2);
      await(() -> pipeline.progress().failing() == null);
    }
  }

  @Test
  void whatTheStoreRefuses_isBehind_untilItIsStored() throws Exception {
    refusals.set(Integer.MAX_VALUE);
    try (Pipeline pipeline = start()) {
      append(1);
      await(() -> seconds(pipeline.storedBehind()) > 0.7);
      assertThat(seconds(pipeline.windowsBehind())).isGreaterThan(0.7);
      refusals.set(0);
      await(() -> store.interactions().count(InteractionFilter.ALL) == 1);
      await(() -> seconds(pipeline.windowsBehind()) < 0.5);
      assertThat(seconds(pipeline.storedBehind())).isLessThan(5);
    }
  }

  @Test
  void traceInTheMaking_isBehindForTheWindows_notForTheStore() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    TraceRules patient =
        new TraceRules(minute, minute, minute, minute, minute, 100, 100, 1_000_000);
    try (Pipeline pipeline = start(QUICK.withTraces(patient))) {
      append(1);
      await(() -> pipeline.counts().openTraces() == 1);
      await(() -> seconds(pipeline.windowsBehind()) > 2);
      await(() -> seconds(pipeline.storedBehind()) < 1);
    }
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1e3;
  }

  @Test
  void finishedEvaluation_isToldWhenStored() throws Exception {
    try (Pipeline pipeline = start()) {
      append(1);
      await(() -> store.interactions().count(InteractionFilter.ALL) == 1);
      InteractionKey key = store.records().openWork().get(0).interaction();
      pipeline.finished(Traffic.finished(key, 3, START)).get(120, TimeUnit.SECONDS);
      assertThat(store.records().openWork()).isEmpty();
    }
  }

  @Test
  void closedInTheMidst_goesOnWhereItStopped() throws Exception {
    try (Pipeline pipeline = start()) {
      append(1);
      await(() -> store.interactions().count(InteractionFilter.ALL) == 1);
      append(2);
      assertThat(pipeline.broken()).isNull();
    }
    try (Pipeline pipeline = start()) {
      await(() -> store.interactions().count(InteractionFilter.ALL) == 2);
      assertThat(pipeline.broken()).isNull();
    }
  }

  private long bytes() {
    try {
      return journal.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(int i) {
    Instant now = Clock.systemUTC().instant();
    journal
        .append(
            new Arrival(now, new RecordBatch(spans(i, "Question", "Answer", now), List.of()))
                .toBytes())
        .join();
  }

  private Pipeline start() {
    return start(QUICK);
  }

  private Pipeline start(PipelineSettings settings) {
    Pipeline pipeline =
        Pipeline.open(Traffic.parts(plan(1), journal, refusing(), Clock.systemUTC(), settings));
    pipeline.start();
    return pipeline;
  }

  // Refuses as many commits as are set, as a full disk would.
  private Store refusing() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (arguments != null
                  && arguments.length == 1
                  && arguments[0] instanceof Batch
                  && refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StoreException(StoreException.Kind.STORAGE, "no space left", null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
