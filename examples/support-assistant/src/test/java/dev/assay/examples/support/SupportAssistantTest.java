package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SupportAssistantTest {

  private static SupportAssistant assistant;

  @BeforeAll
  static void open() {
    assistant = new SupportAssistant();
  }

  @AfterAll
  static void close() {
    assistant.close();
  }

  @Test
  void call_question_answersWithContextAndSteps() {
    Interaction interaction =
        assistant.call(
            new TargetRequest(
                "x",
                Json.object(),
                List.of(
                    Message.user("Ignored"),
                    Message.user("What is the maximum file size on the Team plan?")),
                Json.object(),
                0,
                7,
                Duration.ofSeconds(1)));
    assertThat(interaction.output())
        .isEqualTo(
            "The Team plan allows uploads of files up to 100 MB each. "
                + "Let me know if I can help with anything else.");
    assertThat(interaction.context()).hasSize(5);
    assertThat(interaction.context().get(0).id()).isEqualTo("limits#file-size");
    assertThat(interaction.context())
        .extracting(Passage::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(interaction.steps()).extracting(Step::kind).containsExactly("retrieval", "compose");
    assertThat(interaction.tags()).containsEntry("stance", "answer");
  }

  @Test
  void answer_sameQuestion_sameAnswer() {
    Interaction first = assistant.answer("How do I cancel, and when does it take effect?");
    Interaction second = assistant.answer("How do I cancel, and when does it take effect?");
    assertThat(second.output()).isEqualTo(first.output());
    assertThat(second.context()).isEqualTo(first.context());
  }

  // None of these is in the dataset.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Can 8 people use the Free plan?|No. The Free plan allows up to 5 members.",
        "Can 80 people use the Team plan?|Yes. The Team plan allows up to 100 members.",
        "Is SCIM part of the Business plan?|No. SCIM provisioning of members is included in the Enterprise plan only.",
        "Is Internet Explorer supported?|No. Internet Explorer is not supported.",
        "How many spaces can I have?|A workspace can have up to 500 spaces",
      })
  void answer_yesOrNo_isWorkedOut(String question, String start) {
    assertThat(assistant.answer(question).output()).startsWith(start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "\ud800",
        "\udc00\ud800?",
        "?????????????????????????????",
        "$1 \\E \\Q ${x} {{y}} %s",
        "and and and and? and?, and, how",
        "<script>alert(1)</script>",
        "\u001b[31mred\u001b[0m",
      })
  void answer_hostileText_isAnsweredWithoutEcho(String text) {
    String output = assistant.answer(text).output();
    assertThat(output).endsWith(Stance.CLOSING).doesNotContain("<", "\u001b", "\u0000", "${");
  }

  @Test
  void answer_tenMegabytes_isRefusedAtOnce() {
    Interaction interaction = assistant.answer("a ".repeat(5_000_000));
    assertThat(interaction.tags()).containsEntry("stance", "too-long");
  }

  @Test
  void fingerprint_otherKnowledge_differs() {
    try (SupportAssistant same = open("knowledge");
        SupportAssistant stale = open("knowledge-stale")) {
      assertThat(same.fingerprint()).isEqualTo(assistant.fingerprint());
      assertThat(stale.fingerprint()).isNotEqualTo(assistant.fingerprint());
    }
  }

  @Test
  void new_wrongParameters_sayWhatWasExpected() {
    ObjectNode unknown = Json.object().put("knowlege", "knowledge");
    assertThatThrownBy(() -> new SupportAssistant(context(), unknown))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("parameter: knowlege (expected: knowledge, and no other)");
    ObjectNode number = Json.object().put("knowledge", 7);
    assertThatThrownBy(() -> new SupportAssistant(context(), number))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("knowledge: 7 (expected: a folder of Markdown files, as text)");
  }

  private static SupportAssistant open(String knowledge) {
    return new SupportAssistant(context(), Json.object().put("knowledge", knowledge));
  }

  private static TargetContext context() {
    return new TargetContext(Path.of("").toAbsolutePath(), Map.of(), 1);
  }
}
