/**
 * Two answers to the same question, side by side, and which of them people prefer: sets of pairs
 * from two runs, in an order decided by a hash, blind until a person has finished; and what came of
 * it, with how far people favour a place, and agree.
 *
 * <p>Sets are documents in the store, what people say its pair labels, and texts stay in the runs'
 * folders. Depends on {@code server.store}, {@code server.run}, {@code monitor.sampling} for draws,
 * {@code core} and stats.
 */
@NullMarked
package dev.assay.server.pair;

import org.jspecify.annotations.NullMarked;
