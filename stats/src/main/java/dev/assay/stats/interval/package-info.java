/**
 * Intervals for a single proportion or mean, and the estimate that carries one.
 *
 * <p>Arrays and counts in, {@link dev.assay.stats.interval.Estimate} out. Depends on nothing in
 * Assay.
 */
@NullMarked
package dev.assay.stats.interval;

import org.jspecify.annotations.NullMarked;
