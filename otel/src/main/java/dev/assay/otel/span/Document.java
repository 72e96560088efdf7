package dev.assay.otel.span;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document that a retriever found. Hostile.
 *
 * @param id its id
 * @param content its words
 * @param score the retriever's own, in its own scale; finite
 * @param metadata whatever else was said of it, treated as read-only
 * @since 0.1
 */
public record Document(
    @Nullable String id,
    @Nullable String content,
    @Nullable Double score,
    @Nullable JsonNode metadata) {}
