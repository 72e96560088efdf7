package dev.assay.models.chat;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.TokenLogprobs;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Failures;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads chat completions, whole or in chunks. */
final class OpenAiReply extends ReplyReader {

  private boolean chosen;

  OpenAiReply(Failures failures, DoubleSupplier millis) {
    super(failures, millis);
  }

  @Override
  void whole(JsonNode body) throws AttemptFailedException {
    read(body, "message");
    if (!chosen) {
      throw failures().invalid("the reply has no choices");
    }
  }

  @Override
  void event(@Nullable String name, JsonNode data) throws AttemptFailedException {
    read(data, "delta");
  }

  @Override
  boolean isEnd(String data) throws AttemptFailedException {
    if (!data.strip().equals("[DONE]")) {
      return false;
    }
    if (!chosen) {
      throw failures().invalid("the reply has no choices");
    }
    close();
    return true;
  }

  private void read(JsonNode body, String part) throws AttemptFailedException {
    if (body.hasNonNull("error")) {
      throw failures().reported(body);
    }
    model(text(body, "model"));
    JsonNode reported = body.path("usage");
    if (reported.isObject()) {
      usage(usage(reported));
    }
    // The last chunk of a stream tells the usage and has none.
    JsonNode choice = body.path("choices").path(0);
    if (!choice.isObject()) {
      return;
    }
    chosen = true;
    JsonNode message = choice.path(part);
    content(message.path("content"));
    addRefusal(text(message, "refusal"));
    for (JsonNode token : choice.path("logprobs").path("content")) {
      logprob(token);
    }
    String reason = text(choice, "finish_reason");
    if (reason != null) {
      finish(finish(reason));
      end();
    }
  }

  // Text, or for some servers a list of its parts.
  private void content(JsonNode content) {
    if (content.isString()) {
      add(content.stringValue());
    } else if (content.isArray()) {
      for (JsonNode part : content) {
        add(text(part, "text"));
        addRefusal(text(part, "refusal"));
      }
    }
  }

  private void logprob(JsonNode token) {
    String said = text(token, "token");
    JsonNode value = token.path("logprob");
    if (said == null || !value.isNumber()) {
      return;
    }
    Map<String, Double> alternatives = new HashMap<>();
    for (JsonNode other : token.path("top_logprobs")) {
      String name = text(other, "token");
      if (name != null && other.path("logprob").isNumber()) {
        // Two tokens may be spelt alike, as halves of one character are; the likelier one counts.
        alternatives.merge(name, other.path("logprob").doubleValue(), Math::max);
      }
    }
    add(new TokenLogprobs(said, value.doubleValue(), alternatives));
  }

  private static Usage usage(JsonNode usage) {
    return new Usage(
        tokens(usage, "prompt_tokens"),
        tokens(usage, "completion_tokens"),
        tokens(usage.path("prompt_tokens_details"), "cached_tokens"),
        tokens(usage.path("completion_tokens_details"), "reasoning_tokens"),
        null);
  }

  private static FinishReason finish(String reason) {
    return switch (reason) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      default -> FinishReason.OTHER;
    };
  }
}
