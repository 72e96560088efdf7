/**
 * Summaries of streams that merge: parts made anywhere, in any order and grouping, give the whole.
 *
 * <p>Counts, buckets and categories merge exactly, moments to rounding, and frequent keys within
 * stated bounds. Every summary has a versioned binary form that may be read from bytes nobody
 * trusts. What changes is not safe for use by several threads: one each, merged. Depends on {@code
 * interval}, {@code sampling} (its scope) and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.summary;

import org.jspecify.annotations.NullMarked;
