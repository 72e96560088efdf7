package dev.assay.core.judge;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Judges something, by a scripted model. */
final class Judged {

  static final EvaluatorRegistry REGISTRY =
      EvaluatorRegistry.of(new JudgeEvaluators().evaluators());

  private Judged() {}

  /** The evaluator with parameters in JSON, {@code model} added. */
  static BoundEvaluator by(ScriptedChatModel model, String evaluator, String parameters) {
    return by(model.asModels(), Path.of("."), evaluator, parameters);
  }

  static BoundEvaluator by(ChatModels models, Path folder, String evaluator, String parameters) {
    ObjectNode given = (ObjectNode) Json.parse(parameters.replace('\'', '"'), "parameters", 1);
    if (!given.has("model")) {
      given.put("model", "scripted:judge");
    }
    return REGISTRY.bind(
        EvaluatorSpec.of(evaluator, given),
        new EvaluatorContext(folder, EmbeddingModels.of(), models));
  }

  static Subject subject(String output) {
    return subject(output, "The basic plan costs 10 euros a month. Refunds take 14 days.");
  }

  static Subject subject(String output, String context) {
    return new Subject(
        Interaction.builder().output(output).context(List.of(Passage.of(context))).build(),
        Example.builder("a", Partition.GOLDEN, "What does the basic plan cost?")
            .expected("It costs 10 euros a month.")
            .build());
  }

  static Score.Scored scored(BoundEvaluator evaluator, String output) {
    Score score = evaluator.evaluate(subject(output));
    if (score instanceof Score.Scored scored) {
      return scored;
    }
    throw new AssertionError("unscored: " + ((Score.Unscored) score).reason());
  }

  static Score.Unscored unscored(BoundEvaluator evaluator, String output) {
    return (Score.Unscored) evaluator.evaluate(subject(output));
  }
}
