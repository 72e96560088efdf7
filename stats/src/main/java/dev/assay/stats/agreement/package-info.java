/**
 * How far raters agree beyond chance: two raters or many, categories, grades or numbers.
 *
 * <p>Where chance agreement is certain, as when every rating is the same, there is nothing to be
 * said and results are empty. Depends on {@code stats.interval}, {@code stats.sampling} and {@code
 * stats.internal}.
 */
@NullMarked
package dev.assay.stats.agreement;

import org.jspecify.annotations.NullMarked;
