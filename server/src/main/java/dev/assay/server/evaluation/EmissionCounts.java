package dev.assay.server.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * How telling scores goes.
 *
 * @param sent scores that the receiver took
 * @param dropped scores that nobody took: too many waited, or the receiver refused to the end
 * @param retried requests that were tried again
 * @param waiting scores that wait now
 * @param lastFailure why the last request failed, such as {@code status 503}; null if it did not
 * @since 0.1
 */
public record EmissionCounts(
    long sent, long dropped, long retried, long waiting, @Nullable String lastFailure) {}
