/**
 * Evaluators that compare the passages a target retrieved with those the example says are relevant,
 * and the sources an answer cites with those it was given.
 *
 * <p>May depend on {@code core.evaluator} and what that may depend on, on {@code evaluator.text}
 * for searching, {@code evaluator.detect} for sentences and {@code evaluator.grounding} for
 * support.
 */
@NullMarked
package dev.assay.core.evaluator.retrieval;

import org.jspecify.annotations.NullMarked;
