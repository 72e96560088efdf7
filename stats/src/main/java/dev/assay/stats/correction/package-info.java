/**
 * Rates and means of what a fallible judge scored, corrected by what people said of a sample.
 *
 * <p>Depends on {@code stats.interval} and {@code stats.internal}.
 */
@NullMarked
package dev.assay.stats.correction;

import org.jspecify.annotations.NullMarked;
