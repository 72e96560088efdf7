package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.content;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.row;
import static dev.assay.server.store.Sample.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.journal.Position;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.export.ExportFormat;
import dev.assay.server.store.export.StoreExport;
import dev.assay.server.store.export.StoreImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another store of either kind begins from a copy. */
interface CopyContract extends StoreUnderTest {

  /** Where files may be put. */
  Path folder();

  /** Opens another store, from a copy. */
  Store restored(Path backup);

  /** Tries to begin the very store of the test from a copy. */
  void restoreOver(Path backup);

  @Test
  default void backup_whileCommitting_isOneMomentAndCanBeBegunFrom() throws Exception {
    commitRows(0, 1000);
    store()
        .commit(
            Batch.builder()
                .put(new StoredWindow(Level.HOUR, START, "all", new byte[] {8}))
                .build());
    assertThat(store().upkeep().pack(LATER, 1)).isEqualTo(1);
    store()
        .commit(
            Batch.builder()
                .put(content(1, "q", "a"))
                .put(new StateBlob("state", new byte[] {5}))
                .put(new StoredWindow(Level.DAY, START, "all", new byte[] {9}))
                .build());
    Path file = folder().resolve("it's a copy.duckdb");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> writing = executor.submit(() -> commitWhileWaiting(file));
      store().upkeep().backup(file);
      assertThat(writing.get()).isPositive();
    } finally {
      executor.shutdown();
    }
    assertThatThrownBy(() -> store().upkeep().backup(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a file that does not exist yet");
    try (Store copy = restored(file)) {
      // A batch puts 100 rows and their number as the position.
      long rows = copy.interactions().count(InteractionFilter.ALL);
      assertThat(rows).isEqualTo(1000 + copy.position().offset());
      assertThat(copy.interactions().find("interaction-1", null).orElseThrow())
          .isEqualTo(new ListedInteraction(row(1), true));
      assertThat(copy.state("state").orElseThrow().bytes()).containsExactly(5);
      assertThat(copy.windows().readAll(Level.DAY, START, LATER).get(0).bytes()).containsExactly(9);
      assertThat(copy.windows().readAll(Level.HOUR, START, LATER).get(0).bytes())
          .containsExactly(8);
      copy.commit(Batch.builder().put(row(1_000_000)).build());
      assertThat(copy.interactions().count(InteractionFilter.ALL)).isEqualTo(rows + 1);
    }
  }

  private int commitWhileWaiting(Path file) {
    int next = 1000;
    int batches = 0;
    while (batches < 3 || (!Files.exists(file) && batches < 200)) {
      Batch.Builder batch = Batch.builder();
      for (int i = 0; i < 100; i++) {
        batch.put(row(next++));
      }
      store().commit(batch.position(new Position(1, next - 1000)).build());
      batches++;
    }
    return batches;
  }

  @ParameterizedTest
  @EnumSource
  default void export_beginsAStoreThatHoldsTheSame(ExportFormat format) {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 2_100; i++) {
      batch.put(row(i)).put(evaluation(i, "faithfulness", i / 3_000.0));
    }
    String hostile = "it's \"so\"\n</script> \0 \ud83d\ude00";
    batch
        .put(content(3, hostile, hostile))
        .put(
            new EvaluationEvidence(
                key(3), "faithfulness", "v1", Json.object().put("said", hostile)))
        .put(unscored())
        .put(signal("s-1", Signal.Kind.REPORT, 3))
        .put(new StoredSignal(signal("s-2", Signal.Kind.THUMBS_UP, 5).signal(), null))
        .put(externalScore())
        .put(new Label("l-1", key(3), "judge", "ann", 0.25, false, null, "x", hostile, START));
    for (int i = 0; i < 600; i++) {
      batch.put(window(Level.MINUTE, Duration.ofMinutes(i), "feature=it's"));
    }
    // The hour and the day in which the time of the export begins.
    Instant early = START.minusSeconds(1);
    batch
        .put(window(Level.HOUR, Duration.ZERO, "all"))
        .put(window(Level.DAY, Duration.ZERO, "all"))
        .put(new StoredWindow(Level.MINUTE, early, "all", summary()));
    store().commit(batch.build());
    Path out = folder().resolve("out");
    new StoreExport(store(), START, LATER).write(out, format);
    Path made = folder().resolve("made");
    try (Store filled = DuckDbStore.open(made, new DuckDbSettings(256, 1, 16))) {
      assertThat(new StoreImport(out, null).into(filled))
          .containsEntry(out.resolve("evaluations" + format.extension()), 2_101L)
          .containsEntry(out.resolve("evidence" + format.extension()), 1L)
          .containsEntry(out.resolve("windows" + format.extension()), 602L)
          .containsEntry(out.resolve("signals" + format.extension()), 2L);
    }
    try (Store begun = restored(made.resolve(DuckDbStore.FILE))) {
      assertThat(said(begun)).isEqualTo(said(store())).hasSize(2_100 + 2_101 + 1 + 2 + 1 + 1 + 602);
      assertThat(begun.interactions().contents(List.of(key(3))))
          .isEqualTo(store().interactions().contents(List.of(key(3))))
          .hasSize(1);
    }
  }

  private static byte[] summary() {
    return new SliceSummary().toBytes();
  }

  private static StoredWindow window(Level level, Duration after, String slice) {
    Instant start =
        switch (level) {
          case MINUTE -> START.truncatedTo(ChronoUnit.MINUTES).plus(after);
          case HOUR -> START.truncatedTo(ChronoUnit.HOURS).plus(after);
          case DAY -> START.truncatedTo(ChronoUnit.DAYS).plus(after);
        };
    return new StoredWindow(level, start, slice, summary());
  }

  private static Evaluation unscored() {
    return new Evaluation(
        key(4), "judge", "v2", null, null, null, null, null, "timed out", null, 1, START);
  }

  private static StoredExternalScore externalScore() {
    return new StoredExternalScore(
        new ExternalScore(
            "e-1",
            "helpfulness",
            Subject.ofInteraction("interaction-3"),
            ExternalScore.Annotator.HUMAN,
            0.1,
            "low",
            null,
            null,
            START),
        key(3));
  }

  /** Everything that an export holds, but for contents. */
  private static List<Object> said(Store store) {
    List<Object> all = new ArrayList<>();
    store.interactions().scan(InteractionFilter.ALL, all::add);
    store.evidence().scanEvaluations(START, LATER, all::add);
    store.evidence().scanEvidence(START, LATER, all::add);
    store.evidence().scanSignals(START, LATER, all::add);
    store.evidence().scanExternalScores(START, LATER, all::add);
    store.evidence().scanLabels(START, LATER, all::add);
    for (Level level : Level.values()) {
      Instant from = level == Level.MINUTE ? START : START.truncatedTo(ChronoUnit.DAYS);
      for (StoredWindow each : store.windows().readAll(level, from, LATER)) {
        all.add(each.level() + each.slice() + each.start() + Arrays.toString(each.bytes()));
      }
    }
    return all;
  }

  @Test
  default void restore_whereThereIsAStore_isRefused() {
    commitRows(0, 1);
    Path file = folder().resolve("copy.duckdb");
    store().upkeep().backup(file);
    store().close();
    assertThatThrownBy(() -> restoreOver(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("choose another");
    reopen();
    assertThat(store().interactions().count(InteractionFilter.ALL)).isEqualTo(1);
  }
}
