package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.server.config.ServerConfig;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay restore}. */
@Command(
    name = "restore",
    description = "Begin a store from a backup, in a data directory or in PostgreSQL.",
    footer = {
      "",
      "Only where no store is yet, and all of it or nothing. Put secret and keys.json of the old "
          + "data directory into the new one.",
      "",
      "Example: assay restore --from nightly.duckdb --data /var/lib/assay-2"
    })
final class RestoreCommand extends AssayCommand {

  @Mixin private NewStore store = new NewStore();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "What assay backup wrote, of a store of either kind.")
  private Path from = Path.of("");

  RestoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    ServerConfig config = store.config(terminal());
    NewStore.begin(config, from);
    if (json()) {
      json(Json.object().put("store", NewStore.place(config)));
    } else {
      terminal().line("Began the store in " + NewStore.place(config) + ".");
    }
    return ExitCode.PASSED;
  }
}
