/**
 * Strengths of several contenders from comparisons of two at a time.
 *
 * <p>Depends on {@code stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.ranking;

import org.jspecify.annotations.NullMarked;
