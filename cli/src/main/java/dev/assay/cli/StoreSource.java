package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.config.Secret;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.postgres.PostgresStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where stored traffic comes from: a running server, or a data directory that none uses. */
final class StoreSource {

  @Mixin final ServerAddress server = new ServerAddress();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A data directory that no server uses, instead of a running server.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration of that data directory's server.")
  private @Nullable Path config;

  /** Whether a data directory is meant. */
  boolean direct() {
    boolean direct = data != null || config != null;
    if (direct && server.given()) {
      throw new InvalidInputException(
          Problem.of(
              "--data", "beside --url or --key-file", "a running server or a data directory"));
    }
    return direct;
  }

  /** The configuration of the data directory. */
  ServerConfig config(Terminal terminal) {
    return NewStore.read(config, data, terminal);
  }

  /** Opens the store, which must be there already. */
  static Store open(ServerConfig config) {
    Secret url = config.store().url();
    if (url != null) {
      return PostgresStore.open(url.value());
    }
    Path folder = NewStore.folder(config);
    if (!Files.isRegularFile(folder.resolve(DuckDbStore.FILE))) {
      throw new InvalidInputException(
          Problem.of("--data", config.data(), "the data directory of a server"));
    }
    return DuckDbStore.open(folder, config.store().duckDb());
  }
}
