/**
 * Evaluators of how the answer came about: how long it took, what it used and cost, why it ended.
 *
 * <p>Depends on {@code core.evaluator} alone.
 */
@NullMarked
package dev.assay.core.evaluator.operation;

import org.jspecify.annotations.NullMarked;
