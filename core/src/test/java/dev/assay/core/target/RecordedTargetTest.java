package dev.assay.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RecordedTargetTest extends TargetContract {

  @Override
  String kind() {
    return "recorded";
  }

  @Override
  JsonNode echo() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      rows.append("{\"id\": \"e" + i + "\", \"output\": \"text " + i + "\"}\n");
    }
    return file(rows.toString());
  }

  @Test
  void aRow_isAWholeInteractionAndIsNeverCached() throws Exception {
    JsonNode config =
        file("{\"id\": 7, \"output\": \"x\", \"context\": [\"p\"], \"latency_ms\": 5}");
    try (OpenTarget target = Requests.open("recorded", config, folder)) {
      assertThat(target.cacheable()).isFalse();
      var answer = target.target().call(request("7", 0));
      assertThat(answer.context()).hasSize(1);
      assertThat(answer.latencyMillis()).isEqualTo(5);
    }
  }

  @Test
  void aMissingRow_isAFailureOfItsOwnKind() throws Exception {
    try (OpenTarget target = Requests.open("recorded", echo(), folder)) {
      assertThatThrownBy(() -> target.target().call(request("e99", 0)))
          .isInstanceOfSatisfying(
              TargetException.class, e -> assertThat(e.kind()).isEqualTo("not_recorded"))
          .hasMessage("outputs.jsonl has no row for e99");
    }
  }

  @Test
  void rowsWithARepeat_answerThatRepetition() throws Exception {
    JsonNode config =
        file(
            """
            {"id": "a", "repeat": 0, "output": "x"}
            {"id": "a", "repeat": 1, "output": "y"}
            """);
    try (OpenTarget target = Requests.open("recorded", config, folder)) {
      assertThat(target.target().call(request("a", 1)).output()).isEqualTo("y");
      assertThatThrownBy(() -> target.target().call(request("a", 2)))
          .isInstanceOf(TargetException.class);
    }
  }

  @Test
  void aJournal_canBeNamedAsWell() throws Exception {
    JsonNode config =
        file("{\"example_id\": \"a\", \"repeat\": 0, \"output\": \"x\", \"verdict\": \"pass\"}\n");
    try (OpenTarget target = Requests.open("recorded", config, folder)) {
      assertThat(target.target().call(request("a", 0)).output()).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"a","output":"x"}%{"id":"b","output":"x"}%{"id":"a","output":"y"} | outputs.jsonl:3: id: a (expected: unique; line 1 has it already)
          {"id":"a","output":"x"}%nonsense | outputs.jsonl:2
          {"id":"a","output":"x","contxt":[]} | did you mean context?
          {"output":"x"} | id
          {"id":"a"} | output
          ["a"] | an object
          %% | at least one row
          """)
  void rowsThatCannotBeUsed_areRefusedWithTheirLine(String rows, String message)
      throws IOException {
    JsonNode config = file(rows.replace('%', '\n'));
    assertThatThrownBy(() -> Requests.open("recorded", config, folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void invalidUtf8AndMissingFiles_areRefused() throws IOException {
    Files.write(folder.resolve("outputs.jsonl"), new byte[] {'{', (byte) 0xff, '}'});
    assertThatThrownBy(() -> Requests.open("recorded", Requests.text("outputs.jsonl"), folder))
        .hasMessageContaining("valid UTF-8");
    assertThatThrownBy(() -> Requests.open("recorded", Requests.text("none.jsonl"), folder))
        .hasMessageContaining("a file that exists");
  }

  private JsonNode file(String rows) throws IOException {
    Files.writeString(folder.resolve("outputs.jsonl"), rows, StandardCharsets.UTF_8);
    return Requests.text("outputs.jsonl");
  }

  private static TargetRequest request(String id, int repeat) {
    return new TargetRequest(
        id, Requests.text("x"), List.of(), Json.object(), repeat, 1, Duration.ofSeconds(5));
  }
}
