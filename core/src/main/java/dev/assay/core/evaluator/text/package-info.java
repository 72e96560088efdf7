/**
 * Evaluators that compare an output with reference texts or patterns: exact match, contains, regex,
 * token F1, ROUGE, edit distance.
 *
 * <p>Their numbers are those of the reference implementations, which the tests hold them to. May
 * depend on {@code core.evaluator} and what that may depend on. Nothing here is quadratic in
 * memory, and what is quadratic in time is bounded.
 */
@NullMarked
package dev.assay.core.evaluator.text;

import org.jspecify.annotations.NullMarked;
