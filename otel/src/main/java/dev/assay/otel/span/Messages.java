package dev.assay.otel.span;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as read from some content.
 *
 * @param messages oldest first; of an output, one per choice
 * @param lossy whether the form lost something on the way: roles, or where one message ends
 * @param structured whether it was a structure of the application's own, which no message is
 * @since 0.1
 */
public record Messages(List<GenAiMessage> messages, boolean lossy, boolean structured) {

  /** No messages. */
  public static final Messages NONE = new Messages(List.of(), false, false);

  /** Copies the messages. */
  public Messages {
    messages = List.copyOf(messages);
  }

  /** The words of the first choice, or null. */
  public @Nullable String firstText() {
    return messages.isEmpty() ? null : messages.get(0).text();
  }

  /** The tool calls of the first choice, in order. */
  public List<GenAiMessage.Part> firstToolCalls() {
    return messages.isEmpty()
        ? List.of()
        : messages.get(0).parts().stream()
            .filter(part -> part.type() == GenAiMessage.Part.Type.TOOL_CALL)
            .toList();
  }

  Messages after(List<GenAiMessage> first) {
    if (first.isEmpty()) {
      return this;
    }
    List<GenAiMessage> all = new ArrayList<>(first);
    all.addAll(messages);
    return new Messages(all, lossy, structured);
  }
}
