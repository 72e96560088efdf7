package dev.assay.otel.trace;

import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.otel.span.Document;
import dev.assay.otel.span.GenAiMessage;
import dev.assay.otel.span.GenAiMessage.Part;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.Messages;
import dev.assay.otel.span.SpanError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What was said, in the words of an {@link dev.assay.core.interaction.Interaction}. */
final class Texts {

  private Texts() {}

  /**
   * Messages with words. Where the sender lost all roles, the last one is the user's.
   *
   * @param messages as read
   */
  static List<Message> messages(Messages messages) {
    List<Message> said = new ArrayList<>();
    boolean user = false;
    int lastUnknown = -1;
    for (GenAiMessage message : messages.messages()) {
      String words = words(message);
      if (words != null) {
        user |= message.role().equals("user");
        lastUnknown = message.role().equals(GenAiMessage.UNKNOWN) ? said.size() : lastUnknown;
        said.add(new Message(message.role(), words));
      }
    }
    if (!user && lastUnknown >= 0) {
      said.set(lastUnknown, Message.user(said.get(lastUnknown).text()));
    }
    return said;
  }

  private static @Nullable String words(GenAiMessage message) {
    String text = message.text();
    if (text != null || !message.role().equals("tool")) {
      return text;
    }
    String results =
        message.parts().stream()
            .filter(part -> part.type() == Part.Type.TOOL_RESULT)
            .map(part -> text(part.json()))
            .collect(Collectors.joining("\n"));
    return results.isEmpty() ? null : results;
  }

  /** The words of the last message, for a step. */
  static @Nullable String last(Messages messages) {
    List<Message> said = messages(messages);
    return said.isEmpty() ? null : said.get(said.size() - 1).text();
  }

  /** The words of the first choice, or else the calls it asks for. */
  static @Nullable String answer(Messages messages) {
    String text = messages.firstText();
    List<Part> calls = messages.firstToolCalls();
    if (text != null || calls.isEmpty()) {
      return text;
    }
    ArrayNode asked = Json.array();
    for (Part call : calls) {
      var item = asked.addObject().put("name", call.name());
      item.set("arguments", call.json());
    }
    return Json.write(asked);
  }

  static @Nullable String documents(GenAiSpan span) {
    String found =
        span.documentList().stream()
            .map(Document::content)
            .filter(content -> content != null)
            .collect(Collectors.joining("\n\n"));
    return found.isEmpty() ? null : found;
  }

  static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isString() ? value.stringValue() : Json.write(value);
  }

  static String of(SpanError error) {
    return error.message() == null ? error.type() : error.type() + ": " + error.message();
  }
}
