package dev.assay.core.evaluator.structure;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionCallTest {

  private static final String FUNCTIONS =
      "functions=[{type: function, function: {name: search, parameters: {type: object, required:"
          + " [query], properties: {query: {type: string}, limit: {type: integer}},"
          + " additionalProperties: false}}}, {name: now}]";
  private static final String CALL = "function-call(" + FUNCTIONS + ")";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"search\",\"arguments\":{\"query\":\"x\"}} | true",
        "{\"name\":\"search\",\"arguments\":\"{\\\"query\\\":\\\"x\\\"}\"} | true",
        "{\"function\":{\"name\":\"search\",\"arguments\":{\"query\":\"x\",\"limit\":2}}} | true",
        "{\"tool_calls\":[{\"function\":{\"name\":\"now\",\"arguments\":\"{}\"}}]} | true",
        "[{\"name\":\"now\"},{\"name\":\"search\",\"arguments\":{\"query\":\"x\"}}] | true",
        "{\"name\":\"search\",\"arguments\":{}} | false",
        "{\"name\":\"search\",\"arguments\":{\"query\":1}} | false",
        "{\"name\":\"search\",\"arguments\":{\"query\":\"x\",\"other\":1}} | false",
        "{\"name\":\"search\",\"arguments\":\"not json\"} | false",
        "{\"name\":\"serch\",\"arguments\":{\"query\":\"x\"}} | false",
        "{\"answer\":42} | false",
        "[] | false",
        "just text | false",
      })
  void evaluate_output_isChecked(String output, boolean passed) {
    assertThat(scored(CALL, output).passed()).as(output).isEqualTo(passed);
  }

  @Test
  void evaluate_toolCalls_comeBeforeTheOutput() {
    Interaction interaction =
        Interaction.builder()
            .output("Found it.")
            .toolCalls(
                List.of(
                    new ToolCall("search", Json.object().put("query", "x"), null, null),
                    new ToolCall("search", Json.object().put("query", 3), null, null)))
            .build();
    Score.Scored score = (Score.Scored) bind(CALL).evaluate(new Subject(interaction, null));
    assertThat(score.value()).isEqualTo(0.5);
    assertThat(score.passed()).isFalse();
    assertThat(score.explanation()).startsWith("search: /query ");
    assertThat(score.evidence().get("calls")).hasSize(2);
  }

  @Test
  void evaluate_unknownFunction_offersTheNearest() {
    assertThat(scored(CALL, "{\"name\":\"serch\",\"arguments\":{}}").explanation())
        .startsWith("unknown function serch")
        .contains("search");
  }

  @Test
  void evaluate_noCall_failsUnlessNoneIsRequired() {
    assertThat(scored(CALL, "{\"a\":1}").explanation()).isEqualTo("no function call");
    assertThat(scored("function-call(required=false, " + FUNCTIONS + ")", "text").passed())
        .isTrue();
  }

  @Test
  void bind_wrongFunctions_areRefused() {
    assertThatThrownBy(() -> bind("function-call(functions=[])"))
        .hasMessageContaining("a list of functions {name, parameters}");
    assertThatThrownBy(() -> bind("function-call(functions=[{parameters: {}}])"))
        .hasMessageContaining("function-call.functions[0]");
    assertThatThrownBy(() -> bind("function-call(functions=[{name: a}, {name: a}])"))
        .hasMessageContaining("each function once");
    assertThatThrownBy(() -> bind("function-call(functions=[{name: a, parameters: {type: 3}}])"))
        .hasMessageContaining("function-call.functions[0].parameters");
  }
}
