package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing comes any more: monitors go on looking, or nobody would be told of the silence. */
@Timeout(120)
class SilenceTest {

  private static final String CONFIG =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      traces: {idle: 100ms, rootless: 200ms}
      evaluators:
        - contains: {any: ["order"], name: named}
      sampling: {rate: 1}
      monitors:
        - name: format
          immediate: {evaluator: named, most: 1, per: 1h, quiet: 1h}
      """;

  @TempDir private Path folder;

  @Test
  void alertWithoutFurtherTraffic_isResolvedAfterItsQuietTime() throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, CONFIG)) {
      Instant real = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
      send(served, List.of(Exports.call(1, "conv-1", "Where is it?", "I do not know.", real)));
      served.interactions(1);
      served.await("/api/v1/alerts?open=true", json -> json.path("items").size() == 1);
      for (int i = 0; i < 5; i++) {
        served.pass(Duration.ofMinutes(20));
        Thread.sleep(300);
      }
      served.await("/api/v1/alerts?open=true", json -> json.path("items").isEmpty());
    }
  }

  private static void send(ServedEngine served, List<String> spans) throws Exception {
    HttpResponse<String> answer = served.post("/v1/traces", Exports.of(spans));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
  }
}
