/**
 * Evaluators of how the answer came about: how long it took and what it cost.
 *
 * <p>Depends on {@code core.evaluator} alone.
 */
@NullMarked
package dev.assay.core.evaluator.operation;

import org.jspecify.annotations.NullMarked;
