package dev.assay.server.store;

import org.jspecify.annotations.Nullable;

/**
 * What else an interaction is found by.
 *
 * @param traceId the trace, 32 hexadecimal digits
 * @param spanId its span, 16 hexadecimal digits
 * @param responseId the provider's id of the answer
 * @param conversation the conversation's id
 * @param userHash the user's hashed id
 * @since 0.1
 */
public record Links(
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String responseId,
    @Nullable String conversation,
    @Nullable String userHash) {}
