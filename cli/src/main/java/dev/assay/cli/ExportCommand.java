package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.Store;
import dev.assay.server.store.export.ExportFormat;
import dev.assay.server.store.export.StoreExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay export}. */
@Command(
    name = "export",
    description = "Write interactions, evaluations, signals, scores and labels to files.",
    footer = {
      "",
      "A running server writes into a folder in exports of its data directory, on its machine, and "
          + "nowhere else. With --data the folder may lie anywhere.",
      "",
      "Example: assay export --to november --format parquet --from 2026-11-01 --until 2026-12-01"
    })
final class ExportCommand extends AssayCommand {

  @Mixin private StoreSource source = new StoreSource();

  @Mixin private Times times = new Times();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The folder; of a running server, its name.")
  private String to = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description = "jsonl or parquet; ${DEFAULT-VALUE} unless given.")
  private String format = "jsonl";

  ExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    ExportFormat chosen = format(format);
    JsonNode made = source.direct() ? direct(chosen) : ask();
    if (json()) {
      json(made);
      return ExitCode.PASSED;
    }
    list(made, terminal());
    return ExitCode.PASSED;
  }

  static ExportFormat format(String key) {
    return ExportFormat.ofKey(key)
        .orElseThrow(
            () -> new InvalidInputException(Problem.of("--format", key, "jsonl or parquet")));
  }

  /** Says which files there are, with their rows. */
  static void list(JsonNode made, Terminal terminal) {
    for (JsonNode file : made.path("files")) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "%,9d  %s/%s",
              file.path("rows").asLong(0),
              made.path("path").asString(""),
              file.path("name").asString("")));
    }
  }

  static void put(Map<Path, Long> rows, ObjectNode made) {
    ArrayNode files = made.putArray("files");
    rows.forEach(
        (file, count) ->
            files.addObject().put("name", String.valueOf(file.getFileName())).put("rows", count));
  }

  private JsonNode ask() {
    ObjectNode body = Json.object().put("folder", to).put("format", format);
    times.from().ifPresent(time -> body.put("from", time.toString()));
    times.until().ifPresent(time -> body.put("until", time.toString()));
    return source.server.client(terminal()).post("/api/v1/exports", body);
  }

  private JsonNode direct(ExportFormat chosen) {
    Path folder = Path.of(to).toAbsolutePath();
    Instant from = times.from().orElse(Instant.EPOCH);
    Instant until = times.until().orElseGet(Instant::now);
    ObjectNode made = Json.object().put("path", folder.toString());
    made.put("from", from.toString()).put("until", until.toString());
    try (Store store = StoreSource.open(source.config(terminal()))) {
      put(new StoreExport(store, from, until).write(folder, chosen), made);
    }
    return made;
  }
}
