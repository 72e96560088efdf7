package dev.assay.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetWriter;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import dev.assay.server.engine.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A small server whose every text is an attack. */
final class HostileServer implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      log: error
      redaction: {detectors: off, users: keep}
      traces: {complete: 50ms, idle: 200ms, rootless: 500ms}
      slices: [{by: feature, limit: 500}, prompt_template, model, "tag:segment"]
      evaluators:
        - refusal
        - constraints: {tame: {contains-none: [owned]}}
          name: tame
        - grounding: {sampled: true, share: 0.3, cost: 0}
      sampling: {rate: 1, rules: []}
      evaluation: {concurrency: 32}
      spot_checks: {evaluator: grounding, by: feature, n: 20}
      schedules:
        - {name: attacked, suite: data/suite.yaml, cron: "30 2 * * *"}
      monitors:
        - name: failed
          immediate: {mode: error, most: 1, per: 1h}
          group_by: [feature]
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> texts = read();
  private final Engine engine;

  HostileServer(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    dataset(Files.createDirectories(data.resolve("datasets")));
    suite(data);
    engine = Servers.started(folder, data, CONFIGURATION);
  }

  private static List<String> read() {
    try (InputStream in =
        Objects.requireNonNull(HostileServer.class.getResourceAsStream("hostile.json"))) {
      List<String> texts = new ArrayList<>();
      Json.parse(Json.decode(in.readAllBytes(), "hostile.json"), "hostile.json", 1)
          .forEach(each -> texts.add(each.stringValue()));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void dataset(Path folder) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      examples.add(
          Example.builder("attack-" + i, Partition.ADVERSARIAL, text).expected(text).build());
    }
    DatasetWriter.write(new Dataset("attacks", null, examples), folder.resolve("attacks.jsonl"));
  }

  // Answers to an attack with the next one; all of them fail.
  private void suite(Path folder) throws IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int i = 0; i < texts.size(); i++) {
      String next = texts.get((i + 1) % texts.size());
      rows.writeBytes(Json.writeUtf8(Json.object().put("id", "attack-" + i).put("output", next)));
      rows.write('\n');
    }
    Files.write(folder.resolve("outputs.jsonl"), rows.toByteArray());
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        name: attacked
        description: <img src=x onerror="owned=1"> "all" of them
        dataset: datasets/attacks.jsonl
        target: {recorded: outputs.jsonl}
        evaluators: [exact-match]
        """);
  }

  /** Runs the suite over all of them; gives the run's name. */
  String run() {
    post("/api/v1/schedules/attacked/start", Json.object().put("change", texts.get(0)));
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    JsonNode last = Json.object();
    while (!last.has("ended_at") && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      last = get("/api/v1/schedules").path("items").path(0).path("last_run");
    }
    return Path.of(last.path("run").asString("")).getFileName().toString();
  }

  /** The attacks. */
  List<String> texts() {
    return texts;
  }

  URI http() {
    return engine.http();
  }

  /** Sends all of them, and waits until they are stored and evaluated. */
  void send() {
    Instant at = Instant.now().minusSeconds(120);
    post("/v1/traces", HostileTraffic.traces(texts, at));
    post("/api/v1/interactions", HostileTraffic.interactions(texts, at.plusSeconds(60)));
    post("/v1/logs", HostileTraffic.opinions(texts, at));
    post("/api/v1/signals", HostileTraffic.signals(texts));
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!settled() && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean settled() {
    try {
      return engine.pipeline().progress().lagBytes() == 0
          && engine.awaitStored(Duration.ofMillis(100))
          && engine.store().records().openWork(1).isEmpty()
          && get("/api/v1/estimates?measure=count")
                  .path("estimates")
                  .path(0)
                  .path("interactions")
                  .asLong(0)
              == 2L * texts.size();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  JsonNode get(String path) {
    return send(HttpRequest.newBuilder(http().resolve(path)).build());
  }

  JsonNode post(String path, JsonNode body) {
    return send(
        HttpRequest.newBuilder(http().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.writeUtf8(body)))
            .build());
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      return Json.parse(answer.body(), request.uri().getPath(), 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
