package dev.assay.otel.wire;

/**
 * The key of an attribute.
 *
 * @param name its text
 * @param utf8 the bytes that spell it, empty if it came in JSON
 * @param secret whether its value must not be kept
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record AttributeKey(String name, byte[] utf8, boolean secret) {}
