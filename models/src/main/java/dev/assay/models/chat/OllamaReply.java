package dev.assay.models.chat;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.FinishReason;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Failures;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Ollama's chat; the lines of a stream look like a whole. */
final class OllamaReply extends ReplyReader {

  OllamaReply(Failures failures, DoubleSupplier millis) {
    super(failures, millis);
  }

  @Override
  void whole(JsonNode body) throws AttemptFailedException {
    event(null, body);
    if (!body.path("message").isObject()) {
      throw failures().invalid("the reply has no message");
    }
    if (!ended()) {
      throw failures().invalid("the reply is not done");
    }
  }

  @Override
  void event(@Nullable String name, JsonNode data) throws AttemptFailedException {
    if (data.hasNonNull("error")) {
      throw failures().reported(data);
    }
    model(text(data, "model"));
    JsonNode message = data.path("message");
    add(text(message, "content"));
    if (data.path("done").asBoolean(false)) {
      boolean calls = message.path("tool_calls").size() > 0;
      finish(calls ? FinishReason.TOOL_CALLS : finish(text(data, "done_reason")));
      usage(
          new Usage(
              tokens(data, "prompt_eval_count"), tokens(data, "eval_count"), null, null, null));
      close();
    }
  }

  private static FinishReason finish(@Nullable String reason) {
    if (reason == null) {
      return FinishReason.UNKNOWN;
    }
    return switch (reason) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      default -> FinishReason.OTHER;
    };
  }
}
