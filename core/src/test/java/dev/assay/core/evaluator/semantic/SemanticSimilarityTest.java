package dev.assay.core.evaluator.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModelProvider;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelException;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SemanticSimilarityTest {

  @Test
  void evaluate_severalReferences_takesTheBestAndSaysWhich() {
    Score.Scored score = scored(evaluate("east", "north", "northeast", "east by north"));
    assertThat(score.value()).isBetween(0.9, 0.99);
    assertThat(score.evidence().get("reference").intValue()).isEqualTo(2);
    assertThat(score.evidence().get("references").intValue()).isEqualTo(3);
    assertThat(score.evidence().get("model").stringValue()).isEqualTo("compass/3");
    assertThat(score.passed()).isNull();
  }

  @Test
  void evaluate_oppositeDirections_isMinusOne() {
    assertThat(scored(evaluate("east", "west")).value()).isEqualTo(-1);
  }

  @Test
  void evaluate_equalTexts_isOneWithoutTheModel() {
    assertThat(scored(evaluate("🎉", "🎉")).value()).isEqualTo(1);
    assertThat(scored(evaluate("broken", "broken")).value()).isEqualTo(1);
    assertThat(scored(evaluate(" ", "")).value()).isEqualTo(1);
  }

  @Test
  void evaluate_emptyAgainstText_isZeroAndSaysSo() {
    Score.Scored score = scored(evaluate("", "east"));
    assertThat(score.value()).isZero();
    assertThat(score.explanation()).isEqualTo("the output is empty");
    assertThat(scored(evaluate("east", "")).value()).isZero();
  }

  @Test
  void evaluate_nothingTheModelKnows_isUnscored() {
    Score score = evaluate("🎉", "east");
    assertThat(score)
        .isEqualTo(
            Score.unscored("the model knows no word of the output, or none of the references"));
    assertThat(evaluate("east", "🎉")).isInstanceOf(Score.Unscored.class);
  }

  @Test
  void evaluate_oneReferenceUnknown_usesTheOthers() {
    assertThat(scored(evaluate("east", "🎉", "west")).value()).isEqualTo(-1);
  }

  @Test
  void evaluate_modelFails_isUnscoredWithItsReasonAndKind() {
    assertThat(evaluate("broken", "east"))
        .isEqualTo(new Score.Unscored("compass: lost", Json.object().put("failure", "other")));
  }

  @Test
  void evaluate_threshold_decides() {
    Score score = bind(Json.object().put("threshold", 0.88)).evaluate(subject("east", "north"));
    assertThat(scored(score).passed()).isFalse();
  }

  @Test
  void evaluate_noReference_isUnscored() {
    assertThat(evaluate("east")).isEqualTo(Score.unscored("needs an expected output"));
  }

  @Test
  void version_dependsOnTheModelsVersionAndNotOnTheThreshold() {
    String version = bind(Json.object()).version();
    assertThat(bind(Json.object().put("threshold", 0.5)).version()).isEqualTo(version);
    Compass.version = "compass/4";
    try {
      assertThat(bind(Json.object()).version()).isNotEqualTo(version);
    } finally {
      Compass.version = "compass/3";
    }
  }

  @Test
  void bind_unknownModel_offersTheNearest() {
    assertThatThrownBy(() -> bind(Json.object().put("model", "in-proces")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "embedding model: in-proces (expected: an installed embedding model);"
                + " did you mean in-process?");
  }

  @Test
  void bind_modelBehindAnApiWithoutKey_isNotConfigured() {
    EvaluatorSpec spec =
        EvaluatorSpec.of(
            "semantic-similarity", Json.object().put("model", "openai:text-embedding-3-small"));
    EvaluatorContext context =
        new EvaluatorContext(Path.of("."), EmbeddingModels.of(new Compass(), new Keyless()));
    assertThatThrownBy(() -> EvaluatorRegistry.installed().bind(spec, context))
        .isInstanceOf(NotConfiguredException.class)
        .hasMessageContaining("openai:text-embedding-3-small");
  }

  /** Knows names by their prefix, and has no key. */
  private static final class Keyless implements EmbeddingModelProvider {

    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public boolean opens(String name) {
      return name.startsWith("openai:");
    }

    @Override
    public EmbeddingModel open(String name) {
      throw new NotConfiguredException(Problem.of("model", name, "a key in OPENAI_API_KEY"));
    }
  }

  private static Score evaluate(String output, String... references) {
    return bind(Json.object()).evaluate(subject(output, references));
  }

  private static Score.Scored scored(Score score) {
    assertThat(score).isInstanceOf(Score.Scored.class);
    return (Score.Scored) score;
  }

  private static Subject subject(String output, String... references) {
    ArrayNode expected = Json.array();
    List.of(references).forEach(expected::add);
    Example example =
        Example.builder("e", Partition.GOLDEN, "where?").expectedOutput(expected).build();
    return new Subject(Interaction.ofOutput(output), example);
  }

  private static BoundEvaluator bind(ObjectNode parameters) {
    return EvaluatorRegistry.of(new SemanticEvaluators().evaluators())
        .bind(
            EvaluatorSpec.of("semantic-similarity", parameters),
            new EvaluatorContext(Path.of("."), EmbeddingModels.of(new Compass())));
  }

  /** Words are directions on a compass. */
  private static final class Compass implements EmbeddingModel, EmbeddingModelProvider {

    private static String version = "compass/3";

    @Override
    public float[] embed(String text) {
      double degrees =
          switch (text) {
            case "east" -> 0;
            case "east by north" -> 11.25;
            case "northeast" -> 45;
            case "north" -> 90;
            case "west" -> 180;
            default -> throw new ModelException("compass: lost", null);
          };
      double angle = Math.toRadians(degrees);
      return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    @Override
    public boolean knows(String text) {
      return !text.equals("🎉");
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public String version() {
      return version;
    }

    @Override
    public List<String> names() {
      return List.of("in-process");
    }

    @Override
    public EmbeddingModel open(String name) {
      return this;
    }
  }
}
