package dev.assay.core.evaluator.safety;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiiTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email|Write to jane.doe@corp.io|jane.doe@corp.io",
        "phone|Call +49 30 901820|901820",
        "card|Pay with 4111 1111 1111 1111|1111 1111 1111",
        "iban|Send it to DE89 3704 0044 0532 0130 00|3704 0044",
        "ssn|SSN 123-45-6789|123-45-6789",
        "ip|From 93.184.216.34|93.184.216.34",
      })
  void evaluate_personalData_failsMasked(String kind, String output, String secret) {
    Score.Scored score = scored("pii", output);
    assertThat(score.value()).isZero();
    assertThat(score.passed()).isFalse();
    assertThat(score.evidence().at("/found/0/kind").asString()).isEqualTo(kind);
    assertThat(score.evidence().at("/counts/" + kind).intValue()).isEqualTo(1);
    assertThat(score.explanation()).doesNotContain(secret);
    assertThat(Json.write(score.evidence())).doesNotContain(secret);
    assertThat(scored("pii(kinds=" + kind + ")", output).passed()).isFalse();
  }

  @Test
  void evaluate_clean_passes() {
    Score.Scored score = scored("pii", "The Pro plan costs $16 a month since 2024-01-15.");
    assertThat(score.value()).isEqualTo(1);
    assertThat(score.passed()).isTrue();
    assertThat(score.evidence()).isEmpty();
  }

  @Test
  void evaluate_names_areFoundInAnyCaseAndAccent() {
    String names = "pii(names=[Zoë Müller, May])";
    assertThat(scored(names, "Ask zoe  MULLER.").explanation()).contains("name ");
    assertThat(scored(names, "Zoe and Muller").passed()).isTrue();
    assertThat(scored(names, "You may ask.").passed()).isTrue();
    assertThat(scored(names, "Ask May.").passed()).isFalse();
    assertThat(scored(names, "Mayor").passed()).isTrue();
  }

  @Test
  void evaluate_namesFile_countsAndIsPartOfTheVersion(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("names.txt"), "# staff\nJane Doe\n\n");
    BoundEvaluator first = bound("pii(names_file=names.txt)", directory);
    assertThat(first.evaluate(answer("Jane Doe said so.")))
        .isInstanceOfSatisfying(Score.Scored.class, s -> assertThat(s.passed()).isFalse());
    Files.writeString(directory.resolve("names.txt"), "John Doe\n");
    assertThat(bound("pii(names_file=names.txt)", directory).version())
        .isNotEqualTo(first.version());
  }

  @Test
  void evaluate_allowed_isLetThrough() {
    String allow = "pii(allow=[\"*@example.com\", \"+1 415*\"])";
    assertThat(scored(allow, "Write to help@example.com or call +1 415 555 2671").passed())
        .isTrue();
    assertThat(scored(allow, "Write to help@example.org").passed()).isFalse();
  }

  @Test
  void evaluate_allowFrom_letsTheUsersOwnDataThrough() {
    Interaction interaction =
        Interaction.builder()
            .input(List.of(Message.user("I am jane@corp.io")))
            .context(List.of(Passage.of("Desk: desk@corp.io")))
            .output("Hello JANE@corp.io, write to desk@corp.io")
            .build();
    Subject subject = new Subject(interaction, null);
    assertThat(passed("pii", subject)).isFalse();
    assertThat(passed("pii(allow_from=input)", subject)).isFalse();
    assertThat(passed("pii(allow_from=[input, context])", subject)).isTrue();
  }

  @Test
  void bind_mistakes_areNamed() {
    assertThatThrownBy(() -> bind("pii(kinds=emial)"))
        .hasMessageContaining("pii: emial (expected: one of email, phone")
        .hasMessageContaining("email");
    assertThatThrownBy(() -> bind("pii(regions=XX)")).hasMessageContaining("pii.regions: XX");
    assertThatThrownBy(() -> bind("pii(allow_from=output)"))
        .hasMessageContaining("pii.allow_from: output (expected: input or context)");
    assertThatThrownBy(() -> bind("pii(names_file=none.txt)"))
        .hasMessageContaining("pii.names_file: none.txt (expected: a readable file in UTF-8)");
  }

  private static boolean passed(String expression, Subject subject) {
    Score score = bind(expression).evaluate(subject);
    return Boolean.TRUE.equals(((Score.Scored) score).passed());
  }

  private static BoundEvaluator bound(String expression, Path directory) {
    return EvaluatorRegistry.installed()
        .bind(
            EvaluatorExpression.parse(expression).get(0),
            new EvaluatorContext(directory, EmbeddingModels.of()));
  }

  private static Subject answer(String output) {
    return new Subject(Interaction.ofOutput(output), null);
  }
}
