/**
 * The store in a PostgreSQL database, by URL.
 *
 * <p>Depends on {@code server.store.sql}, the PostgreSQL driver, and for copies on {@code
 * server.store.duckdb}.
 */
@NullMarked
package dev.assay.server.store.postgres;

import org.jspecify.annotations.NullMarked;
