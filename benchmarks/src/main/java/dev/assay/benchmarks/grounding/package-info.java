/**
 * Fits and measures the {@code grounding} evaluator on labelled public sets that are not part of
 * the repository; docs/grounding.md says how to run it.
 *
 * <p>May depend on core and models.
 */
@NullMarked
package dev.assay.benchmarks.grounding;

import org.jspecify.annotations.NullMarked;
