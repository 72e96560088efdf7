package dev.assay.core.judge;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of a judge's work: {@code judge} with the model and its replies, {@code usage} with
 * what was paid for them.
 *
 * @since 0.1
 */
public final class JudgeEvidence {

  /** The most characters that are kept of one reply. */
  public static final int LONGEST_REPLY = 4_000;

  private final String model;
  private final ArrayNode replies = Json.array();
  private final Set<String> answered = new LinkedHashSet<>();
  private Usage usage = Usage.NONE;

  /** Starts with no replies. */
  public JudgeEvidence(JudgeModel judge) {
    this.model = judge.model().name();
  }

  /** Adds answers. */
  public <T> JudgeEvidence add(List<JudgeAnswer<T>> answers, Function<T, JsonNode> value) {
    answers.forEach(answer -> add("", answer, value));
    return this;
  }

  /**
   * Adds one answer.
   *
   * @param about what it is about, where replies are about different things; else empty
   * @param value what it says, as JSON
   */
  public <T> JudgeEvidence add(String about, JudgeAnswer<T> answer, Function<T, JsonNode> value) {
    ObjectNode reply = Json.object();
    if (!about.isEmpty()) {
      reply.put("about", about);
    }
    reply.put("sample", answer.sample());
    T said = answer.value();
    if (said == null) {
      reply.put("unscored", answer.reason());
      if (answer.failure() != null) {
        reply.put("failure", answer.failure().key());
      }
    } else {
      reply.set("value", value.apply(said));
    }
    ChatResponse response = answer.response();
    if (response != null) {
      reply.put("text", bounded(response.text()));
      reply.put("finish_reason", response.finishReason().key());
      reply.put("latency_ms", response.latencyMillis());
      if (response.cached()) {
        reply.put("cached", true);
      } else {
        usage = usage.plus(response.usage());
      }
      if (response.model() != null) {
        answered.add(response.model());
      }
    }
    replies.add(reply);
    return this;
  }

  /** What was paid so far. */
  public Usage usage() {
    return usage;
  }

  /**
   * Everything, as evidence of a score: {@code judge} and, where anything was paid, {@code usage}.
   *
   * @param summary what the answers come to; stands in {@code judge} between model and replies
   */
  public ObjectNode toJson(ObjectNode summary) {
    ObjectNode judge = Json.object().put("model", model);
    if (answered.size() == 1) {
      judge.put("model_answered", answered.iterator().next());
    } else if (!answered.isEmpty()) {
      ArrayNode models = judge.putArray("model_answered");
      answered.forEach(models::add);
    }
    judge.put("samples", replies.size());
    summary.properties().forEach(e -> judge.set(e.getKey(), e.getValue()));
    judge.set("replies", replies);
    ObjectNode evidence = Json.object();
    evidence.set("judge", judge);
    if (!usage.equals(Usage.NONE)) {
      evidence.set("usage", InteractionJson.usage(usage));
    }
    return evidence;
  }

  /** Why there is no score of {@code answers}: their reasons, each once. */
  public static <T> String reason(List<JudgeAnswer<T>> answers, int quorum) {
    List<String> reasons = new ArrayList<>();
    int read = 0;
    for (JudgeAnswer<T> answer : answers) {
      String reason = answer.reason();
      if (reason == null) {
        read++;
      } else if (!reasons.contains(reason)) {
        reasons.add(reason);
      }
    }
    String all = String.join("; ", reasons);
    return answers.size() == 1
        ? all
        : read + " of " + answers.size() + " answers could be read, " + quorum + " needed: " + all;
  }

  private static String bounded(String text) {
    if (text.length() <= LONGEST_REPLY) {
      return text;
    }
    // The result comes last.
    int half = LONGEST_REPLY / 2;
    return text.substring(0, half)
        + "\u27E6"
        + (text.length() - 2 * half)
        + " characters left out\u27E7"
        + text.substring(text.length() - half);
  }
}
