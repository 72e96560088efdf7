package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.export.StoreImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay import}. */
@Command(
    name = "import",
    description = "Begin a store from an export, in a data directory or in PostgreSQL.",
    footer = {
      "",
      "Only where no store is yet, and all of it or nothing. An export holds interactions, "
          + "evaluations, signals, scores, labels and windows; assay restore begins a store from "
          + "all there was.",
      "",
      "Example: assay import --from november --config assay.yaml"
    })
final class ImportCommand extends AssayCommand {

  @Mixin private NewStore target = new NewStore();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "The folder that assay export wrote.")
  private Path from = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "jsonl or parquet, if the folder holds both.")
  private @Nullable String format;

  ImportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    StoreImport files = new StoreImport(from, format == null ? null : ExportCommand.format(format));
    ServerConfig config = target.config(terminal());
    NewStore.requireNone(config);
    Map<Path, Long> read = fill(files, config);
    ObjectNode made = Json.object().put("path", from.toString());
    made.put("store", NewStore.place(config));
    ExportCommand.put(read, made);
    if (json()) {
      json(made);
    } else {
      ExportCommand.list(made, terminal());
      terminal().line("Began the store in " + NewStore.place(config) + ".");
    }
    return ExitCode.PASSED;
  }

  /** Into a store of its own first, so that a mistake in the last line leaves nothing behind. */
  private static Map<Path, Long> fill(StoreImport files, ServerConfig config) {
    try {
      Files.createDirectories(config.data());
      Path made = Files.createTempDirectory(config.data(), "import");
      try {
        Map<Path, Long> read;
        try (Store store = DuckDbStore.open(made, config.store().duckDb())) {
          read = files.into(store);
        }
        NewStore.begin(config, made.resolve(DuckDbStore.FILE));
        return read;
      } finally {
        delete(made);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--data", config.data(), "a folder that can be written: " + e.getMessage()),
          e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
