package dev.assay.core.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Scores as a run does: by an expression, through the registry, bound. */
public final class EvaluatorHarness {

  private EvaluatorHarness() {}

  /** The evaluator that {@code expression} names, of those installed. */
  public static BoundEvaluator bind(String expression) {
    EvaluatorSpec spec = EvaluatorExpression.parse(expression).get(0);
    return EvaluatorRegistry.installed()
        .bind(spec, new EvaluatorContext(Path.of("."), EmbeddingModels.of()));
  }

  /** What {@code expression} says of {@code output} against {@code references}. */
  public static Score score(String expression, String output, String... references) {
    return bind(expression).evaluate(subject(output, List.of(references)));
  }

  /** The same, for what must be scored. */
  public static Score.Scored scored(String expression, String output, String... references) {
    Score score = score(expression, output, references);
    assertThat(score).isInstanceOf(Score.Scored.class);
    return (Score.Scored) score;
  }

  /** The reason why {@code expression} cannot score. */
  public static String unscored(String expression, String output, String... references) {
    Score score = score(expression, output, references);
    assertThat(score).isInstanceOf(Score.Unscored.class);
    return ((Score.Unscored) score).reason();
  }

  /** An output and an example with these references; no expectation if there are none. */
  public static Subject subject(String output, List<String> references) {
    Example.Builder example = Example.builder("e1", Partition.GOLDEN, "question");
    if (!references.isEmpty()) {
      ArrayNode expected = Json.array();
      references.forEach(expected::add);
      example.expectedOutput(expected);
    }
    return new Subject(Interaction.ofOutput(output), example.build());
  }
}
