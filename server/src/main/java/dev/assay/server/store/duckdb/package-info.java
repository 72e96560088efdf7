/**
 * The store in a DuckDB file in the data directory: the default.
 *
 * <p>Depends on {@code server.store.sql} and the DuckDB driver.
 */
@NullMarked
package dev.assay.server.store.duckdb;

import org.jspecify.annotations.NullMarked;
