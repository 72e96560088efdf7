package dev.assay.otel.span;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One message to or from a model. All of it is hostile.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, {@code tool}, another word of the
 *     sender, or {@code unknown} where the sender lost it
 * @param parts in order
 * @param finishReason why the model stopped here, as sent
 * @since 0.1
 */
public record GenAiMessage(String role, List<Part> parts, @Nullable String finishReason) {

  /** Where the sender lost the role. */
  public static final String UNKNOWN = "unknown";

  /** Copies the parts. */
  public GenAiMessage {
    Objects.requireNonNull(role, "role");
    parts = List.copyOf(parts);
  }

  static GenAiMessage of(String role, String text) {
    return new GenAiMessage(role, List.of(Part.text(text)), null);
  }

  /** What is said in words, without reasoning and tools; null if nothing is. */
  public @Nullable String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part.type() == Part.Type.TEXT && part.text() != null) {
        text.append(part.text());
      }
    }
    return text.length() == 0 ? null : text.toString();
  }

  /**
   * A piece of a message.
   *
   * @param type what it is
   * @param text the words of a text, reasoning or refusal
   * @param id the tool call's id
   * @param name the tool's name
   * @param json the arguments of a tool call, the result of one, or an unknown part as it came;
   *     treated as read-only
   */
  public record Part(
      Type type,
      @Nullable String text,
      @Nullable String id,
      @Nullable String name,
      @Nullable JsonNode json) {

    /** What a piece is. */
    public enum Type {
      /** Words. */
      TEXT,
      /** The model's thoughts, which are no part of the answer. */
      REASONING,
      /** The model's refusal in words. */
      REFUSAL,
      /** A tool that the model wants called. */
      TOOL_CALL,
      /** What a tool gave. */
      TOOL_RESULT,
      /** Anything else, such as an image. */
      OTHER
    }

    static Part text(String text) {
      return new Part(Type.TEXT, text, null, null, null);
    }
  }
}
