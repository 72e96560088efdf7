package dev.assay.models.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.json.Json;
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
