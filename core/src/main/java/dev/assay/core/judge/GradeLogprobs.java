package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.TokenLogprobs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The expected grade under the probabilities that the model gave to each grade where it wrote one.
 *
 * <p>Source: Liu et al., "G-Eval: NLG Evaluation using GPT-4 with Better Human Alignment" (2023):
 * {@code Σ p(grade) · grade} over the grades offered, their probabilities scaled to sum to one.
 *
 * @param value the expected grade
 * @param probabilities of each grade that was among the reported alternatives
 * @param mass what these sum to before scaling: how much of the model's belief is in grades at all
 */
record GradeLogprobs(double value, Map<Integer, Double> probabilities, double mass) {

  GradeLogprobs {
    probabilities = new LinkedHashMap<>(probabilities);
  }

  /** Empty if no token of the reply is the grade and nothing else. */
  static Optional<GradeLogprobs> of(ChatResponse response, Grade grade, Scale scale) {
    if (grade.offset() < 0) {
      return Optional.empty();
    }
    int start = 0;
    for (TokenLogprobs token : response.logprobs()) {
      int end = start + token.token().length();
      if (grade.offset() < end) {
        return isGrade(token.token(), grade.value()) && within(response, token, start)
            ? expected(token, scale)
            : Optional.empty();
      }
      start = end;
    }
    return Optional.empty();
  }

  // Tokens of bytes may not add up to the text.
  private static boolean within(ChatResponse response, TokenLogprobs token, int start) {
    return response.text().startsWith(token.token(), start);
  }

  private static boolean isGrade(String token, int grade) {
    return token.strip().equals(String.valueOf(grade));
  }

  private static Optional<GradeLogprobs> expected(TokenLogprobs token, Scale scale) {
    Map<Integer, Double> byGrade = new TreeMap<>();
    Map<String, Double> alternatives = new LinkedHashMap<>(token.alternatives());
    alternatives.putIfAbsent(token.token(), token.logprob());
    for (Map.Entry<String, Double> alternative : alternatives.entrySet()) {
      for (int grade : scale.grades()) {
        if (isGrade(alternative.getKey(), grade)) {
          byGrade.merge(grade, Math.exp(alternative.getValue()), Double::sum);
        }
      }
    }
    double mass = byGrade.values().stream().mapToDouble(p -> p).sum();
    if (!(mass > 0) || !Double.isFinite(mass)) {
      return Optional.empty();
    }
    double sum = 0;
    for (Map.Entry<Integer, Double> each : byGrade.entrySet()) {
      sum += each.getKey() * each.getValue();
    }
    double value = Math.max(scale.low(), Math.min(scale.high(), sum / mass));
    return Optional.of(new GradeLogprobs(value, byGrade, mass));
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("expected", value).put("mass", mass);
    ObjectNode each = json.putObject("probabilities");
    probabilities.forEach((grade, p) -> each.put(String.valueOf(grade), p));
    return json;
  }
}
