/**
 * Traffic in numbers: summaries of one slice and time that merge in any order and grouping.
 *
 * <p>{@code Slicing} says which slices there are, {@code Windows} gathers minutes by event time,
 * {@code Window} holds the slices of one minute, hour or day and merges, {@code SliceSummary} is
 * what is known of one slice, and {@code SeriesQuery} turns summaries into estimates over time.
 * Operational numbers count every interaction; scores, failure modes and completion are weighted by
 * the inverse of the probability with which each was drawn.
 *
 * <p>All that is counted can be taken back, so that an interaction of which more is known later
 * counts as if it had been told so at first: counts, buckets of quantile sketches and decisions
 * exactly, sums and weights to rounding. Parts that take back carry what they owe until they are
 * merged with what they owe it of, in any order. What cannot be had again: the exact ends of a
 * distribution whose least or greatest value was taken back (the bound of the bucket, within 2%,
 * stands for them); finer buckets, where a sketch had to make them coarser; the place of a slice
 * that was folded into the others by one of which nothing is left; and who is to take back lengths
 * of texts must still have the texts.
 *
 * <p>Depends on {@code core.interaction}, {@code core.evaluator}, stats and {@code
 * monitor.internal}.
 */
@NullMarked
package dev.assay.monitor.window;

import org.jspecify.annotations.NullMarked;
