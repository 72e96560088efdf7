/**
 * The {@code constraints} evaluator: a named list of rules that an answer must keep.
 *
 * <p>Each kind of rule reads its own configuration and loads what it needs (CEL, language profiles,
 * phone metadata) only if a suite uses it. All rules take time linear in the text, or are stopped.
 * Depends on {@code core.evaluator}.
 */
@NullMarked
package dev.assay.core.evaluator.constraint;

import org.jspecify.annotations.NullMarked;
