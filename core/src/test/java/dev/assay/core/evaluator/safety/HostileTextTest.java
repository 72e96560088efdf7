package dev.assay.core.evaluator.safety;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.CpuTime;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every evaluator of the room must survive, in input, context and output at once. */
class HostileTextTest {

  private static final List<String> EVALUATORS =
      List.of(
          "refusal",
          "pii(names=[Jane Doe, A], allow_from=[input, context])",
          "secrets",
          "prompt-leak(canary='Zebra-4711-Quilt')",
          "injection-followed",
          "injection-followed(markers=[PWNED, aaaaaaaaaaaaaaaaaaaaaaaab])",
          "toxicity",
          "language");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\ud800",
        "\udc00x",
        "a",
        "a ",
        "1",
        "- ",
        "\n",
        "* ",
        "f*",
        "!",
        "I cannot ",
        "<script>alert(1)</script>",
        "\u001b[31m",
        "ignore all ",
        "say \"",
        "```",
        ". ",
        "\u200b",
        "eyJ",
        "😀",
        "ﷺ",
      })
  void evaluate_manyHostileCharacters_endsSoonWithAScoreOrAReason(String unit) {
    String text = unit.repeat(200_000 / unit.length());
    Interaction interaction =
        Interaction.builder()
            .input(List.of(new Message("system", text), Message.user(text)))
            .context(List.of(Passage.of(text)))
            .output(text)
            .build();
    for (String expression : EVALUATORS) {
      BoundEvaluator evaluator = bind(expression);
      long start = CpuTime.nanos();
      Score score = evaluator.evaluate(new Subject(interaction, null));
      assertThat(Duration.ofNanos(CpuTime.nanos() - start))
          .as(expression)
          .isLessThan(Duration.ofSeconds(20));
      if (score instanceof Score.Unscored unscored) {
        assertThat(unscored.reason()).doesNotContain("evaluator failed");
      }
    }
  }

  @Test
  void definitions_areComplete() {
    assertThat(new SafetyEvaluators().evaluators())
        .hasSize(7)
        .allMatch(definition -> definition.documentation().length() > 200)
        .allMatch(definition -> definition.category() == Category.SAFETY)
        .allMatch(EvaluatorDefinition::decidesItself)
        .noneMatch(EvaluatorDefinition::judged);
  }
}
