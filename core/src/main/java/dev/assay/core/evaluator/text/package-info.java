/**
 * Evaluators that compare an output with reference texts or patterns, from exact match over edit
 * distance to BLEU, chrF and METEOR; the numbers in a text; how easy it is to read.
 *
 * <p>Their numbers are those of the reference implementations, which the tests hold them to. May
 * depend on {@code core.evaluator}, {@code core.evaluator.detect}, {@code core.evaluator.quantity}
 * and what these may depend on. Nothing here is quadratic in memory, and what is quadratic in time
 * is bounded.
 */
@NullMarked
package dev.assay.core.evaluator.text;

import org.jspecify.annotations.NullMarked;
