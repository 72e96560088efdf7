package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.evaluation.ScriptedJudge;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** People judge by the same words as the judge that they are held against. */
@Timeout(300)
class ReviewGuidelineTest {

  private static final String JUDGED =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      traces: {idle: 100ms, rootless: 200ms}
      models:
        judge: {model: "openai:scripted", base_url: "%s", max_retries: 0, timeout: 5s}
      evaluators:
        - refusal
        - judge:
            criteria: Does it name <b>the days</b>?
            anchors: {1: "No day, or a wrong one.", 2: "About right.", 3: "Right & complete."}
            threshold: 3
            samples: 1
            model: judge
      sampling: {rate: 1}
      """;

  @TempDir private Path folder;

  @Test
  void criteriaAndAnchors_standBesideTheItem_asText_andTheScoreDoesNot() throws Exception {
    // Both decisions: else nobody knows where the threshold is.
    AtomicInteger calls = new AtomicInteger();
    try (ScriptedJudge judge =
            new ScriptedJudge(
                (request, exchange) -> exchange.grade(calls.incrementAndGet() % 2 == 0 ? 3 : 2));
        ServedEngine served = ServedEngine.open(folder, JUDGED.formatted(judge.url()))) {
      served.post("/v1/traces", Exports.calls(0, 4, served.clock().instant()));
      served.interactions(4);
      served.await("/api/v1/evaluations?evaluator=judge", json -> json.path("items").size() == 4);

      String page = served.get("/ui/review/near-threshold?evaluator=judge&last=7d").body();
      assertThat(page)
          .contains("What it is judged by")
          .contains("Does it name &lt;b&gt;the days&lt;/b&gt;?")
          .contains("<dt>1</dt><dd>No day, or a wrong one.</dd>")
          .contains("<dt>3</dt><dd>Right &amp; complete.</dd>")
          .contains("data-key=\"2\"")
          .doesNotContain("What others made of it");
      assertThat(served.get("/ui/review/near-threshold?evaluator=refusal&last=7d").body())
          .doesNotContain("What it is judged by");

      JsonNode items = served.json("/api/v1/evaluators").path("items");
      assertThat(items.at("/0").has("guideline")).isFalse();
      assertThat(items.at("/1/guideline/questions/0/grades/2/meaning").asString())
          .isEqualTo("Right & complete.");
    }
  }
}
