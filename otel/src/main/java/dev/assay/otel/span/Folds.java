package dev.assay.otel.span;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Words that mean the same, folded to the conventions' word; case does not count. */
final class Folds {

  private static final Map<String, String> FINISH =
      folds(
          "stop", "stop, end_turn, stop_sequence, complete, eos",
          "length", "length, max_tokens, model_length",
          "tool_call", "tool_calls, tool_call, tool-calls, tool_use, tool_execution, function_call",
          "content_filter",
              "content_filter, content-filter, content_filtered, safety, guardrail_intervened,"
                  + " refusal, recitation",
          "error", "error");

  private static final Map<String, String> PROVIDER =
      folds(
          "openai", "open_ai, openai.chat, openai.responses",
          "azure.ai.openai", "azure_open_ai, az.ai.openai",
          "azure.ai.inference", "az.ai.inference, azure",
          "gcp.vertex_ai", "vertex_ai, vertexai, google_vertex_ai_gemini",
          "gcp.gemini", "gemini, google_ai_gemini",
          "gcp.gen_ai", "google_genai, gcp.vertex.agent",
          "aws.bedrock", "bedrock_converse, amazon_bedrock, aws",
          "mistral_ai", "mistralai",
          "x_ai", "xai",
          "ibm.watsonx.ai", "watsonx");

  private static final Map<String, String> ROLE =
      folds(
          "user", "human",
          "assistant", "ai, model, bot",
          "system", "developer",
          "tool", "function");

  private Folds() {}

  /** {@code other} for a reason that is none of the known. */
  static String finishReason(String raw) {
    return FINISH.getOrDefault(raw.strip().toLowerCase(Locale.ROOT), "other");
  }

  static String provider(String raw) {
    String lower = raw.strip().toLowerCase(Locale.ROOT);
    return PROVIDER.getOrDefault(lower, lower);
  }

  static String role(String raw) {
    String lower = raw.strip().toLowerCase(Locale.ROOT);
    String role = ROLE.getOrDefault(lower, lower);
    return role.length() <= 64 ? role : role.substring(0, 64);
  }

  private static Map<String, String> folds(String... pairs) {
    Map<String, String> folds = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      for (String word : pairs[i + 1].split(", *", -1)) {
        folds.put(word, pairs[i]);
      }
    }
    return folds;
  }
}
