/**
 * Production failures on their way back into the tests.
 *
 * <p>{@code FailureCases} gathers failures that are alike into cases and keeps their life: found,
 * confirmed by a person, exported, fixed, back again. {@code RegressionExamples} makes an example
 * of a confirmed case, {@code TrafficSample} a distribution set of what production was asked.
 * Depends on {@code core.interaction}, {@code core.evaluator}, {@code core.dataset}, {@code
 * core.json}, {@code core.problem}, stats, {@code monitor.sampling} and {@code monitor.internal}.
 */
@NullMarked
package dev.assay.monitor.failure;

import org.jspecify.annotations.NullMarked;
