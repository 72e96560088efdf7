/**
 * Two runs side by side: paired example by example where they share examples, with a test for every
 * difference, and words for what it means.
 *
 * <p>May depend on {@code core.run}, {@code core.summary}, {@code core.verdict} and what those may
 * depend on, and on {@code stats}. Calls neither targets nor models.
 */
@NullMarked
package dev.assay.core.comparison;

import org.jspecify.annotations.NullMarked;
