/**
 * Embedding models: one that runs in this process, without key, network or other program, and those
 * behind the APIs of OpenAI, Gemini and Ollama.
 *
 * <p>In the process, MiniLM over ONNX Runtime with a tokenizer of our own; behind an API,
 * LangChain4j's models over an HTTP client of ours, none of which is loaded before one is opened.
 * Depends on {@code models.call}, {@code models.internal}, {@code core.model}, {@code core.json},
 * ONNX Runtime and LangChain4j.
 */
@NullMarked
package dev.assay.models.embedding;

import org.jspecify.annotations.NullMarked;
