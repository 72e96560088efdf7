/**
 * Evaluations as JUnit 5 tests: one test per example, and the gate last.
 *
 * <p>{@link dev.assay.junit.EvalTest} for suite files, {@link dev.assay.junit.EvalTests} for suites
 * built in Java and for runs that are recorded. May depend on {@code core}.
 */
@NullMarked
package dev.assay.junit;

import org.jspecify.annotations.NullMarked;
