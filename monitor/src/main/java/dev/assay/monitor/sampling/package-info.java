/**
 * Which interactions are evaluated, each with the probability with which it was to be.
 *
 * <p>A {@code SamplingPlan} says what is wanted: strata with rates and floors, rules, evaluators, a
 * budget. {@code RateTable}s, planned ahead from past traffic alone, say what holds just now. A
 * {@code Sampler} decides by them and a hash of the trace id, so that every node that holds the
 * same table decides the same. {@code TrafficSampler} does all three for one node. What an
 * expensive evaluator found never decides what it is shown next: that would make probabilities
 * unknown. Depends on {@code core.interaction}, {@code core.json}, stats and {@code
 * monitor.internal}.
 */
@NullMarked
package dev.assay.monitor.sampling;

import org.jspecify.annotations.NullMarked;
