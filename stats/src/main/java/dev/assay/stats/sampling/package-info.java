/**
 * Means and proportions of everything there was, from a sample whose items were drawn with known,
 * possibly unequal probabilities.
 *
 * <p>Each item stands for as many as the inverse of its probability. Items are drawn independently
 * of each other (Poisson sampling), as when a hash of each trace decides; a sample of fixed size,
 * also within strata, varies no more than that, so that intervals are then on the wide side. An
 * item that could never be drawn stands for nothing, and no weight mends that. Depends on {@code
 * stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.sampling;

import org.jspecify.annotations.NullMarked;
