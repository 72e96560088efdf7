package dev.assay.core.evaluator.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.problem.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class OperationEvaluatorsTest {

  @Test
  void latency_measured_isTheMilliseconds() {
    assertThat(bind("latency", "{}").evaluate(took(250.5))).isEqualTo(Score.of(250.5));
  }

  @Test
  void ttft_measured_isTheMilliseconds() {
    BoundEvaluator ttft = bind("ttft", "{\"max\": \"1s\"}");

    assertThat(ttft.evaluate(streamed(1500.0, 500.0, 100L)))
        .isEqualTo(Score.of(500).withPassed(true));
    assertThat(ttft.evaluate(took(10))).isEqualTo(Score.unscored("needs a time to first token"));
  }

  @Test
  void tokensPerSecond_streamed_countsFromTheFirstToken() {
    BoundEvaluator speed = bind("tokens-per-second", "{\"min\": 60}");

    assertThat(speed.evaluate(streamed(2500.0, 500.0, 100L)))
        .isEqualTo(Score.of(50).withPassed(false));
    assertThat(speed.evaluate(streamed(500.0, 500.0, 100L)))
        .isEqualTo(Score.unscored("the answer came all at once"));
    assertThat(speed.evaluate(streamed(2500.0, null, 100L)))
        .isEqualTo(Score.unscored("needs a time to first token"));
    assertThat(speed.evaluate(streamed(2500.0, 500.0, null)))
        .isEqualTo(Score.unscored("needs output tokens in the usage"));
  }

  @ParameterizedTest
  @CsvSource({"total, 107", "input, 7", "output, 100"})
  void tokens_kinds_areAddedUp(String of, double value) {
    BoundEvaluator tokens = bind("tokens", "{\"of\": \"" + of + "\", \"max\": 100}");

    assertThat(tokens.evaluate(streamed(1.0, 1.0, 100L)))
        .isEqualTo(Score.of(value).withPassed(value <= 100));
  }

  @Test
  void tokens_notReported_isUnscored() {
    assertThat(bind("tokens", "{}").evaluate(streamed(1.0, 1.0, null)))
        .isEqualTo(Score.unscored("needs output tokens in the usage"));
    assertThat(bind("tokens", "{\"of\": \"input\"}").evaluate(streamed(1.0, 1.0, null)))
        .isEqualTo(Score.of(7));
  }

  @ParameterizedTest
  @CsvSource({
    "stop, true, ",
    "STOP, true, ",
    "end_turn, true, ",
    "length, false, INCOMPLETE",
    "max_tokens, false, INCOMPLETE",
    "content_filter, false, REFUSED",
    "tool_calls, false, INCORRECT",
    "'\u001b[31mred', false, INCORRECT",
  })
  void finishReason_reported_isHeldAgainstTheList(String reason, boolean passed, String mode) {
    Interaction interaction = Interaction.builder().output("x").finishReason(reason).build();
    Score.Scored score =
        (Score.Scored) bind("finish-reason", "{}").evaluate(new Subject(interaction, null));

    assertThat(score.passed()).isEqualTo(passed);
    assertThat(score.failureMode().map(FailureMode::name).orElse(null)).isEqualTo(mode);
    assertThat(String.valueOf(score.explanation())).doesNotContain("\u001b");
  }

  @Test
  void finishReason_listed_passes() {
    Interaction interaction = Interaction.builder().output("x").finishReason("tool_use").build();
    BoundEvaluator finish = bind("finish-reason", "{\"allowed\": [\"stop\", \"tool_calls\"]}");

    assertThat(((Score.Scored) finish.evaluate(new Subject(interaction, null))).passed()).isTrue();
    assertThat(finish.evaluate(took(1))).isEqualTo(Score.unscored("needs a finish reason"));
  }

  private static Subject streamed(Double latency, Double ttft, Long tokens) {
    return new Subject(
        Interaction.builder()
            .output("x")
            .latencyMillis(latency)
            .ttftMillis(ttft)
            .usage(new Usage(7L, tokens, null, null, null))
            .build(),
        null);
  }

  @Test
  void latency_notMeasured_isUnscored() {
    Score score = bind("latency", "{}").evaluate(new Subject(Interaction.ofOutput("x"), null));
    assertThat(score).isEqualTo(Score.unscored("needs a latency"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"max\": \"2s\"}', 2000",
    "'{\"max\": \"800ms\"}', 800",
    "'{\"max\": \"1.5 m\"}', 90000",
    "'{\"max\": \"1h\"}', 3600000",
    "'{\"max\": 300}', 300",
    "'{\"threshold\": 300}', 300",
  })
  void latency_limit_isTheThresholdInMillisecondsAndIncluded(String parameters, double limit) {
    BoundEvaluator latency = bind("latency", parameters);
    assertThat(latency.threshold()).hasValue(limit);
    assertThat(latency.evaluate(took(limit))).isEqualTo(Score.of(limit).withPassed(true));
    assertThat(latency.evaluate(took(limit + 1))).isEqualTo(Score.of(limit + 1).withPassed(false));
    assertThat(latency.definition().failureMode()).isEqualTo(FailureMode.SLOW);
  }

  @Test
  void latency_limit_doesNotChangeTheVersion() {
    assertThat(bind("latency", "{\"max\": \"2s\"}").version())
        .isEqualTo(bind("latency", "{}").version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"soon\"", "\"2 days\"", "\"-1s\"", "-1", "true", "[]", "\"\""})
  void latency_limitThatIsNoDuration_saysWhatIsOne(String max) {
    assertThatThrownBy(() -> bind("latency", "{\"max\": " + max + "}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("latency.max: ")
        .hasMessageContaining("(expected: a duration such as 800ms");
  }

  @Test
  void latency_twoLimits_isAnError() {
    assertThatThrownBy(() -> bind("latency", "{\"max\": \"1s\", \"threshold\": 5}"))
        .hasMessage("latency: max and threshold (expected: one of them)");
  }

  @Test
  void cost_reported_isTheAmount() {
    BoundEvaluator cost = bind("cost", "{\"max\": 0.05}");
    assertThat(cost.evaluate(costing(0.05))).isEqualTo(Score.of(0.05).withPassed(true));
    assertThat(cost.evaluate(costing(0.06))).isEqualTo(Score.of(0.06).withPassed(false));
  }

  @Test
  void cost_notReported_isUnscored() {
    assertThat(bind("cost", "{}").evaluate(took(5)))
        .isEqualTo(Score.unscored("needs a cost in the usage"));
  }

  @Test
  void cost_limitThatIsNoNumber_isAnError() {
    assertThatThrownBy(() -> bind("cost", "{\"max\": \"5 cents\"}"))
        .hasMessage("cost.max: \"5 cents\" (expected: a number of at least 0)");
  }

  private static Subject took(double millis) {
    return new Subject(Interaction.builder().output("x").latencyMillis(millis).build(), null);
  }

  private static Subject costing(double cost) {
    Usage usage = new Usage(null, null, null, null, cost);
    return new Subject(Interaction.builder().output("x").usage(usage).build(), null);
  }

  private static BoundEvaluator bind(String name, String parameters) {
    return EvaluatorRegistry.of(new OperationEvaluators().evaluators())
        .bind(
            EvaluatorSpec.of(name, (ObjectNode) Json.parse(parameters, "test", 1)),
            new EvaluatorContext(Path.of("."), EmbeddingModels.of()));
  }
}
