package dev.assay.core.interaction;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of an {@link Interaction}, the same in journals, recorded outputs, target replies
 * and over the wire.
 *
 * <p>Fields: {@code messages, output, context, tool_calls, steps, usage, latency_ms, ttft_ms,
 * error, prompt_template, prompt_version, model, finish_reason, conversation, tags}. Unknown values
 * are left out. A context entry is a string or {@code {id, text, score}}; an output that is not a
 * string is kept as its JSON text; an error is a string or {@code {kind, message}}.
 *
 * @since 0.1
 */
public final class InteractionJson {

  /** The fields {@link #read} understands. */
  public static final Set<String> FIELDS =
      Set.of(
          "messages",
          "output",
          "context",
          "tool_calls",
          "steps",
          "usage",
          "latency_ms",
          "ttft_ms",
          "error",
          "prompt_template",
          "prompt_version",
          "model",
          "finish_reason",
          "conversation",
          "tags");

  private InteractionJson() {}

  /**
   * Reads an interaction, ignoring fields that are not in {@link #FIELDS}.
   *
   * @throws InvalidInputException if a field has the wrong type, naming it
   */
  public static Interaction read(ObjectNode json) {
    Interaction.Builder builder =
        Interaction.builder()
            .input(messages(json.get("messages")))
            .output(text(json.get("output")))
            .context(passages(json.get("context"), "context"))
            .toolCalls(toolCalls(json.get("tool_calls"), "tool_calls"))
            .steps(steps(json.get("steps")))
            .usage(usage(json.get("usage"), "usage"))
            .latencyMillis(number(json, "latency_ms", ""))
            .ttftMillis(number(json, "ttft_ms", ""))
            .error(error(json.get("error")))
            .promptTemplate(string(json, "prompt_template", ""))
            .promptVersion(string(json, "prompt_version", ""))
            .model(string(json, "model", ""))
            .finishReason(string(json, "finish_reason", ""))
            .conversation(string(json, "conversation", ""));
    JsonNode tags = json.get("tags");
    if (present(tags)) {
      for (Map.Entry<String, JsonNode> tag : object(tags, "tags").properties()) {
        builder.tag(tag.getKey(), String.valueOf(text(tag.getValue())));
      }
    }
    return builder.build();
  }

  /**
   * Refuses fields of {@code json} that are neither in {@link #FIELDS} nor in {@code others}.
   *
   * @throws InvalidInputException naming the field and the nearest known one
   */
  public static void refuseUnknown(ObjectNode json, Set<String> others) {
    Set<String> known = new TreeSet<>(FIELDS);
    known.addAll(others);
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            Problem.of("field", name, "a known field").next(Nearest.advice(name, known)));
      }
    }
  }

  /** Writes everything that is known about {@code interaction}. */
  public static ObjectNode write(Interaction interaction) {
    ObjectNode json = Json.object();
    if (!interaction.input().isEmpty()) {
      ArrayNode messages = json.putArray("messages");
      for (Message message : interaction.input()) {
        messages.addObject().put("role", message.role()).put("text", message.text());
      }
    }
    writeAnswer(interaction, json);
    return json;
  }

  /** Writes everything but the messages into {@code json}. */
  public static void writeAnswer(Interaction interaction, ObjectNode json) {
    put(json, "output", interaction.output());
    if (!interaction.context().isEmpty()) {
      json.set("context", write(interaction.context()));
    }
    if (!interaction.toolCalls().isEmpty()) {
      ArrayNode calls = json.putArray("tool_calls");
      for (ToolCall call : interaction.toolCalls()) {
        ObjectNode item = calls.addObject().put("name", call.name());
        item.set("arguments", call.arguments());
        if (call.result() != null) {
          item.set("result", call.result());
        }
        put(item, "error", call.error());
      }
    }
    if (!interaction.steps().isEmpty()) {
      ArrayNode steps = json.putArray("steps");
      for (Step step : interaction.steps()) {
        ObjectNode item = steps.addObject().put("kind", step.kind()).put("name", step.name());
        put(item, "input", step.input());
        put(item, "output", step.output());
        put(item, "latency_ms", step.latencyMillis());
        put(item, "error", step.error());
      }
    }
    if (!interaction.usage().equals(Usage.NONE)) {
      json.set("usage", usage(interaction.usage()));
    }
    put(json, "latency_ms", interaction.latencyMillis());
    put(json, "ttft_ms", interaction.ttftMillis());
    InteractionError error = interaction.error();
    if (error != null) {
      json.putObject("error").put("kind", error.kind()).put("message", error.message());
    }
    put(json, "prompt_template", interaction.promptTemplate());
    put(json, "prompt_version", interaction.promptVersion());
    put(json, "model", interaction.model());
    put(json, "finish_reason", interaction.finishReason());
    put(json, "conversation", interaction.conversation());
    if (!interaction.tags().isEmpty()) {
      ObjectNode tags = json.putObject("tags");
      interaction.tags().forEach(tags::put);
    }
  }

  /**
   * Reads passages: one string, one object, or a list of strings and objects {@code {id, text,
   * score}}; null or missing is none.
   *
   * @param subject what to call the value in errors
   * @throws InvalidInputException if an entry is something else
   */
  public static List<Passage> passages(@Nullable JsonNode json, String subject) {
    if (json == null || !present(json)) {
      return List.of();
    }
    if (!json.isArray()) {
      return List.of(passage(json, subject));
    }
    List<Passage> passages = new ArrayList<>(json.size());
    for (JsonNode item : json) {
      passages.add(passage(item, subject + "[" + passages.size() + "]"));
    }
    return passages;
  }

  /** Writes passages: a string where only the text is known, an object otherwise. */
  public static ArrayNode write(List<Passage> passages) {
    ArrayNode array = Json.array();
    for (Passage passage : passages) {
      if (passage.id() == null && passage.score() == null) {
        array.add(passage.text());
        continue;
      }
      ObjectNode item = array.addObject();
      put(item, "id", passage.id());
      item.put("text", passage.text());
      put(item, "score", passage.score());
    }
    return array;
  }

  /**
   * Reads tool calls: a list of {@code {name, arguments?, result?, error?}}; null or missing is
   * none. OpenAI's {@code {function: {name, arguments}}} with arguments as JSON text is read too.
   *
   * @throws InvalidInputException if an entry is something else
   */
  public static List<ToolCall> toolCalls(@Nullable JsonNode json, String subject) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode item : array(json, subject)) {
      String at = subject + "[" + calls.size() + "]";
      ObjectNode outer = object(item, at);
      JsonNode function = outer.get("function");
      ObjectNode call = present(function) ? object(function, at + ".function") : outer;
      String name = string(call, "name", at + ".");
      if (name == null) {
        throw wrong(at + ".name", call.get("name"), "the tool's name");
      }
      JsonNode arguments = call.get("arguments");
      calls.add(
          new ToolCall(
              name,
              arguments == null || !present(arguments) ? Json.object() : fromText(arguments),
              present(outer.get("result")) ? outer.get("result") : null,
              text(outer.get("error"))));
    }
    return calls;
  }

  /**
   * Reads usage: {@code {input_tokens, output_tokens, cached_tokens, reasoning_tokens, cost}}, or
   * {@code prompt_tokens} and {@code completion_tokens} as OpenAI names them; null or missing is
   * {@link Usage#NONE}.
   *
   * @throws InvalidInputException if a count is not a number
   */
  public static Usage usage(@Nullable JsonNode json, String subject) {
    if (json == null || !present(json)) {
      return Usage.NONE;
    }
    ObjectNode usage = object(json, subject);
    Long input = whole(usage, "input_tokens", subject);
    Long output = whole(usage, "output_tokens", subject);
    return new Usage(
        input != null ? input : whole(usage, "prompt_tokens", subject),
        output != null ? output : whole(usage, "completion_tokens", subject),
        whole(usage, "cached_tokens", subject),
        whole(usage, "reasoning_tokens", subject),
        number(usage, "cost", subject + "."));
  }

  /** Writes what is known of {@code usage}. */
  public static ObjectNode usage(Usage usage) {
    ObjectNode json = Json.object();
    put(json, "input_tokens", usage.inputTokens());
    put(json, "output_tokens", usage.outputTokens());
    put(json, "cached_tokens", usage.cachedTokens());
    put(json, "reasoning_tokens", usage.reasoningTokens());
    put(json, "cost", usage.cost());
    return json;
  }

  /** The text of a value: a string as it is, null for null or missing, other JSON as written. */
  public static @Nullable String text(@Nullable JsonNode json) {
    if (json == null || !present(json)) {
      return null;
    }
    return json.isString() ? json.stringValue() : Json.write(json);
  }

  private static List<Message> messages(@Nullable JsonNode json) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode item : array(json, "messages")) {
      String at = "messages[" + messages.size() + "]";
      ObjectNode message = object(item, at);
      String role = string(message, "role", at + ".");
      JsonNode content = message.has("text") ? message.get("text") : message.get("content");
      String text = text(content);
      messages.add(new Message(role == null ? "user" : role, text == null ? "" : text));
    }
    return messages;
  }

  private static List<Step> steps(@Nullable JsonNode json) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode item : array(json, "steps")) {
      String at = "steps[" + steps.size() + "]";
      ObjectNode step = object(item, at);
      String kind = string(step, "kind", at + ".");
      String name = string(step, "name", at + ".");
      steps.add(
          new Step(
              kind == null ? "step" : kind,
              name == null ? "" : name,
              text(step.get("input")),
              text(step.get("output")),
              number(step, "latency_ms", at + "."),
              text(step.get("error"))));
    }
    return steps;
  }

  private static @Nullable InteractionError error(@Nullable JsonNode json) {
    if (json == null || !present(json)) {
      return null;
    }
    if (!json.isObject()) {
      return new InteractionError("error", String.valueOf(text(json)));
    }
    ObjectNode error = object(json, "error");
    String kind = string(error, "kind", "error.");
    String message = text(error.get("message"));
    return new InteractionError(kind == null ? "error" : kind, message == null ? "" : message);
  }

  private static Passage passage(JsonNode json, String subject) {
    if (json.isString()) {
      return Passage.of(json.stringValue());
    }
    ObjectNode passage = object(json, subject);
    String text = text(passage.has("text") ? passage.get("text") : passage.get("content"));
    JsonNode id = passage.get("id");
    if (text == null && !present(id)) {
      throw wrong(subject, json, "a string, or an object with an id or a text");
    }
    return new Passage(text(id), text == null ? "" : text, number(passage, "score", subject + "."));
  }

  private static JsonNode fromText(JsonNode arguments) {
    if (!arguments.isString()) {
      return arguments;
    }
    try {
      return Json.parse(arguments.stringValue(), "arguments", 1);
    } catch (InvalidInputException e) {
      return arguments;
    }
  }

  private static Iterable<JsonNode> array(@Nullable JsonNode json, String subject) {
    if (json == null || !present(json)) {
      return List.of();
    }
    if (!json.isArray()) {
      throw wrong(subject, json, "a list");
    }
    return json;
  }

  private static ObjectNode object(@Nullable JsonNode json, String subject) {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw wrong(subject, json, "an object");
  }

  private static @Nullable String string(ObjectNode json, String name, String prefix) {
    JsonNode value = json.get(name);
    if (!present(value)) {
      return null;
    }
    if (value.isString()) {
      return value.stringValue();
    }
    if (value.isNumber()) {
      return value.asString();
    }
    throw wrong(prefix + name, value, "a string");
  }

  private static @Nullable Double number(ObjectNode json, String name, String prefix) {
    JsonNode value = json.get(name);
    if (!present(value)) {
      return null;
    }
    // 1e999 is a number that no double holds: without a default, asking for one throws.
    double finite = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
    if (Double.isFinite(finite)) {
      return finite;
    }
    throw wrong(prefix + name, value, "a finite number");
  }

  private static @Nullable Long whole(ObjectNode json, String name, String subject) {
    Double value = number(json, name, subject + ".");
    return value == null ? null : (Long) Math.round(value);
  }

  private static boolean present(@Nullable JsonNode json) {
    return json != null && !json.isNull() && !json.isMissingNode();
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void put(ObjectNode json, String name, @Nullable Double value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void put(ObjectNode json, String name, @Nullable Long value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static InvalidInputException wrong(
      String subject, @Nullable JsonNode value, String expected) {
    return new InvalidInputException(
        Problem.of(subject, value == null ? "missing" : Json.write(value), expected));
  }
}
