package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.Traffic.plan;
import static dev.assay.server.pipeline.Traffic.spans;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch that the store refuses for what is in it does not hold up what comes after it. */
@Timeout(300)
class SalvageTest {

  private static final PipelineSettings QUICK =
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

  @TempDir private Path folder;
  private volatile Predicate<Batch> refused = batch -> false;
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
  void poisonedInteraction_isSetAside_andAllOthersAreStored() throws Exception {
    refused =
        batch ->
            batch.contents().stream()
                .anyMatch(each -> "poison".equals(each.interaction().output()));
    try (Pipeline pipeline = start()) {
      List<SpanRecord> spans = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        spans.addAll(spans(i, "q", i == 17 || i == 30 ? "poison" : "a", now()));
      }
      append(spans);
      await(() -> stored() == 38);
      append(spans(41, "q", "a", now()));
      await(() -> stored() == 39);
      await(() -> pipeline.progress().lagBytes() == 0 && pipeline.progress().failing() == null);
      assertThat(pipeline.setAside()).isEqualTo(2);
      assertThat(pipeline.lastSetAside()).startsWith("stored-interaction-");
      assertThat(pipeline.broken()).isNull();
    }
    try (Stream<Path> files = Files.list(folder.resolve("journal-rejected"))) {
      assertThat(files.filter(file -> !file.toString().endsWith(".why")))
          .hasSize(2)
          .allSatisfy(file -> assertThat(file).content().contains("poison"));
    }
    // The place in the journal was stored with it: nothing comes a second time.
    try (Pipeline again = start()) {
      await(again::idle);
      assertThat(again.setAside()).isZero();
      assertThat(stored()).isEqualTo(39);
    }
  }

  @Test
  void poisonedState_isSetAside_andThePlaceInTheJournalIsKept() throws Exception {
    refused =
        batch -> batch.states().stream().anyMatch(each -> each.name().equals("failure.cases"));
    try (Pipeline pipeline = start()) {
      append(spans(1, "q", "it fails", now()));
      await(() -> stored() == 1 && pipeline.setAside() > 0);
      append(spans(2, "q", "a", now()));
      await(() -> stored() == 2);
      assertThat(pipeline.broken()).isNull();
    }
    assertThat(store.position().compareTo(Position.START)).isPositive();
  }

  @Test
  void storeThatTakesNothing_isWaitedFor_andNothingIsSetAside() throws Exception {
    refused = batch -> true;
    try (Pipeline pipeline = start()) {
      append(spans(1, "q", "a", now()));
      await(() -> "BROKEN".equals(pipeline.progress().failing()));
      TimeUnit.MILLISECONDS.sleep(700);
      assertThat(pipeline.setAside()).isZero();
      refused = batch -> false;
      await(() -> stored() == 1);
      await(() -> pipeline.progress().failing() == null);
      assertThat(pipeline.setAside()).isZero();
    }
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private long stored() {
    return store.interactions().count(InteractionFilter.ALL);
  }

  private void append(List<SpanRecord> spans) {
    journal.append(new Arrival(now(), new RecordBatch(spans, List.of())).toBytes()).join();
  }

  private Pipeline start() {
    Pipeline pipeline =
        Pipeline.open(Traffic.parts(plan(1), journal, refusing(), Clock.systemUTC(), QUICK));
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
                throw new StoreException(StoreException.Kind.BROKEN, "no such value", null);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
