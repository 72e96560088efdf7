package dev.assay.server.store;

/**
 * How many rows were removed.
 *
 * @param contents what was said
 * @param evaluations evaluations, scores from outside, labels and signals
 * @param interactions rows of interactions
 * @param windows windows of any level
 * @param others whatever else
 * @since 0.1
 */
public record Removed(
    long contents, long evaluations, long interactions, long windows, long others) {}
