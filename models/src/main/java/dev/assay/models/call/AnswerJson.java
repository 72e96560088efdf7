package dev.assay.models.call;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.TokenLogprobs;
import dev.assay.core.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form in which answers are kept: that of an interaction, and the log probabilities. */
final class AnswerJson {

  private AnswerJson() {}

  static byte[] write(ChatResponse answer) {
    ObjectNode json =
        InteractionJson.write(
            Interaction.builder()
                .output(answer.text())
                .finishReason(answer.finishReason().key())
                .usage(answer.usage())
                .ttftMillis(answer.ttftMillis())
                .latencyMillis(answer.latencyMillis())
                .model(answer.model())
                .build());
    if (!answer.logprobs().isEmpty()) {
      ArrayNode tokens = json.putArray("logprobs");
      for (TokenLogprobs token : answer.logprobs()) {
        ObjectNode item = tokens.addObject().put("token", token.token());
        item.put("logprob", token.logprob());
        // Not by name: a name holds no lone surrogate, and tokens are pieces of characters.
        ArrayNode alternatives = item.putArray("alternatives");
        token
            .alternatives()
            .forEach((text, value) -> alternatives.addArray().add(text).add(value.doubleValue()));
      }
    }
    return Json.writeUtf8(json);
  }

  /** The answer as one from the cache; null if it cannot be read. */
  static @Nullable ChatResponse read(byte[] bytes) {
    try {
      JsonNode node = Json.parse(new String(bytes, StandardCharsets.UTF_8), "cache", 1);
      if (!(node instanceof ObjectNode json)) {
        return null;
      }
      Interaction stored = InteractionJson.read(json);
      FinishReason finish = finish(stored.finishReason());
      Double latency = stored.latencyMillis();
      if (stored.output() == null || finish == null || latency == null) {
        return null;
      }
      return new ChatResponse(
          stored.output(),
          finish,
          stored.usage(),
          stored.ttftMillis(),
          latency,
          stored.model(),
          logprobs(json.path("logprobs")),
          0);
    } catch (InvalidInputException e) {
      return null;
    }
  }

  private static @Nullable FinishReason finish(@Nullable String key) {
    for (FinishReason reason : FinishReason.values()) {
      if (reason.key().equals(key)) {
        return reason;
      }
    }
    return null;
  }

  private static List<TokenLogprobs> logprobs(JsonNode json) {
    List<TokenLogprobs> tokens = new ArrayList<>();
    for (JsonNode item : json) {
      Map<String, Double> alternatives = new HashMap<>();
      for (JsonNode pair : item.path("alternatives")) {
        alternatives.put(pair.path(0).asString(""), pair.path(1).asDouble(0));
      }
      tokens.add(
          new TokenLogprobs(
              item.path("token").asString(""), item.path("logprob").asDouble(0), alternatives));
    }
    return tokens;
  }
}
