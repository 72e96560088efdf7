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

/** Reads Gemini's candidates; the parts of a stream look like a whole. */
final class GeminiReply extends ReplyReader {

  private boolean chosen;

  GeminiReply(Failures failures, DoubleSupplier millis) {
    super(failures, millis);
  }

  @Override
  void whole(JsonNode body) throws AttemptFailedException {
    event(null, body);
    if (!chosen) {
      throw failures().invalid("the reply has no candidates");
    }
  }

  @Override
  void event(@Nullable String name, JsonNode data) throws AttemptFailedException {
    if (data.hasNonNull("error")) {
      throw failures().reported(data);
    }
    model(text(data, "modelVersion"));
    JsonNode reported = data.path("usageMetadata");
    if (reported.isObject()) {
      usage(usage(reported));
    }
    if (text(data.path("promptFeedback"), "blockReason") != null) {
      chosen = true;
      finish(FinishReason.CONTENT_FILTER);
      end();
      return;
    }
    JsonNode candidate = data.path("candidates").path(0);
    if (candidate.isObject()) {
      chosen = true;
      candidate(candidate);
    }
  }

  private void candidate(JsonNode candidate) {
    boolean calls = false;
    for (JsonNode part : candidate.path("content").path("parts")) {
      calls |= part.has("functionCall");
      // What the model thought is not what it said.
      if (!part.path("thought").asBoolean(false)) {
        add(text(part, "text"));
      }
    }
    logprobs(candidate.path("logprobsResult"));
    String reason = text(candidate, "finishReason");
    if (reason != null) {
      finish(calls ? FinishReason.TOOL_CALLS : finish(reason));
      end();
    }
  }

  private void logprobs(JsonNode result) {
    JsonNode tops = result.path("topCandidates");
    int place = 0;
    for (JsonNode token : result.path("chosenCandidates")) {
      String said = text(token, "token");
      JsonNode value = token.path("logProbability");
      if (said != null && value.isNumber()) {
        add(
            new TokenLogprobs(
                said, value.doubleValue(), alternatives(tops.path(place).path("candidates"))));
      }
      place++;
    }
  }

  private static Map<String, Double> alternatives(JsonNode candidates) {
    Map<String, Double> alternatives = new HashMap<>();
    for (JsonNode other : candidates) {
      String name = text(other, "token");
      if (name != null && other.path("logProbability").isNumber()) {
        alternatives.merge(name, other.path("logProbability").doubleValue(), Math::max);
      }
    }
    return alternatives;
  }

  // Thoughts are counted beside the answer, the cache inside the prompt.
  private static Usage usage(JsonNode usage) {
    Long thoughts = tokens(usage, "thoughtsTokenCount");
    return new Usage(
        sum(tokens(usage, "promptTokenCount"), tokens(usage, "toolUsePromptTokenCount")),
        sum(tokens(usage, "candidatesTokenCount"), thoughts),
        tokens(usage, "cachedContentTokenCount"),
        thoughts,
        null);
  }

  private static FinishReason finish(String reason) {
    return switch (reason) {
      case "STOP" -> FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.CONTENT_FILTER;
      default -> FinishReason.OTHER;
    };
  }
}
