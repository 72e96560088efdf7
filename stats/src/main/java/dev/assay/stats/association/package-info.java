/**
 * How two numbers of the same things go together: correlation, of values and of ranks.
 *
 * <p>A constant has no correlation with anything: results are then empty. Depends on {@code
 * stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.association;

import org.jspecify.annotations.NullMarked;
