package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.server.store.duckdb.DuckDbSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where what the monitor remembers is.
 *
 * @param url a PostgreSQL database, which may hold a password; null for a DuckDB file in the data
 *     directory
 * @param duckDb how much of the machine the file's database takes
 * @since 0.1
 */
public record StoreConfig(@Nullable Secret url, DuckDbSettings duckDb) {

  /** In the data directory. */
  public static final StoreConfig DEFAULT = new StoreConfig(null, DuckDbSettings.DEFAULT);

  /** Checks the parts. */
  public StoreConfig {
    requireNonNull(duckDb, "duckDb");
  }
}
