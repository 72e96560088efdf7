/**
 * What is stored, as files for other tools: JSON Lines or Parquet; and such files read back.
 *
 * <p>Reads and fills through {@code server.store} and so a store of either kind; depends on {@code
 * core.json} and the DuckDB driver, which writes and reads the Parquet.
 */
@NullMarked
package dev.assay.server.store.export;

import org.jspecify.annotations.NullMarked;
