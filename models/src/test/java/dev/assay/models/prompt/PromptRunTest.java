package dev.assay.models.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.suite.SuiteReader;
import dev.assay.models.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A suite with a prompt, run over the wire. */
@Timeout(60)
class PromptRunTest {

  private static final String ANSWER =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"model\":\"small-2026\",\"choices\":[{\"index\":0,"
          + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Thirty"
          + " days.\"}}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,"
          + "\"total_tokens\":1100,\"prompt_tokens_details\":{\"cached_tokens\":400}}}";

  @TempDir Path folder;

  @Test
  void aRun_retriesInsideTheModelKnowsItsCostsAndCachesItsOutputs() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    ScriptedServer.Step flaky =
        (request, out) ->
            (asked.getAndIncrement() % 3 == 0
                    ? ScriptedServer.reply(503, "{}", "Retry-After: 0")
                    : ScriptedServer.reply(200, ANSWER, "Content-Type: application/json"))
                .answer(request, out);
    try (ScriptedServer server = new ScriptedServer(flaky)) {
      Path suite = suite(server);
      EvaluationResult first = run(suite);
      assertThat(first.results())
          .hasSize(4)
          .allSatisfy(r -> assertThat(r.interaction().output()).isEqualTo("Thirty days."));
      // Every third request failed, and none of them failed an example or counted as a call.
      assertThat(asked.get()).isGreaterThan(4);
      assertThat(first.header().targetCalls()).isEqualTo(4);
      double each = (600 * 2 + 400 * 0.5 + 100 * 4) / 1e6;
      assertThat(first.header().usage().cost()).isCloseTo(4 * each, within(1e-12));
      assertThat(first.header().judgeUsage().cost()).isNull();
      ExampleResult result = first.results().get(0);
      assertThat(result.interaction().model()).isEqualTo("small-2026");
      assertThat(result.interaction().finishReason()).isEqualTo("stop");
      assertThat(result.interaction().promptVersion()).startsWith("sha256:");
      JsonNode sent = Json.parse(server.requests().element().body(), "request", 1);
      assertThat(sent.at("/messages/0/content").stringValue()).startsWith("Answer: question ");

      int before = asked.get();
      EvaluationResult second = run(suite);
      assertThat(asked.get()).isEqualTo(before);
      assertThat(second.header().cachedOutputs()).isEqualTo(4);
      assertThat(second.header().usage().cost()).isNull();
      assertThat(second.results().get(0).interaction().usage().cost())
          .isCloseTo(each, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{input.qestion}} | {{input.qestion}} (expected: a part that an example has, and none has this); did you mean question?",
        "{{metadata.customer}} | {{metadata.customer}} (expected: a part that an example has",
        "{{inptu.question}} | {{inptu.question}} (expected: a part of an example",
      })
  void aTemplate_thatTakesWhatNoExampleHas_failsAtItsLineBeforeTheFirstCall(
      String template, String message) throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, ANSWER))) {
      Path suite = suite(server);
      String text = Files.readString(suite);
      Files.writeString(suite, text.replace("{{input.question}}", template));

      assertThatThrownBy(() -> run(suite))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("suite.yaml:4:")
          .hasMessageContaining("target.prompt.template: " + message);
      assertThat(server.requests()).isEmpty();
      assertThat(folder.resolve("runs")).doesNotExist();
    }
  }

  @Test
  void aTemplate_thatTakesWhatOneExampleLacks_failsThatExampleOnly() throws IOException {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.reply(200, ANSWER))) {
      Path suite = suite(server);
      Path rows = folder.resolve("dataset.jsonl");
      Files.writeString(rows, Files.readString(rows).replaceFirst("question\"", "query\""));

      assertThat(run(suite).results())
          .filteredOn(r -> r.interaction().failed())
          .singleElement()
          .satisfies(r -> assertThat(r.interaction().error().kind()).isEqualTo("bad_input"));
    }
  }

  private EvaluationResult run(Path suite) {
    return Evaluation.of(SuiteReader.read(suite, List.of(), Map.of()))
        .workingDirectory(folder)
        .run();
  }

  private Path suite(ScriptedServer server) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      rows.append("{\"id\":\"d").append(i).append("\",\"partition\":\"distribution\",\"input\":");
      rows.append("{\"question\":\"question ").append(i).append("\"}}\n");
    }
    Files.writeString(folder.resolve("dataset.jsonl"), rows);
    Files.writeString(
        folder.resolve("prices.json"),
        "{\"prices\": [{\"provider\": \"openai\", \"model\": \"small\", \"input\": 2,"
            + " \"cached_input\": 0.5, \"output\": 4}]}");
    return Files.writeString(
        folder.resolve("suite.yaml"),
        String.join(
            "\n",
            "dataset: dataset.jsonl",
            "prices: prices.json",
            "models: {mine: {model: 'openai:small', base_url: '" + server.url("/v1") + "'}}",
            "target: {prompt: {model: mine, template: 'Answer: {{input.question}}'}}",
            "evaluators: [contains: {any: [days]}]",
            ""));
  }
}
