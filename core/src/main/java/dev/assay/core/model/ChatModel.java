package dev.assay.core.model;

/**
 * A model that answers messages with text. Safe to call from several threads.
 *
 * <p>A call returns, or throws {@link ModelException}, within the time its settings allow; retries,
 * rate limits and caching are the implementation's.
 *
 * @since 0.1
 */
public interface ChatModel extends AutoCloseable {

  /**
   * Answers {@code request}. A refusal or a stop by the content filter is an answer, told by {@link
   * ChatResponse#finishReason}; an empty text may be one.
   *
   * @throws ModelException if there is no answer, saying why
   */
  ChatResponse chat(ChatRequest request);

  /** Provider and model as configured, such as {@code openai:gpt-4o-mini}. */
  String name();

  /**
   * What else decides its answers, for version hashes: name, endpoint and parameters that are not
   * part of requests. Holds no secret.
   */
  default String version() {
    return name();
  }

  /** Whether it can be held to a JSON schema by the provider. */
  default boolean supportsSchema() {
    return false;
  }

  /** Whether it can report the log probabilities of its tokens. */
  default boolean supportsLogprobs() {
    return false;
  }

  @Override
  default void close() {}
}
