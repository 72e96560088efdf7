package dev.assay.core.summary;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one evaluator said of one text: a score, or one that stands in the evidence of another, as
 * those of a set's members and of single steps do.
 *
 * @param evaluator the suite's evaluator
 * @param name the same, with the members that lead to this one: {@code quality/helpfulness}
 * @param value the value; null if there is none
 * @param evidence what it keeps; anything, for evidence is the evaluator's own
 * @param ofOutput whether it is about the interaction's output rather than a step's
 */
record JudgeScore(
    String evaluator, String name, @Nullable Double value, JsonNode evidence, boolean ofOutput) {

  private static final int DEEPEST = 10;

  /** The score itself, or those it is made of. */
  static List<JudgeScore> of(EvaluatorScore score) {
    String evaluator = score.evaluator();
    Double value = score.score() instanceof Score.Scored scored ? (Double) scored.value() : null;
    List<JudgeScore> found = new ArrayList<>();
    collect(new JudgeScore(evaluator, evaluator, value, score.score().evidence(), true), 0, found);
    return found;
  }

  private static void collect(JudgeScore score, int depth, List<JudgeScore> found) {
    int before = found.size();
    if (!score.judged() && depth < DEEPEST) {
      for (JsonNode member : score.evidence.path("members")) {
        JsonNode own = member.path("evaluator");
        if (own.isString()) {
          collect(
              score.within(score.name + "/" + own.stringValue(), member, true), depth + 1, found);
        }
      }
      for (JsonNode step : score.evidence.path("steps")) {
        if (step.path("step").isString()) {
          collect(score.within(score.name, step, false), depth + 1, found);
        }
      }
    }
    if (found.size() == before) {
      found.add(score);
    }
  }

  private JudgeScore within(String path, JsonNode entry, boolean whole) {
    JsonNode given = entry.path("value");
    boolean number = given.isNumber() && Double.isFinite(given.doubleValue());
    return new JudgeScore(
        evaluator,
        path,
        number ? (Double) given.doubleValue() : null,
        entry.path("evidence"),
        ofOutput && whole);
  }

  /** Whether a language model said it. */
  boolean judged() {
    return evidence.path("judge").path("model").isString()
        || evidence.path("panel").path("members").isArray();
  }

  /** What it cost; nothing where that cannot be read. */
  Usage usage() {
    try {
      return InteractionJson.usage(evidence.get("usage"), "usage");
    } catch (InvalidInputException e) {
      return Usage.NONE;
    }
  }
}
