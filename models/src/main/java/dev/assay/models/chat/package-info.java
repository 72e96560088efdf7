/**
 * Chat models behind an API: OpenAI's and all that speak it, Anthropic's, Gemini's and Ollama's.
 *
 * <p>LangChain4j's providers write the requests, over an HTTP client of ours; the replies are read
 * here, for what an evaluation has to know of them (a refusal, a blocked prompt, a stream that
 * broke off, cached tokens, log probabilities) is what the providers' own reading loses. Nothing of
 * LangChain4j is loaded before a model is opened.
 *
 * <p>Depends on {@code models.call}, {@code models.internal}, {@code core.model} and LangChain4j.
 */
@NullMarked
package dev.assay.models.chat;

import org.jspecify.annotations.NullMarked;
