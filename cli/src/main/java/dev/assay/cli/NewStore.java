package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.Secret;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.postgres.PostgresStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a store is to begin: a data directory, or the database of a configuration. */
final class NewStore {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory, which is made if it is missing.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration of its server, which may name a PostgreSQL database.")
  private @Nullable Path config;

  /** The configuration of the server to be. */
  ServerConfig config(Terminal terminal) {
    if (data == null && config == null) {
      throw new InvalidInputException(
          Problem.of("--data", "missing", "the new data directory, or --config"));
    }
    return read(config, data, terminal);
  }

  static ServerConfig read(@Nullable Path config, @Nullable Path data, Terminal terminal) {
    Overrides flags = Overrides.NONE;
    return ServerConfigReader.read(
        config, terminal.environment(), data == null ? flags : flags.data(data.toString()));
  }

  /** Where the store of a configuration lies, for people. */
  static String place(ServerConfig config) {
    return config.store().url() == null ? folder(config).toString() : "PostgreSQL";
  }

  /** The folder of the store in the data directory. */
  static Path folder(ServerConfig config) {
    return config.data().resolve("store");
  }

  /**
   * Makes sure that a store can begin there, before anything is done that takes long.
   *
   * @throws InvalidInputException if there is one already
   */
  static void requireNone(ServerConfig config) {
    Secret url = config.store().url();
    if (url == null) {
      DuckDbStore.requireNone(folder(config));
    } else {
      PostgresStore.requireEmpty(url.value());
    }
  }

  /** Begins the store from a copy: all of it or nothing. */
  static void begin(ServerConfig config, Path copy) {
    Secret url = config.store().url();
    if (url == null) {
      DuckDbStore.restore(folder(config), copy);
    } else {
      PostgresStore.restore(url.value(), copy);
    }
  }
}
