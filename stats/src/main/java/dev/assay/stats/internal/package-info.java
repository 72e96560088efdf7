/**
 * What the packages of this module share and nobody else should use: checks of arguments, ranks,
 * moments, normal quantiles, score statistics.
 *
 * <p>Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.stats.internal;

import org.jspecify.annotations.NullMarked;
