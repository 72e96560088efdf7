/**
 * Traffic in numbers: summaries of one slice and time that merge in any order and grouping.
 *
 * <p>{@code Slicing} says which slices there are, {@code Windows} gathers minutes by event time,
 * {@code Window} holds the slices of one minute, hour or day and merges, {@code SliceSummary} is
 * what is known of one slice, and {@code SeriesQuery} turns summaries into estimates over time.
 * Operational numbers count every interaction; scores, failure modes and completion are weighted by
 * the inverse of the probability with which each was drawn. Depends on {@code core.interaction},
 * {@code core.evaluator}, stats and {@code monitor.internal}.
 */
@NullMarked
package dev.assay.monitor.window;

import org.jspecify.annotations.NullMarked;
