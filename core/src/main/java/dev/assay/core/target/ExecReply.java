package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the lines that processes reply. */
final class ExecReply {

  private static final int SHOWN = 200;

  /** The process understood, and says that it failed. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final TargetException failure;

    private Failure(TargetException failure) {
      super(failure.getMessage(), failure, false, false);
      this.failure = failure;
    }

    TargetException failure() {
      return failure;
    }
  }

  private ExecReply() {}

  /**
   * Reads a reply.
   *
   * @throws TargetException if it is not one, or not to this example
   * @throws Failure if it says that the target failed
   */
  static Interaction read(byte[] line, String exampleId) throws TargetException, Failure {
    String text = text(line);
    ObjectNode json = object(text);
    JsonNode id = json.get("id");
    if (id != null && !id.isNull() && !exampleId.equals(InteractionJson.text(id))) {
      throw bad("the reply is to " + InteractionJson.text(id) + ", not to " + exampleId, null);
    }
    Interaction answer;
    try {
      answer = InteractionJson.read(json);
    } catch (InvalidInputException e) {
      throw bad(e.getMessage(), e);
    }
    InteractionError error = answer.error();
    if (error != null) {
      throw new Failure(failure(error, json.get("error")));
    }
    if (answer.output() == null) {
      throw bad("the reply has no output: " + shown(text), null);
    }
    return answer;
  }

  // Replacing what is not UTF-8 would score an answer that the target never gave.
  private static String text(byte[] line) throws TargetException {
    try {
      return Json.decode(line, "reply");
    } catch (InvalidInputException e) {
      throw bad("the reply is not UTF-8: " + shown(new String(line, StandardCharsets.UTF_8)), e);
    }
  }

  private static ObjectNode object(String text) throws TargetException {
    try {
      if (Json.parse(text, "reply", 1) instanceof ObjectNode object) {
        return object;
      }
    } catch (InvalidInputException e) {
      throw bad(
          "a line on standard output is not JSON (write logs to standard error): " + shown(text),
          e);
    }
    throw bad("the reply is not a JSON object: " + shown(text), null);
  }

  private static TargetException failure(InteractionError error, JsonNode json) {
    if (!json.path("transient").asBoolean(false)) {
      return TargetException.permanent(error.kind(), error.message(), null);
    }
    JsonNode after = json.path("retry_after_ms");
    Duration wait = after.isNumber() ? Duration.ofMillis(Math.max(0, after.asLong(0))) : null;
    return TargetException.transientFailure(error.kind(), error.message(), wait, null);
  }

  private static TargetException bad(@Nullable String message, @Nullable Throwable cause) {
    return TargetException.permanent("bad_response", String.valueOf(message), cause);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
