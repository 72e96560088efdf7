package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.trace.TraceRules;
import dev.assay.server.collector.Arrival;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A pipeline that waits for nothing long, over a journal and a store that can be made to refuse.
 */
final class PipelineRig implements AutoCloseable {

  static final PipelineSettings QUICK =
      new PipelineSettings(
          new TraceRules(
              Duration.ofMillis(20),
              Duration.ofMillis(50),
              Duration.ofMillis(50),
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              100,
              100,
              1_000_000),
          10_000,
          1_000,
          1_000,
          1_000_000,
          Duration.ofMillis(50),
          1_000,
          Duration.ofMillis(100),
          Duration.ofDays(2),
          Duration.ofMinutes(5),
          2);

  private final Journal journal;
  private final Store store;
  private final StoreException.Kind refusal;
  private volatile Predicate<Batch> refused = batch -> false;

  /** In a folder, with a store that refuses in this way when told to. */
  PipelineRig(Path folder, StoreException.Kind refusal) {
    JournalSettings settings = new JournalSettings(Duration.ZERO, 4_096, 1 << 20, 8 << 20);
    journal = Journal.open(folder.resolve("journal"), settings, Position.START);
    store = DuckDbStore.open(folder.resolve("store"), DuckDbSettings.DEFAULT);
    this.refusal = refusal;
  }

  Journal journal() {
    return journal;
  }

  Store store() {
    return store;
  }

  /** From now on the store refuses these batches. */
  void refuse(Predicate<Batch> batches) {
    refused = batches;
  }

  Pipeline start() {
    return start(QUICK);
  }

  Pipeline start(PipelineSettings settings) {
    Pipeline pipeline =
        Pipeline.open(Traffic.parts(plan(1), journal, refusing(), Clock.systemUTC(), settings));
    pipeline.start();
    return pipeline;
  }

  private Store refusing() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (arguments != null
                  && arguments.length == 1
                  && arguments[0] instanceof Batch batch
                  && refused.test(batch)) {
                throw new StoreException(refusal, "refused", null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  static Instant now() {
    return Clock.systemUTC().instant();
  }

  void append(List<SpanRecord> spans) {
    journal.append(new Arrival(now(), new RecordBatch(spans, List.of())).toBytes()).join();
  }

  /** How many interactions are stored. */
  long stored() {
    return store.interactions().count(InteractionFilter.ALL);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public void close() {
    journal.close();
    store.close();
  }
}
