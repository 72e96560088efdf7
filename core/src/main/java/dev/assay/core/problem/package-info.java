/**
 * What is wrong with what a person gave: the subject, its value, what was expected, where, and the
 * next step.
 *
 * <p>Every mistake in a file, an option or a dataset ends here, and is shown without a stack trace.
 * Depends on nothing in Assay.
 */
@NullMarked
package dev.assay.core.problem;

import org.jspecify.annotations.NullMarked;
