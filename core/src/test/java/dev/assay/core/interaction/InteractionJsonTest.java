package dev.assay.core.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class InteractionJsonTest {

  @Test
  void write_everythingKnown_isReadBackEqual() {
    Interaction interaction =
        Interaction.builder()
            .input(List.of(new Message("system", "s\u0000"), Message.user("\ud800")))
            .output("a")
            .context(List.of(Passage.of("p"), new Passage("id", "q", 0.5)))
            .toolCalls(
                List.of(
                    new ToolCall("t", Json.object().put("x", 1), Json.array().add(2), "failed")))
            .steps(List.of(new Step("llm", "n", "in", "out", 1.5, "e")))
            .usage(new Usage(1L, 2L, 3L, 4L, 0.25))
            .latencyMillis(12.5)
            .ttftMillis(3.0)
            .promptTemplate("pt")
            .promptVersion("v1")
            .model("m")
            .finishReason("stop")
            .conversation("c")
            .tag("k", "v")
            .build();
    ObjectNode json = InteractionJson.write(interaction);
    assertThat(json.propertyNames()).isSubsetOf(InteractionJson.FIELDS);
    assertThat(InteractionJson.read(parse(Json.write(json)))).isEqualTo(interaction);
  }

  @Test
  void write_aFailure_isReadBackEqual() {
    Interaction failure = Interaction.ofError("timeout", "after 30 s");
    assertThat(InteractionJson.read(InteractionJson.write(failure))).isEqualTo(failure);
    assertThat(failure.failed()).isTrue();
  }

  @Test
  void write_nothingKnown_isAnEmptyObject() {
    assertThat(InteractionJson.write(Interaction.builder().build())).isEmpty();
    assertThat(InteractionJson.read(Json.object())).isEqualTo(Interaction.builder().build());
  }

  @Test
  void read_nulls_areUnknown() {
    assertThat(
            InteractionJson.read(
                parse("{\"output\":null,\"context\":null,\"usage\":null,\"latency_ms\":null}")))
        .isEqualTo(Interaction.builder().build());
  }

  @Test
  void read_otherSpellings_areUnderstood() {
    Interaction interaction =
        InteractionJson.read(
            parse(
                "{\"output\":{\"a\":1},\"context\":\"one\",\"error\":\"broken\","
                    + "\"messages\":[{\"content\":\"hi\"}],"
                    + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6},"
                    + "\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}]}"));
    assertThat(interaction.output()).isEqualTo("{\"a\":1}");
    assertThat(interaction.context()).containsExactly(Passage.of("one"));
    assertThat(interaction.error()).isEqualTo(new InteractionError("error", "broken"));
    assertThat(interaction.input()).containsExactly(Message.user("hi"));
    assertThat(interaction.usage()).isEqualTo(new Usage(5L, 6L, null, null, null));
    assertThat(interaction.toolCalls())
        .containsExactly(new ToolCall("f", Json.object().put("x", 1), null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"context\":[4]}|context[0]: 4 (expected: an object)",
        "{\"context\":[{}]}|context[0]: {} (expected: a string, or an object with",
        "{\"tool_calls\":{}}|tool_calls: {} (expected: a list)",
        "{\"tool_calls\":[{}]}|tool_calls[0].name: missing (expected: the tool's name)",
        "{\"usage\":{\"input_tokens\":\"5\"}}|usage.input_tokens: \"5\" (expected: a finite number)",
        "{\"latency_ms\":\"fast\"}|latency_ms: \"fast\" (expected: a finite number)",
        "{\"latency_ms\":1e999}|latency_ms: 1E+999 (expected: a finite number)",
        "{\"model\":[]}|model: [] (expected: a string)",
        "{\"tags\":[]}|tags: [] (expected: an object)",
      })
  void read_wrongTypes_areNamed(String json, String message) {
    assertThatThrownBy(() -> InteractionJson.read(parse(json)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refuseUnknown_offersTheNearest() {
    assertThatThrownBy(() -> InteractionJson.refuseUnknown(parse("{\"ouput\":1}"), Set.of("id")))
        .hasMessage("field: ouput (expected: a known field); did you mean output?");
    InteractionJson.refuseUnknown(parse("{\"id\":1,\"output\":2}"), Set.of("id"));
  }

  private static ObjectNode parse(String json) {
    return (ObjectNode) Json.parse(json, "f", 1);
  }
}
