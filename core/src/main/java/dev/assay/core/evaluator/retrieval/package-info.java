/**
 * Evaluators that compare the passages a target retrieved with those the example says are relevant.
 *
 * <p>May depend on {@code core.evaluator} and what that may depend on, and on {@code
 * evaluator.text} for searching.
 */
@NullMarked
package dev.assay.core.evaluator.retrieval;

import org.jspecify.annotations.NullMarked;
