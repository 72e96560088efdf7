package dev.assay.server.listen;

/**
 * What a listener heard.
 *
 * @param taken spans and log records of calls under way
 * @param unknown those of no call of ours, or of one that is over
 * @param unheard calls of whose traces nothing came in time
 * @since 0.1
 */
public record ListenCounts(long taken, long unknown, long unheard) {}
