package dev.assay.models.http;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.target.TargetConfig;
import dev.assay.core.target.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Takes the parts of an answer out of a reply, by JSON Pointer (RFC 6901). */
final class ReplyReader {

  private static final int SHOWN = 200;

  private final JsonPointer output;
  private final Optional<JsonPointer> context;
  private final Optional<JsonPointer> toolCalls;
  private final Optional<JsonPointer> usage;
  private final Optional<JsonPointer> error;

  private ReplyReader(TargetConfig config) {
    this.output = pointer(config, "output").orElse(JsonPointer.compile("/output"));
    this.context = pointer(config, "context");
    this.toolCalls = pointer(config, "tool_calls");
    this.usage = pointer(config, "usage");
    this.error = pointer(config, "error");
  }

  /** Reads the pointers; what is wrong becomes a problem of {@code config}. */
  static ReplyReader of(TargetConfig config) {
    return new ReplyReader(config);
  }

  /**
   * Reads a reply.
   *
   * @throws TargetException if it is not JSON, has no output, or says that the target failed
   */
  Interaction read(byte[] body) throws TargetException {
    JsonNode reply = json(body);
    JsonNode failure = at(reply, error);
    if (failure != null && !(failure.isBoolean() && !failure.booleanValue())) {
      throw TargetException.permanent(
          "target_error", String.valueOf(InteractionJson.text(failure)), null);
    }
    String text = InteractionJson.text(at(reply, Optional.of(output)));
    if (text == null) {
      throw bad("the reply has nothing at " + output + ": " + shown(body), null);
    }
    try {
      return Interaction.builder()
          .output(text)
          .context(InteractionJson.passages(at(reply, context), "context"))
          .toolCalls(InteractionJson.toolCalls(at(reply, toolCalls), "tool_calls"))
          .usage(InteractionJson.usage(at(reply, usage), "usage"))
          .build();
    } catch (InvalidInputException e) {
      throw bad(String.valueOf(e.getMessage()), e);
    }
  }

  private static JsonNode json(byte[] body) throws TargetException {
    if (body.length == 0) {
      throw bad("the reply is empty (expected: JSON)", null);
    }
    String text;
    try {
      // Replacing what is not UTF-8 would score an answer that the target never gave.
      text = Json.decode(body, "reply");
    } catch (InvalidInputException e) {
      throw bad("the reply is not UTF-8: " + shown(body), e);
    }
    try {
      return Json.parse(text, "reply", 1);
    } catch (InvalidInputException e) {
      throw bad("the reply is not JSON: " + shown(body), e);
    }
  }

  static String shown(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 4 * SHOWN), StandardCharsets.UTF_8);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static @Nullable JsonNode at(JsonNode reply, Optional<JsonPointer> pointer) {
    if (pointer.isEmpty()) {
      return null;
    }
    JsonNode value = reply.at(pointer.get());
    return value.isMissingNode() || value.isNull() ? null : value;
  }

  private static Optional<JsonPointer> pointer(TargetConfig config, String key) {
    Optional<JsonNode> given = config.json(key);
    // The empty pointer is the whole reply.
    if (given.isEmpty() || (given.get().isString() && given.get().stringValue().isEmpty())) {
      return given.map(empty -> JsonPointer.empty());
    }
    Optional<String> text = config.optionalString(key);
    try {
      return text.map(JsonPointer::compile);
    } catch (IllegalArgumentException e) {
      config.wrong(key, "a JSON Pointer, such as /choices/0/message/content");
      return Optional.empty();
    }
  }

  private static TargetException bad(String message, @Nullable Throwable cause) {
    return TargetException.permanent("bad_response", message, cause);
  }
}
