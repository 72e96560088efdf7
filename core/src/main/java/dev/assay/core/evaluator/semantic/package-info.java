/**
 * Evaluators that compare meaning through an embedding model.
 *
 * <p>Depends on {@code core.evaluator} and {@code core.model}; which models there are is decided by
 * who runs it.
 */
@NullMarked
package dev.assay.core.evaluator.semantic;

import org.jspecify.annotations.NullMarked;
