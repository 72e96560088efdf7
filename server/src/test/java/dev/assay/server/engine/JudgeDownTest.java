package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.evaluation.ScriptedJudge;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A judge that is down for an hour holds up nothing but its own work. */
@Timeout(300)
class JudgeDownTest {

  private static final String JUDGED =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      traces: {idle: 100ms, rootless: 200ms}
      models:
        judge:
          {model: "openai:scripted", base_url: "%s", max_retries: 0, timeout: 5s, circuit_open_for: 2s}
      evaluators:
        - refusal
        - judge: {criteria: It is right., threshold: 3, samples: 1, model: judge}
      sampling: {rate: 1}
      evaluation: {expire_after: %s}
      """;

  @TempDir private Path folder;

  @Test
  void judgeDownForAnHour_workWaitsVisibly_andIsDoneOnceItIsBack() throws Exception {
    try (ScriptedJudge judge = new ScriptedJudge((request, exchange) -> exchange.reply(503, "{}"));
        ServedEngine served = ServedEngine.open(folder, JUDGED.formatted(judge.url(), "1d"))) {
      send(served, 0, 6);
      served.interactions(6);
      until(served, "assay_evaluation_waiting", 6);
      for (int minutes = 0; minutes < 60; minutes += 10) {
        served.pass(Duration.ofMinutes(10));
        // What comes meanwhile is taken, told and looked at by who needs no judge.
        send(served, 6 + minutes / 10, 1);
        served.interactions(7 + minutes / 10);
      }
      until(served, "assay_evaluation_waiting", 12);
      assertThat(served.metric("assay_evaluation_oldest_seconds")).isGreaterThanOrEqualTo(3_600);
      assertThat(served.metric("assay_evaluation_expired_total")).isZero();
      assertThat(served.metric("assay_evaluation_dead_total")).isZero();
      assertThat(served.metric("assay_pipeline_lag_bytes")).isZero();
      assertThat(evaluations(served, "refusal")).isEqualTo(12);
      assertThat(evaluations(served, "judge")).isZero();
      assertThat(judge.requests()).as("a dead judge is left alone").isLessThan(60);
      assertThat(served.engine().awaitEvaluated(Duration.ofMillis(200))).isFalse();

      judge.script((request, exchange) -> exchange.grade(4));
      // The client's own circuit closes by the machine's time.
      long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (evaluations(served, "judge") < 12) {
        assertThat(System.nanoTime()).isLessThan(until);
        served.pass(Duration.ofMinutes(6));
        Thread.sleep(250);
      }
      until(served, "assay_evaluation_waiting", 0);
      assertThat(served.engine().awaitEvaluated(Duration.ofSeconds(30))).isTrue();
      assertThat(served.metric("assay_evaluation_done_total")).isEqualTo(12);
    }
  }

  @Test
  void judgeDownForLongerThanWorkMayWait_expiresIt_andSaysSo() throws Exception {
    try (ScriptedJudge judge = new ScriptedJudge((request, exchange) -> exchange.reply(503, "{}"));
        ServedEngine served = ServedEngine.open(folder, JUDGED.formatted(judge.url(), "30m"))) {
      send(served, 0, 3);
      served.interactions(3);
      until(served, "assay_evaluation_waiting", 3);
      served.pass(Duration.ofMinutes(31));
      until(served, "assay_evaluation_expired_total", 3);
      JsonNode said =
          served.await(
              "/api/v1/evaluations?evaluator=judge", json -> json.path("items").size() == 3);
      assertThat(said.toString()).contains("unscored").contains("waited");
      assertThat(served.metric("assay_evaluation_waiting")).isZero();
      judge.script((request, exchange) -> exchange.grade(4));
      served.pass(Duration.ofMinutes(6));
      send(served, 3, 1);
      until(served, "assay_evaluation_done_total", 1);
    }
  }

  private static int evaluations(ServedEngine served, String by) throws Exception {
    return served.json("/api/v1/evaluations?limit=1000&evaluator=" + by).path("items").size();
  }

  private static void send(ServedEngine served, int first, int many) throws Exception {
    assertThat(
            served
                .post("/v1/traces", Exports.calls(first, many, served.clock().instant()))
                .statusCode())
        .isEqualTo(200);
  }

  private static void until(ServedEngine served, String metric, double value) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (served.metric(metric) != value) {
      assertThat(System.nanoTime())
          .as(metric + " is " + served.metric(metric) + " instead of " + value)
          .isLessThan(until);
      Thread.sleep(50);
    }
  }
}
