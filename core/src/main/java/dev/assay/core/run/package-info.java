/**
 * One execution of a suite on a dataset: the engine, its journal, its directory and its options.
 *
 * <p>May depend on {@code core.dataset}, {@code core.evaluator}, {@code core.interaction}, {@code
 * core.target}, {@code core.verdict}, {@code core.json} and {@code core.problem}.
 */
@NullMarked
package dev.assay.core.run;

import org.jspecify.annotations.NullMarked;
