package dev.assay.core.evaluator.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** Constraints as a suite would bind them. */
final class Given {

  private Given() {}

  static BoundEvaluator constraints(String json) {
    return constraints(json, Path.of("."));
  }

  static BoundEvaluator constraints(String json, Path baseDirectory) {
    // Apostrophes for quotes, as nobody reads escapes.
    ObjectNode parameters = (ObjectNode) Json.parse(json.replace('\'', '"'), "test", 1);
    return EvaluatorRegistry.of(new ConstraintEvaluators().evaluators())
        .bind(
            EvaluatorSpec.of("constraints", parameters),
            new EvaluatorContext(baseDirectory, EmbeddingModels.of()));
  }

  static Score check(String rule, String output) {
    return constraints("{'rule': " + rule + "}").evaluate(answer(output));
  }

  static void holds(String rule, String output) {
    assertThat(check(rule, output))
        .as(output)
        .isInstanceOfSatisfying(
            Score.Scored.class,
            score -> assertThat(score.passed()).as(String.valueOf(score.explanation())).isTrue());
  }

  /** Checks that the rule is broken, and gives the explanation without the rule's name. */
  static String broken(String rule, String output) {
    Score score = check(rule, output);
    assertThat(score)
        .as(output)
        .isInstanceOfSatisfying(
            Score.Scored.class, scored -> assertThat(scored.passed()).isFalse());
    return String.valueOf(((Score.Scored) score).explanation()).substring("rule: ".length());
  }

  static String undecided(String rule, String output) {
    Score score = check(rule, output);
    assertThat(score).as(output).isInstanceOf(Score.Unscored.class);
    return ((Score.Unscored) score).reason().substring("rule: ".length());
  }

  static Subject answer(String output) {
    return new Subject(Interaction.ofOutput(output), null);
  }
}
