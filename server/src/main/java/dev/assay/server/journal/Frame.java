package dev.assay.server.journal;

/**
 * What was appended at once.
 *
 * @param payload its bytes, the caller's to keep
 * @param end the place behind it, where reading goes on
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes handed over, never compared.
public record Frame(byte[] payload, Position end) {}
