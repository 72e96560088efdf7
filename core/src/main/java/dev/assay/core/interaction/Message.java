package dev.assay.core.interaction;

import java.util.Objects;

/**
 * One message of a conversation.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param text what is said; hostile
 * @since 0.1
 */
public record Message(String role, String text) {

  /** Checks the parts. */
  public Message {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(text, "text");
  }

  /** A message of the user. */
  public static Message user(String text) {
    return new Message("user", text);
  }
}
