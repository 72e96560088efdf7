/**
 * Intervals for one proportion, mean or quantile and for the difference of two, and the estimate
 * that carries one.
 *
 * <p>Arrays and counts in, {@link dev.assay.stats.interval.Estimate} out. Depends on {@code
 * stats.internal}.
 */
@NullMarked
package dev.assay.stats.interval;

import org.jspecify.annotations.NullMarked;
