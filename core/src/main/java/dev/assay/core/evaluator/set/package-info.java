/**
 * Several evaluators as one: all of them, k of n, or their weighted mean.
 *
 * <p>May depend on {@code core.evaluator} and what that depends on; knows no other evaluator.
 */
@NullMarked
package dev.assay.core.evaluator.set;

import org.jspecify.annotations.NullMarked;
