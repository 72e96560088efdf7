package dev.assay.otel.span;

import dev.assay.core.json.Json;
import dev.assay.otel.span.GenAiMessage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the pieces of messages in the shapes of all dialects; unknown shapes are kept as such. */
final class Parts {

  private static final Map<String, Part.Type> TYPES =
      Map.ofEntries(
          Map.entry("text", Part.Type.TEXT),
          Map.entry("input_text", Part.Type.TEXT),
          Map.entry("output_text", Part.Type.TEXT),
          Map.entry("reasoning", Part.Type.REASONING),
          Map.entry("thinking", Part.Type.REASONING),
          Map.entry("refusal", Part.Type.REFUSAL),
          Map.entry("tool_call", Part.Type.TOOL_CALL),
          Map.entry("tool-call", Part.Type.TOOL_CALL),
          Map.entry("tool_use", Part.Type.TOOL_CALL),
          Map.entry("function", Part.Type.TOOL_CALL),
          Map.entry("function_call", Part.Type.TOOL_CALL),
          Map.entry("tool_call_response", Part.Type.TOOL_RESULT),
          Map.entry("tool-result", Part.Type.TOOL_RESULT),
          Map.entry("tool_result", Part.Type.TOOL_RESULT),
          Map.entry("function_response", Part.Type.TOOL_RESULT));

  private static final String[] WORDS = {"content", "text", "thinking", "refusal"};
  private static final String[] IDS = {
    "id", "toolCallId", "tool_call_id", "tool_use_id", "call_id"
  };
  private static final String[] NAMES = {"name", "toolName", "tool_name"};
  private static final String[] ARGUMENTS = {"arguments", "args", "input", "parameters"};
  private static final String[] RESULTS = {"response", "result", "output", "content"};

  private Parts() {}

  /** Adds the pieces of a list, or the one piece that a value is. */
  static void add(List<Part> parts, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isArray()) {
      value.forEach(item -> one(parts, item));
    } else {
      one(parts, value);
    }
  }

  private static void one(List<Part> parts, JsonNode value) {
    if (value.isString()) {
      text(parts, Part.Type.TEXT, value.stringValue());
    } else if (value.isObject()) {
      object(parts, unwrapped(value, "message_content"));
    } else if (!value.isNull()) {
      text(parts, Part.Type.TEXT, Json.write(value));
    }
  }

  private static void object(List<Part> parts, JsonNode part) {
    JsonNode call = part.get("functionCall");
    if (call != null && call.isObject()) {
      parts.add(toolCall(call));
      return;
    }
    JsonNode response = part.get("functionResponse");
    if (response != null && response.isObject()) {
      parts.add(toolResult(response));
      return;
    }
    JsonNode typeNode = part.get("type");
    boolean plain = typeNode == null && (part.has("text") || part.has("content"));
    String name = typeNode != null && typeNode.isString() ? typeNode.stringValue() : "";
    Part.Type type = plain ? Part.Type.TEXT : TYPES.getOrDefault(name, Part.Type.OTHER);
    switch (type) {
      case TEXT, REASONING, REFUSAL -> words(parts, type, part);
      case TOOL_CALL -> parts.add(toolCall(part));
      case TOOL_RESULT -> parts.add(toolResult(part));
      case OTHER -> parts.add(new Part(Part.Type.OTHER, null, null, null, part));
    }
  }

  private static void words(List<Part> parts, Part.Type type, JsonNode part) {
    JsonNode words = first(part, WORDS);
    if (words != null) {
      text(parts, type, words.isString() ? words.stringValue() : Json.write(words));
    }
  }

  private static void text(List<Part> parts, Part.Type type, String text) {
    if (!text.isEmpty() && !text.equals(Usable.HIDDEN)) {
      parts.add(new Part(type, text, null, null, null));
    }
  }

  /** Adds the calls of a list in the shapes of OpenAI, Vercel, Bedrock or flattened attributes. */
  static void addToolCalls(List<Part> parts, @Nullable JsonNode calls) {
    JsonNode list = calls != null && calls.isString() ? Trees.parsed(calls.stringValue()) : calls;
    if (list != null && list.isArray()) {
      for (JsonNode call : list) {
        if (call.isObject()) {
          parts.add(toolCall(unwrapped(call, "tool_call")));
        }
      }
    }
  }

  /** A tool call, its name and arguments in a {@code function} or beside the id. */
  static Part toolCall(JsonNode call) {
    JsonNode function = call.get("function");
    JsonNode named = function != null && function.isObject() ? function : call;
    return new Part(
        Part.Type.TOOL_CALL,
        null,
        string(call, IDS),
        string(named, NAMES),
        data(first(named, ARGUMENTS)));
  }

  /** What a tool gave, under whichever name. */
  static Part toolResult(JsonNode result) {
    return new Part(
        Part.Type.TOOL_RESULT,
        null,
        string(result, IDS),
        string(result, NAMES),
        data(first(result, RESULTS)));
  }

  /** Arguments and results are often JSON in a text. */
  static @Nullable JsonNode data(@Nullable JsonNode value) {
    if (value == null || !value.isString()) {
      return value;
    }
    JsonNode inside = Trees.parsed(value.stringValue());
    return inside == null ? value : inside;
  }

  static JsonNode unwrapped(JsonNode value, String wrapper) {
    JsonNode inside = value.get(wrapper);
    return inside != null && inside.isObject() ? inside : value;
  }

  static @Nullable String string(JsonNode object, String... names) {
    JsonNode value = first(object, names);
    return value == null
        ? null
        : Usable.text(value.isString() ? value.stringValue() : Json.write(value), 1024);
  }

  private static @Nullable JsonNode first(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.get(name);
      if (value != null && !value.isNull()) {
        return value;
      }
    }
    return null;
  }

  /** All pieces of a list. */
  static List<Part> of(@Nullable JsonNode value) {
    List<Part> parts = new ArrayList<>();
    add(parts, value);
    return parts;
  }
}
