/**
 * The embedding model that runs in this process: no key, no network, no other program.
 *
 * <p>MiniLM over ONNX Runtime with a tokenizer of our own, offered to the core as {@link
 * dev.assay.core.model.EmbeddingModelProvider}. Depends on {@code core.model}, {@code core.json}
 * and ONNX Runtime.
 */
@NullMarked
package dev.assay.models.embedding;

import org.jspecify.annotations.NullMarked;
