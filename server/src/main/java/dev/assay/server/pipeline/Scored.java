package dev.assay.server.pipeline;

/**
 * How often an evaluator said something, with a score or without.
 *
 * @param done interactions that it looked at, or was to
 * @param unscored of these, those without a score
 * @since 0.1
 */
public record Scored(long done, long unscored) {}
