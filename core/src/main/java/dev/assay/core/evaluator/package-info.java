/**
 * Evaluators: what they are given, what they say, how they are declared, found and bound.
 *
 * <p>The kinds live in packages of their own below this one and are found through {@link
 * dev.assay.core.evaluator.EvaluatorProvider}. May depend on {@code core.dataset}, {@code
 * core.interaction}, {@code core.model}, {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.evaluator;

import org.jspecify.annotations.NullMarked;
