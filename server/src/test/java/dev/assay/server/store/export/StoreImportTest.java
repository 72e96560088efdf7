package dev.assay.server.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Document;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreImportTest {

  @TempDir private Path folder;

  private static final Instant LATER = Sample.START.plus(Duration.ofDays(9));

  private Path out;
  private Store store;

  @BeforeEach
  void export() {
    out = folder.resolve("it's out");
    try (Store full = DuckDbStore.open(folder.resolve("full"), new DuckDbSettings(128, 1, 16))) {
      full.commit(
          Batch.builder()
              .put(Sample.row(1))
              .put(Sample.row(2))
              .put(Sample.evaluation(2, "a", 0.5))
              .build());
      StoreExport export =
          new StoreExport(full, Sample.START, Sample.START.plus(Duration.ofHours(1)));
      export.write(out, ExportFormat.JSON_LINES);
      export.write(out, ExportFormat.PARQUET);
    }
    store = DuckDbStore.open(folder.resolve("new"), new DuckDbSettings(128, 1, 16));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private AbstractThrowableAssert<?, ?> refused(ExportFormat format) {
    return assertThatThrownBy(() -> new StoreImport(out, format).into(store))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Changes the second line of the interactions. */
  private Path change(String old, String changed) throws Exception {
    Path file = out.resolve("interactions.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    assertThat(lines.get(1)).contains(old);
    lines.set(1, lines.get(1).replace(old, changed));
    Files.write(file, lines);
    return file;
  }

  @Test
  void mistakes_areToldByFileAndLine() throws Exception {
    Path file = change("\"app\":\"shop\"", "\"app\":7");
    refused(ExportFormat.JSON_LINES).hasMessageContaining(file + ":2: app: 7 (expected: a string");
    change("\"app\":7", "\"ap\":\"shop\"");
    refused(ExportFormat.JSON_LINES)
        .hasMessageContaining(file + ":2: field: ap (expected: a known field)");
    change("\"ap\":\"shop\"", "\"app\" \"shop\"");
    refused(ExportFormat.JSON_LINES)
        .hasMessageContaining(file + ":2:")
        .hasMessageContaining("JSON");
    change("\"app\" \"shop\",", "");
    change("\"probability\":0.05", "\"probability\":1.5");
    refused(ExportFormat.JSON_LINES)
        .hasMessageContaining(file + ":2:")
        .hasMessageContaining("probability: 1.5 (expected: 0 <= probability <= 1)");
    change("\"probability\":1.5", "\"probability\":0.5");
    change("\"started_at\":\"2", "\"started_at\":\"?");
    refused(ExportFormat.JSON_LINES).hasMessageContaining(file + ":2: started_at: ?026");
    change("\"started_at\":\"?", "\"started_at\":\"2");
    change("\"id\":\"interaction-2\",", "");
    refused(ExportFormat.JSON_LINES).hasMessageContaining(file + ":2: id: missing");
  }

  @Test
  void mistakesInParquet_areToldByFileAndRow() throws Exception {
    Path good = out.resolve("evaluations.parquet");
    Path file = out.resolve("changed");
    rewrite(good, file, "* REPLACE (2.0 AS probability)");
    Files.move(file, good, StandardCopyOption.REPLACE_EXISTING);
    refused(ExportFormat.PARQUET)
        .hasMessageContaining(good + ":1:")
        .hasMessageContaining("probability: 2.0");
    rewrite(good, file, "*, 1 AS other");
    Files.move(file, good, StandardCopyOption.REPLACE_EXISTING);
    refused(ExportFormat.PARQUET).hasMessageContaining(good + ": column: other");
    Files.writeString(good, "no parquet");
    refused(ExportFormat.PARQUET).hasMessageContaining(good + " (expected: a file that can be");
  }

  @Test
  void windows_thatCannotBeRead_areToldByFileAndLine() throws Exception {
    Path file = out.resolve("windows.jsonl");
    String start = "{\"level\":\"hour\",\"start_at\":\"2026-11-01T10:00:00Z\",\"slice\":\"all\",";
    Files.writeString(file, start + "\"summary\":\"%\"}\n");
    refused(ExportFormat.JSON_LINES)
        .hasMessageContaining(file + ":1: summary: 1 characters (expected: base64");
    Files.writeString(file, start + "\"summary\":\"AAAA\"}\n");
    refused(ExportFormat.JSON_LINES)
        .hasMessageContaining(file + ":1:")
        .hasMessageContaining("3 bytes");
    Files.writeString(file, start.replace("hour", "week") + "\"summary\":\"AAAA\"}\n");
    refused(ExportFormat.JSON_LINES).hasMessageContaining("one of minute, hour, day");
  }

  @Test
  void pairs_areTheSameInTheNewStore_inEitherFormat() {
    Document set =
        new Document(
            PairLabel.SETS,
            "set-1",
            Sample.START.minusSeconds(86_400),
            """
            {"at":"2026-02-28T10:00:00Z","author":"eva <b>","suite":"s","base":"old","candidate":"new","judge":null,\
            "pool":{"shared":2,"differing":1,"alike":1,"base_missing":0,"candidate_missing":0},\
            "items":[{"example":"e1","hash":"h1"}],"opened":{"ann":"2026-03-01T12:00:05Z"},"archived":"2026-03-01T12:00:06Z"}""");
    PairLabel label =
        new PairLabel(
            "pair/set-1/1",
            "set-1",
            "1",
            "ann",
            PairLabel.Choice.CANDIDATE,
            PairLabel.Side.BASE,
            true,
            "both, 'A' \u0000 less <so>",
            Sample.START.plusSeconds(3));
    for (ExportFormat format : ExportFormat.values()) {
      Path exported = folder.resolve("pairs-" + format);
      Path data = folder.resolve("data-" + format);
      try (Store full = DuckDbStore.open(data.resolve("a"), new DuckDbSettings(128, 1, 16));
          Store other = DuckDbStore.open(data.resolve("b"), new DuckDbSettings(128, 1, 16))) {
        full.commit(Batch.builder().put(set).put(label).build());
        full.commit(
            Batch.builder()
                .put(new Document(PairLabel.SETS, "later", LATER, set.json()))
                .put(new Document("views", "mine", Sample.START, "{}"))
                .build());
        new StoreExport(full, Sample.START, Sample.START.plus(Duration.ofHours(1)))
            .write(exported, format);
        new StoreImport(exported, format).into(other);
        assertThat(other.evidence().pairLabels("set-1"))
            .isEqualTo(full.evidence().pairLabels("set-1"))
            .hasSize(1);
        assertThat(other.records().documents(PairLabel.SETS))
            .extracting(Document::id, each -> Json.parse(each.json(), "it", 1))
            .containsExactly(tuple("set-1", Json.parse(set.json(), "it", 1)));
        assertThat(other.records().documents("views")).isEmpty();
      }
    }
  }

  @Test
  void pairs_thatCannotBeRead_areToldByFileAndLine() throws Exception {
    Path file = out.resolve("pair_sets.jsonl");
    String set =
        "{\"id\":\"s\",\"updated_at\":\"2026-03-01T12:00:00Z\",\"pairs\":{\"at\":\"2026-03-01T12:00:00Z\","
            + "\"author\":\"eva\",\"suite\":\"s\",\"base\":\"a\",\"candidate\":\"b\",\"opened\":{},"
            + "\"items\":[{\"example\":\"e\",\"hash\":\"h\"}]}}\n";
    Files.writeString(file, set.replace("\"at\":\"2026", "\"at\":\"soon"));
    refused(ExportFormat.JSON_LINES).hasMessageContaining(file + ":1: at: soon-03-01");
    Files.writeString(file, set.replace("\"hash\"", "\"hush\""));
    refused(ExportFormat.JSON_LINES).hasMessageContaining(file + ":1: field: hush");
    Files.writeString(file, set.replace("{}", "{\"ann\":7}"));
    refused(ExportFormat.JSON_LINES).hasMessageContaining(file + ":1: ann: 7");
    Files.writeString(file, set);
    file = out.resolve("pair_labels.jsonl");
    Files.writeString(
        file,
        "{\"id\":\"1\",\"set_id\":\"s\",\"pair\":\"1\",\"annotator\":\"ann\",\"choice\":\"best\"}\n");
    refused(ExportFormat.JSON_LINES)
        .hasMessageContaining(file + ":1: choice: \"best\" (expected: one of base, candidate, tie");
  }

  private static void rewrite(Path from, Path to, String columns) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM '%s') TO '%s' (FORMAT parquet)"
              .formatted(
                  columns, from.toString().replace("'", "''"), to.toString().replace("'", "''")));
    }
  }

  @Test
  void folder_isOneWholeExport() throws Exception {
    refused(null).hasMessageContaining("an export in one format").hasMessageContaining("--format");
    Files.delete(out.resolve("interactions.parquet"));
    assertThat(new StoreImport(out, null).into(store)).hasSize(9);
    // An export of the first version has no evidence, no pairs and no windows.
    Files.delete(out.resolve("evidence.jsonl"));
    Files.delete(out.resolve("windows.jsonl"));
    Files.delete(out.resolve("pair_sets.jsonl"));
    Files.delete(out.resolve("pair_labels.jsonl"));
    assertThat(new StoreImport(out, ExportFormat.JSON_LINES).into(store)).hasSize(5);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(2);
    refused(ExportFormat.PARQUET).hasMessageContaining("every file of an export");
    out = folder;
    refused(null).hasMessageContaining("the folder of an export");
  }
}
