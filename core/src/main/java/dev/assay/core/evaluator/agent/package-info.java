/**
 * Evaluators of what an agent did on its way: which tools it called, in which order, how often, and
 * what it made of their failures.
 *
 * <p>Depends on {@code core.evaluator} and what that depends on.
 */
@NullMarked
package dev.assay.core.evaluator.agent;

import org.jspecify.annotations.NullMarked;
