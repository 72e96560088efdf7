package dev.assay.models.chat;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.FinishReason;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Failures;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Anthropic's messages, whole or as events. */
final class AnthropicReply extends ReplyReader {

  AnthropicReply(Failures failures, DoubleSupplier millis) {
    super(failures, millis);
  }

  @Override
  void whole(JsonNode body) throws AttemptFailedException {
    if ("error".equals(text(body, "type"))) {
      throw failures().reported(body);
    }
    if (!body.path("content").isArray()) {
      throw failures().invalid("the reply has no content");
    }
    start(body);
    for (JsonNode block : body.path("content")) {
      if ("text".equals(text(block, "type"))) {
        add(text(block, "text"));
      }
    }
    stop(body);
  }

  @Override
  void event(@Nullable String name, JsonNode data) throws AttemptFailedException {
    String type = text(data, "type");
    switch (type == null ? String.valueOf(name) : type) {
      case "message_start" -> start(data.path("message"));
      case "content_block_start" -> add(text(data.path("content_block"), "text"));
      case "content_block_delta" -> add(text(data.path("delta"), "text"));
      case "message_delta" -> {
        stop(data.path("delta"));
        usage(usage(data.path("usage"), usage()));
      }
      case "message_stop" -> close();
      case "error" -> throw failures().reported(data);
      default -> {
        // A ping, the end of a block, or what a later release adds.
      }
    }
  }

  private void start(JsonNode message) {
    model(text(message, "model"));
    usage(usage(message.path("usage"), Usage.NONE));
  }

  private void stop(JsonNode holder) {
    String reason = text(holder, "stop_reason");
    if (reason != null) {
      finish(finish(reason));
    }
  }

  // What comes from the cache, or goes there, is counted beside the input.
  private static Usage usage(JsonNode usage, Usage before) {
    Long input =
        sum(
            tokens(usage, "input_tokens"),
            tokens(usage, "cache_creation_input_tokens"),
            tokens(usage, "cache_read_input_tokens"));
    Long output = tokens(usage, "output_tokens");
    Long cached = tokens(usage, "cache_read_input_tokens");
    boolean again = usage.has("input_tokens");
    return new Usage(
        again && input != null
            ? input
            : before.inputTokens() == null ? input : before.inputTokens(),
        output == null ? before.outputTokens() : output,
        cached == null ? before.cachedTokens() : cached,
        null,
        null);
  }

  private static FinishReason finish(String reason) {
    return switch (reason) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "refusal" -> FinishReason.REFUSAL;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      default -> FinishReason.OTHER;
    };
  }
}
