package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.server.store.Store;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code assay backup}. */
@Command(
    name = "backup",
    description = "Copy everything a server has stored, as of one moment, while it runs.",
    footer = {
      "",
      "A running server writes into the folder backups of its data directory, on its machine, and "
          + "nowhere else. With --data the file may lie anywhere.",
      "",
      "Example: assay backup --to nightly.duckdb"
    })
final class BackupCommand extends AssayCommand {

  @Mixin private StoreSource source = new StoreSource();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The new file; of a running server, its name.")
  private String to = "";

  BackupCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    JsonNode made = source.direct() ? direct() : ask();
    if (json()) {
      json(made);
    } else {
      terminal()
          .line(
              String.format(
                  Locale.ROOT,
                  "Wrote %s, %s.",
                  made.path("path").asString(""),
                  CacheOptions.size(made.path("bytes").asLong(0))));
    }
    return ExitCode.PASSED;
  }

  private JsonNode ask() {
    return source.server.client(terminal()).post("/api/v1/backups", Json.object().put("file", to));
  }

  private JsonNode direct() {
    Path file = Path.of(to).toAbsolutePath();
    try (Store store = StoreSource.open(source.config(terminal()))) {
      store.upkeep().backup(file);
    }
    return Json.object().put("path", file.toString()).put("bytes", file.toFile().length());
  }
}
