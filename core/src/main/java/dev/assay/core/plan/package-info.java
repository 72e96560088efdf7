/**
 * Plans: what a dataset of so many examples can show, and how many it takes, by guesses or by what
 * a run showed.
 *
 * <p>May depend on {@code core.comparison}, {@code core.run} and {@code stats}.
 */
@NullMarked
package dev.assay.core.plan;

import org.jspecify.annotations.NullMarked;
