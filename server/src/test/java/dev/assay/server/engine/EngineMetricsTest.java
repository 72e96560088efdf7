package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EngineMetricsTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Engine engine;

  @BeforeEach
  void open() throws Exception {
    Path file = folder.resolve("assay.yaml");
    Files.writeString(
        file,
        """
        http: {host: 127.0.0.1, port: 0}
        grpc: {host: 127.0.0.1, port: 0}
        evaluators:
          - refusal: {sampled: true}
        sampling: {rate: 1}
        redaction: {content: [{feature: silent, keep: false}]}
        evaluation:
          emit: {endpoint: "http://127.0.0.1:9"}
        deliveries:
          - {name: ops, type: webhook, url: "http://127.0.0.1:9", secret: sixteen bytes or more}
        """);
    engine =
        Engine.open(
            ServerConfigReader.read(
                file, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
            new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
    engine.start();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatIsTakenAndDropped_isCountedByReason_andTheDelaysAreMeasured() throws Exception {
    post(
        """
        {"interactions": [
          {"id": "i1", "started_at": "%1$s", "app": "shop", "user": "ada",
           "messages": [{"role": "user", "text": "My mail is ada@example.com"}],
           "output": "Noted."},
          {"id": 7}]}
        """
            .formatted(Clock.systemUTC().instant()));
    String told = await(text -> text.contains("assay_pipeline_interactions_total 1.0"));
    assertThat(told)
        .contains("assay_api_accepted_total 1.0")
        .contains("assay_api_rejected_total 1.0")
        .contains("assay_redaction_replaced_total{kind=\"email\"}")
        .contains("assay_acknowledgement_seconds_count{door=\"rest\"} 1")
        .contains("assay_acknowledgement_seconds_count{door=\"otlp\"} 0")
        .containsPattern("assay_journal_force_seconds_count [1-9]")
        .contains("assay_evaluation_done_total{evaluator=\"refusal\"}")
        .contains("assay_delivery_waiting{channel=\"ops\"} 0.0")
        .contains("assay_emission_waiting")
        .contains("assay_access_refused_total 0.0");
    await(text -> number(text, "assay_windows_behind_seconds") < 5);
  }

  @Test
  void documentation_hasEachMetricAndNoOther() throws Exception {
    Set<String> shown = new TreeSet<>();
    Matcher type = Pattern.compile("# TYPE (assay_\\S+)").matcher(scrape());
    while (type.find()) {
      if (!type.group(1).startsWith("assay_estimate_")) {
        shown.add(type.group(1));
      }
    }
    // Kinds turn up when something of theirs happens.
    shown.add("assay_redaction_replaced_total");
    shown.add("assay_redaction_dropped_total");
    shown.add("assay_evaluation_circuit_open");
    Set<String> documented = new TreeSet<>();
    String text = Files.readString(DOCUMENT);
    Matcher row = Pattern.compile("(?m)^\\| `(assay_\\w+)").matcher(text);
    while (row.find()) {
      documented.add(row.group(1));
    }
    assertThat(documented).isEqualTo(shown);
  }

  private static double number(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private String await(Predicate<String> condition) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      String text = scrape();
      if (condition.test(text)) {
        return text;
      }
      assertThat(System.nanoTime()).as(text).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private String scrape() throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(engine.http() + "/metrics")).build(),
            BodyHandlers.ofString())
        .body();
  }

  private void post(String body) throws Exception {
    client.send(
        HttpRequest.newBuilder(URI.create(engine.http() + "/api/v1/interactions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.discarding());
  }
}
