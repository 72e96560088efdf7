/**
 * What is wrong or doubtful about a dataset as a measure: its sizes, duplicates, gaps, reviews, and
 * how much of it the application has seen before. Each finding says why and how to fix it.
 *
 * <p>May depend on {@code core.dataset}, {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.dataset.lint;

import org.jspecify.annotations.NullMarked;
