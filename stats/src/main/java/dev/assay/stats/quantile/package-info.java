/**
 * Quantiles of a sample.
 *
 * <p>Arrays in, numbers out. Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.stats.quantile;

import org.jspecify.annotations.NullMarked;
