package dev.assay.core.interaction;

import org.jspecify.annotations.Nullable;

/**
 * What a signal or a score from outside is about, by whichever ids its sender knew; at least one.
 *
 * @param interactionId the interaction's own id
 * @param traceId the trace, 32 lower-case hexadecimal digits
 * @param spanId a span of the trace, 16 lower-case hexadecimal digits
 * @param responseId the provider's id of the answer
 * @param conversation the conversation, of which the latest interaction is meant
 * @since 0.1
 */
public record Subject(
    @Nullable String interactionId,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String responseId,
    @Nullable String conversation) {

  /**
   * Checks that something is named.
   *
   * @throws IllegalArgumentException if every id is null
   */
  public Subject {
    if (interactionId == null && traceId == null && responseId == null && conversation == null) {
      throw new IllegalArgumentException(
          "subject: no id (expected: an interaction, trace, response or conversation)");
    }
  }

  /** An interaction by its own id. */
  public static Subject ofInteraction(String id) {
    return new Subject(id, null, null, null, null);
  }

  /** Whatever the trace, or one span of it, shows. */
  public static Subject ofTrace(String traceId, @Nullable String spanId) {
    return new Subject(null, traceId, spanId, null, null);
  }

  /** The latest interaction of a conversation. */
  public static Subject ofConversation(String conversation) {
    return new Subject(null, null, null, null, conversation);
  }
}
