package dev.assay.server.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Signal;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Label;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StoreExportTest {

  private static final String HOSTILE = "it's \"so\"\n</script> \0 \ud800 \ud83d\ude00";

  @TempDir private Path folder;

  private Store store;

  @BeforeEach
  void fillStore() {
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(128, 1, 16));
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 450; i++) {
      batch.put(Sample.row(i)).put(Sample.evaluation(i, "faithfulness", 0.5));
      if (i % 20 == 0) {
        batch.put(Sample.content(i, HOSTILE, "answer " + i));
      }
    }
    batch
        .put(Sample.signal("s1", Signal.Kind.REPORT, 3))
        .put(
            new Label(
                "l1", Sample.key(3), null, "ann", null, false, null, "x", HOSTILE, Sample.START));
    store.commit(batch.build());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private StoreExport export() {
    return new StoreExport(store, Sample.START, Sample.START.plus(Duration.ofHours(1)));
  }

  @Test
  void jsonLines_holdEveryRowWithItsContent() throws Exception {
    Path out = folder.resolve("it's out");
    Map<Path, Long> written = export().write(out, ExportFormat.JSON_LINES);
    assertThat(written)
        .containsEntry(out.resolve("interactions.jsonl"), 450L)
        .containsEntry(out.resolve("evaluations.jsonl"), 450L)
        .containsEntry(out.resolve("signals.jsonl"), 1L)
        .containsEntry(out.resolve("external_scores.jsonl"), 0L)
        .containsEntry(out.resolve("labels.jsonl"), 1L);
    List<String> lines = Files.readAllLines(out.resolve("interactions.jsonl"));
    JsonNode row = Json.parse(lines.get(40), "line", 1);
    assertThat(row.get("id").stringValue()).isEqualTo("interaction-40");
    assertThat(row.at("/content/messages/0/text").stringValue()).isEqualTo(HOSTILE);
    assertThat(row.at("/decisions/0/probability").doubleValue()).isEqualTo(0.05);
    assertThat(row.at("/tags/tier").stringValue()).isEqualTo("gold");
    assertThat(Json.parse(lines.get(41), "line", 1).has("content")).isFalse();
    assertThatThrownBy(() -> export().write(out, ExportFormat.JSON_LINES))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a file that does not exist yet");
  }

  @Test
  void parquet_isReadByOthersWithTypes() throws Exception {
    Path out = folder.resolve("it's out");
    export().write(out, ExportFormat.PARQUET);
    String file = out.resolve("interactions.parquet").toString().replace("'", "''");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(content), sum(input_tokens), max(started_at)::VARCHAR,"
                    + " max(content->>'$.output') FROM '"
                    + file
                    + "'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(450);
      assertThat(row.getLong(2)).isEqualTo(23);
      assertThat(row.getLong(3)).isEqualTo(45_000);
      assertThat(row.getString(4)).isEqualTo("2026-03-01 12:00:44.9");
      assertThat(row.getString(5)).isEqualTo("answer 80");
    }
    assertThat(out.resolve("external_scores.parquet")).exists();
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(9);
    }
  }
}
