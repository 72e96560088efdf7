package dev.assay.server.api;

/**
 * What the API did since it began.
 *
 * @param requests that came
 * @param failures requests that failed by a mistake of the server's
 * @param accepted interactions and signals that are on the disk
 * @param rejected interactions and signals that were wrong
 * @param listeners who listens for events now
 * @param droppedListeners who was let go for not keeping up
 * @since 0.1
 */
public record ApiCounts(
    long requests,
    long failures,
    long accepted,
    long rejected,
    int listeners,
    long droppedListeners) {}
