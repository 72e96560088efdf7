/**
 * What is stored, as files for other tools: JSON Lines or Parquet.
 *
 * <p>Reads through {@code server.store} and so from a store of either kind; depends on {@code
 * core.json} and the DuckDB driver, which writes the Parquet.
 */
@NullMarked
package dev.assay.server.store.export;

import org.jspecify.annotations.NullMarked;
