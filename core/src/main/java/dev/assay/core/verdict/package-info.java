/**
 * What an example's scores amount to: the verdict, and the pass policy that decides it.
 *
 * <p>May depend on {@code core.dataset}, {@code core.evaluator}, {@code core.interaction} and
 * {@code core.problem}.
 */
@NullMarked
package dev.assay.core.verdict;

import org.jspecify.annotations.NullMarked;
