/**
 * Suites: what to run on what, how to judge it and what to ask of it; read from files with the
 * place of every mistake, or built in Java.
 *
 * <p>May depend on {@code core.config}, {@code core.gate} and what that may depend on, {@code
 * core.evaluator}, {@code core.dataset} and {@code core.target}.
 */
@NullMarked
package dev.assay.core.suite;

import org.jspecify.annotations.NullMarked;
