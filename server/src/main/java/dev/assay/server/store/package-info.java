/**
 * What the monitor remembers, behind a small SPI: one {@link dev.assay.server.store.Store} that
 * takes atomic batches, and a reader for every noun.
 *
 * <p>Nothing here knows SQL. Times are instants in UTC, cut to microseconds. Texts of rows are
 * hostile; a NUL or a lone surrogate in a column becomes U+FFFD, contents keep them. Depends on
 * {@code core.interaction}, {@code core.evaluator}, {@code core.problem} and {@code
 * server.journal}.
 */
@NullMarked
package dev.assay.server.store;

import org.jspecify.annotations.NullMarked;
