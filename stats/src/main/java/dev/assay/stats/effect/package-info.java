/**
 * How large a difference is, on a scale that does not depend on the unit of the scores: in standard
 * deviations, in pairs won and lost, in angles. Each with its interval.
 *
 * <p>Arrays and counts in, {@link dev.assay.stats.interval.Estimate} out. Depends on {@code
 * stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.effect;

import org.jspecify.annotations.NullMarked;
