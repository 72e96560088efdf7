/**
 * What users' behaviour and all that is known of an interaction say about it.
 *
 * <p>{@code Conversations} derives signals from what users do next: rephrasing, retrying, leaving.
 * {@code Outcomes} follows each interaction for a while and says whether the task was done and how
 * the answer failed, by {@code OutcomeRules}, and again whenever something that is found out later
 * changes it. Nothing here reads a clock: the engine says up to which time it has read. Depends on
 * {@code core.interaction}, {@code core.evaluator}, {@code core.model}, {@code monitor.sampling},
 * {@code monitor.window} and {@code monitor.internal}.
 */
@NullMarked
package dev.assay.monitor.behaviour;

import org.jspecify.annotations.NullMarked;
