package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chat model is asked.
 *
 * @param messages the conversation so far, oldest first; at least one
 * @param parameters how to sample
 * @param schema what the answer must look like; null for free text
 * @param sample which of several answers to the same messages this is, from 0: answers are cached
 *     by it
 * @since 0.1
 */
public record ChatRequest(
    List<Message> messages, ChatParameters parameters, @Nullable ReplySchema schema, int sample) {

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if there is no message or {@code sample < 0}
   */
  public ChatRequest {
    messages = List.copyOf(messages);
    requireNonNull(parameters, "parameters");
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("messages: none (expected: at least one)");
    }
    if (sample < 0) {
      throw new IllegalArgumentException("sample: " + sample + " (expected: sample >= 0)");
    }
  }

  /** One free-text answer to {@code messages}. */
  public static ChatRequest of(List<Message> messages, ChatParameters parameters) {
    return new ChatRequest(messages, parameters, null, 0);
  }

  /** The same request, to be answered as {@code schema} says. */
  public ChatRequest withSchema(@Nullable ReplySchema schema) {
    return new ChatRequest(messages, parameters, schema, sample);
  }

  /** The same request for another answer. */
  public ChatRequest withSample(int sample) {
    return new ChatRequest(messages, parameters, schema, sample);
  }
}
