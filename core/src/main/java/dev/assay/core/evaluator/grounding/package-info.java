/**
 * Tells without a language model whether an output rests on its context: splits it into claims,
 * compares each with the passages by words, numbers, names and negations, and combines what it
 * finds with a small fitted model; an entailment model can be asked besides. Also the baselines
 * that it is measured against.
 *
 * <p>May depend on {@code core.evaluator} and what that may depend on, on {@code core.model}, and
 * on {@code evaluator.text} for stems and ROUGE.
 */
@NullMarked
package dev.assay.core.evaluator.grounding;

import org.jspecify.annotations.NullMarked;
