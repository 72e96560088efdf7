package dev.assay.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.Finding;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorsReader;
import dev.assay.monitor.watch.Watchable;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A monitor that waits for one answer is shown what evaluators found of those that are stored. */
class StoredFindingsTest {

  private static final Instant NOW = Sample.START.plus(Duration.ofDays(2));

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder, new DuckDbSettings(256, 2, 16));
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 12; i++) {
      batch.put(Sample.row(i));
      batch.put(said(i, "leaks", i < 4 ? 0.0 : 1.0, i % 2 == 0 ? "secret" : "name"));
      batch.put(said(i, "tone", 0.0, "secret"));
      batch.put(said(i, "silent", null, null));
    }
    store.commit(batch.build());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Evaluation said(
      int i, String evaluator, @Nullable Double value, @Nullable String label) {
    boolean failed = value != null && value < 0.5;
    return new Evaluation(
        Sample.key(i),
        evaluator,
        "v1",
        value,
        value == null ? null : !failed,
        label,
        failed ? FailureMode.UNSAFE : null,
        null,
        value == null ? "no context" : null,
        null,
        1,
        Sample.START);
  }

  private static MonitorDefinition monitor(String immediate) {
    String yaml = "name: one\nimmediate: {" + immediate + "}\nslices: {each: [feature]}\n";
    return MonitorsReader.one(yaml, "monitor", Watchable.ANYTHING);
  }

  private Replayed replayed(String immediate) {
    Map<String, Category> categories =
        Map.of("leaks", Category.SAFETY, "tone", Category.TEXT, "silent", Category.SAFETY);
    return new Replay(store, History.none(), categories).of(monitor(immediate), NOW);
  }

  @Test
  void label_isFoundWhereTheAnswerFailed_bySlice() {
    Replayed replayed = replayed("evaluator: leaks, label: secret");
    // Of the first four answers, the first and the third: of two features.
    assertThat(replayed.fired())
        .extracting(Alert::slice)
        .containsExactlyInAnyOrder("feature=feature-0", "feature=feature-2");
    assertThat(replayed.notes()).anyMatch(note -> note.contains("By the scores that are stored"));
    assertThat(replayed("evaluator: leaks, label: password").fired()).isEmpty();
    assertThat(replayed("label: secret").fired()).hasSize(3);
  }

  @Test
  void category_isThatOfTheEvaluatorsAsTheyAreConfigured() {
    assertThat(replayed("category: safety").fired()).hasSize(3);
    assertThat(replayed("category: retrieval").fired()).isEmpty();
    StoredFindings findings = new StoredFindings(store, Map.of("leaks", Category.SAFETY));
    var condition = (Condition.Immediate) monitor("category: safety").condition();
    List<Finding> found = findings.of(condition, NOW.minus(Duration.ofDays(30)), NOW).findings();
    assertThat(found)
        .extracting(Finding::interactionId)
        .containsExactly("interaction-0", "interaction-1", "interaction-2", "interaction-3");
    assertThat(found.get(0).dimensions())
        .containsEntry("feature", "feature-0")
        .containsEntry("tag:tier", "gold");
  }

  @Test
  void moreThanAMonitorCanBeShown_areTheLatest_andSaidToBe() {
    Batch.Builder batch = Batch.builder();
    for (int i = 12; i < 1_300; i++) {
      batch.put(Sample.row(i)).put(said(i, "leaks", 0.0, "many"));
    }
    store.commit(batch.build());
    StoredFindings findings = new StoredFindings(store, Map.of());
    var condition = (Condition.Immediate) monitor("label: many").condition();
    StoredFindings.Found found = findings.of(condition, NOW.minus(Duration.ofDays(30)), NOW);
    assertThat(found.findings()).hasSize(StoredFindings.MOST);
    assertThat(found.from()).isEqualTo(Sample.key(300).startedAt());
    assertThat(found.findings().get(StoredFindings.MOST - 1).interactionId())
        .isEqualTo("interaction-1299");
    assertThat(replayed("label: many").notes())
        .anyMatch(note -> note.startsWith("Only the latest 1000 of such scores"));
  }
}
