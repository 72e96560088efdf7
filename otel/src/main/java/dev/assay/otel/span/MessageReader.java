package dev.assay.otel.span;

import dev.assay.otel.span.GenAiMessage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads content as messages, whatever shape it has: the conventions' parts, OpenAI's, Vercel's,
 * Gemini's or Langfuse's JSON, flattened attributes, events, logged lists, or plain words.
 *
 * <p>Never fails: what is no message is kept as words, and one bad element spoils no other.
 */
final class MessageReader {

  private static final int MOST = 10_000;

  // LangChain's own form names the role by the message's type.
  private static final Set<String> TYPES_AS_ROLES =
      Set.of("human", "ai", "system", "tool", "function");

  private final String role;
  private final boolean output;
  private final List<GenAiMessage> messages = new ArrayList<>();
  private boolean lossy;
  private boolean structured;

  private MessageReader(boolean output) {
    this.role = output ? "assistant" : GenAiMessage.UNKNOWN;
    this.output = output;
  }

  /** The messages to a model. */
  static Messages input(Content content) {
    MessageReader reader = new MessageReader(false);
    reader.read(content);
    if (content.source().equals("pydantic_ai.all_messages")) {
      reader.dropAnswer();
    }
    Messages messages = reader.result();
    boolean instructed = messages.messages().stream().anyMatch(m -> m.role().equals("system"));
    if (content.system() == null || instructed) {
      return messages;
    }
    List<Part> parts = Parts.of(Trees.read(content.system()));
    return parts.isEmpty()
        ? messages
        : messages.after(List.of(new GenAiMessage("system", parts, null)));
  }

  /** The choices of a model. */
  static Messages output(Content content) {
    MessageReader reader = new MessageReader(true);
    reader.read(content);
    return reader.result();
  }

  private Messages result() {
    return new Messages(messages, lossy, structured);
  }

  private void dropAnswer() {
    int last = messages.size() - 1;
    if (last > 0 && messages.get(last).role().equals("assistant")) {
      messages.remove(last);
    }
  }

  private void read(Content content) {
    Object value = content.value();
    switch (content.form()) {
      case INDEXED -> list(Trees.unflattened((Map<?, ?>) value), true);
      case EVENTS -> events((List<?>) value);
      case LOGGED_LIST -> logged(String.valueOf(value));
      case VALUE -> {
        if (value instanceof String text && joined(content.source(), text)) {
          logged(text);
        } else {
          value(value);
        }
      }
    }
  }

  // Spring AI's users put its logged form into these attributes.
  private static boolean joined(String source, String text) {
    boolean place = source.equals("gen_ai.prompt") || source.equals("gen_ai.completion");
    return place && text.startsWith("[\"") && text.endsWith("\"]") && Trees.broken(text);
  }

  private void value(Object value) {
    if (value instanceof String text) {
      JsonNode tree = Trees.read(text);
      if (tree.isArray() || tree.isObject()) {
        tree(tree, text);
      } else {
        lossy |= Trees.broken(text);
        plain(tree.isString() ? tree.stringValue() : text);
      }
    } else {
      JsonNode tree = Trees.read(value);
      tree(tree, tree.toString());
    }
  }

  private void tree(JsonNode tree, String original) {
    boolean read = tree.isArray() ? array(tree) : wrapped(tree) || single(tree);
    if (!read) {
      structured = true;
      plain(original);
    }
  }

  private boolean array(JsonNode list) {
    boolean known = !list.isEmpty();
    boolean parts = known;
    for (JsonNode item : list) {
      known &= item.isString() || shaped(item) || item.has("event.name");
      parts &= item.isObject() && item.has("type") && !item.has("role");
    }
    if (known) {
      lossy |= list.get(0).isString();
      list(list, false);
    } else if (parts) {
      message(role, Parts.of(list), null);
    }
    return known || parts;
  }

  // {system, messages}, {system, prompt}, {contents, config: {systemInstruction}}, {choices}.
  private boolean wrapped(JsonNode object) {
    JsonNode inner = list(object, "messages", "contents", "choices", "new_messages");
    JsonNode prompt = object.get("prompt");
    boolean asked = inner == null && prompt != null && prompt.isString() && !output;
    if (inner == null && !asked) {
      return false;
    }
    JsonNode config = object.get("config");
    for (JsonNode holder : config == null ? List.of(object) : List.of(object, config)) {
      for (String name : List.of("system", "systemInstruction", "system_instruction")) {
        JsonNode system = holder.get(name);
        if (system != null) {
          JsonNode parts = system.get("parts");
          message("system", Parts.of(parts == null ? system : parts), null);
        }
      }
    }
    if (inner != null) {
      list(inner, false);
    } else {
      message("user", Parts.of(prompt), null);
    }
    return true;
  }

  private static @Nullable JsonNode list(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode list = object.get(name);
      if (list != null && list.isArray()) {
        return list;
      }
    }
    return null;
  }

  private boolean single(JsonNode object) {
    JsonNode content = object.get("content");
    boolean gemini = content != null && content.isObject() && content.has("parts");
    if (gemini) {
      add(content, text(object, "finishReason", "finish_reason"), false);
      return true;
    }
    if (shaped(object)) {
      add(object, null, false);
      return true;
    }
    return false;
  }

  private static boolean shaped(JsonNode item) {
    return item.isObject()
        && (item.has("role")
            || item.has("parts")
            || item.has("tool_calls")
            || item.has("toolCalls")
            || (item.has("content") && typed(item))
            || (item.has("message") && item.get("message").isObject()));
  }

  private static boolean typed(JsonNode item) {
    String type = text(item, "type");
    return type != null && TYPES_AS_ROLES.contains(type);
  }

  private static String speaker(JsonNode body, String otherwise) {
    String said = text(body, "role");
    if (said != null) {
      return Folds.role(said);
    }
    return typed(body) ? Folds.role(String.valueOf(text(body, "type"))) : otherwise;
  }

  private void list(JsonNode list, boolean flattened) {
    for (JsonNode item : list) {
      if (messages.size() >= MOST) {
        lossy = true;
        return;
      }
      if (item.has("event.name")) {
        event(text(item, "event.name"), item);
      } else if (item.isObject()) {
        add(item, null, flattened);
      } else if (item.isString()) {
        plain(item.stringValue());
      }
    }
  }

  private void add(JsonNode item, @Nullable String reason, boolean flattened) {
    JsonNode body = item;
    for (String wrapper : List.of("message", "prompt", "completion")) {
      body = Parts.unwrapped(body, wrapper);
    }
    String finish = reason != null ? reason : text(item, "finish_reason", "finishReason");
    String who = speaker(body, role);
    message(
        who, parts(body, who, flattened), finish != null ? finish : text(body, "finish_reason"));
  }

  private static List<Part> parts(JsonNode body, String role, boolean flattened) {
    List<Part> parts = new ArrayList<>();
    Parts.add(parts, thoughts(body));
    JsonNode content = body.get("content");
    String id = text(body, "tool_call_id", "tool_call.id", "id");
    if (role.equals("tool") && content != null && !content.isArray()) {
      String name = text(body, "name");
      parts.add(new Part(Part.Type.TOOL_RESULT, null, id, name, Parts.data(content)));
    } else if (flattened && content != null && content.isString()) {
      Parts.add(parts, listed(content));
    } else {
      Parts.add(parts, content);
    }
    Parts.add(parts, body.get("parts"));
    Parts.add(parts, body.get("contents"));
    if (content == null && !body.has("parts") && !body.has("contents")) {
      Parts.add(parts, body.get("text"));
    }
    Parts.addToolCalls(parts, body.get("tool_calls"));
    Parts.addToolCalls(parts, body.get("toolCalls"));
    JsonNode call = body.get("function_call");
    if (call != null && call.isObject()) {
      parts.add(Parts.toolCall(call));
    }
    String refusal = text(body, "refusal");
    if (refusal != null) {
      parts.add(new Part(Part.Type.REFUSAL, refusal, null, null, null));
    }
    return parts;
  }

  private static @Nullable JsonNode thoughts(JsonNode body) {
    JsonNode thoughts = body.get("reasoning");
    return thoughts == null || !thoughts.isString() || thoughts.stringValue().isEmpty()
        ? null
        : Trees.read(Map.of("type", "reasoning", "content", thoughts.stringValue()));
  }

  // Flattened attributes hold a list of parts as JSON in a text.
  private static JsonNode listed(JsonNode content) {
    JsonNode inside = Trees.parsed(content.stringValue());
    if (inside == null || !inside.isArray() || inside.isEmpty()) {
      return content;
    }
    return inside.get(0).isObject() && inside.get(0).has("type") ? inside : content;
  }

  private void events(List<?> events) {
    for (Object event : events) {
      JsonNode tree = Trees.read(event);
      JsonNode body = tree.get("body");
      if (body != null) {
        event(text(tree, "name"), body.isString() ? Trees.read(body.stringValue()) : body);
      }
    }
  }

  private void event(@Nullable String name, JsonNode body) {
    boolean choice = "gen_ai.choice".equals(name);
    if (name == null || choice != output) {
      return;
    }
    if (body.isString()) {
      message(eventRole(name), Parts.of(body), null);
      return;
    }
    JsonNode inner = inner(body);
    String who = speaker(inner, eventRole(name));
    List<Part> parts = new ArrayList<>(parts(inner, who, true));
    if (body.has("message")) {
      Parts.addToolCalls(parts, body.get("tool_calls"));
    }
    message(who, parts, choice ? text(body, "finish_reason") : null);
  }

  private static JsonNode inner(JsonNode body) {
    String words = text(body, "message");
    if (words == null) {
      return Parts.unwrapped(body, "message");
    }
    JsonNode inside = Trees.parsed(words);
    return inside != null && inside.isObject() ? inside : Trees.read(Map.of("content", words));
  }

  // gen_ai.user.message → user
  private static String eventRole(String name) {
    String[] segments = name.split("\\.", 4);
    return segments.length == 3 && segments[2].equals("message") ? segments[1] : "assistant";
  }

  private void logged(String text) {
    JsonNode tree = Trees.parsed(text);
    lossy = true;
    if (tree != null && tree.isArray()) {
      list(tree, false);
      return;
    }
    for (String item : LoggedList.items(text)) {
      plain(item);
    }
  }

  private void plain(String text) {
    if (!text.isBlank() && !text.equals(Usable.HIDDEN)) {
      messages.add(GenAiMessage.of(role, text));
    }
  }

  private void message(String who, List<Part> parts, @Nullable String finishReason) {
    if (!parts.isEmpty() || finishReason != null) {
      messages.add(new GenAiMessage(who, parts, finishReason));
    }
  }

  private static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null && value.isString() && !value.stringValue().isBlank()) {
        return value.stringValue();
      }
    }
    return null;
  }
}
