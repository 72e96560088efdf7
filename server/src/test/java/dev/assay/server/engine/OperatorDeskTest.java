package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelSettings;
import dev.assay.monitor.failure.Failure;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.evaluation.OnlineEvaluators;
import dev.assay.server.review.SpotCheckSettings;
import dev.assay.server.schedule.CronTimes;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Sample;
import dev.assay.server.store.WorkItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(300)
class OperatorDeskTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void evaluators_withoutAModel_areListedAndDegradeReadiness() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      JsonNode items = ask(engine, "/api/v1/evaluators", null).path("items");

      assertThat(items.size()).isEqualTo(2);
      assertThat(items.at("/0/name").stringValue()).isEqualTo("refusal");
      assertThat(items.at("/0/looks_at").stringValue()).isEqualTo("everything");
      assertThat(items.at("/0/judged").booleanValue()).isFalse();
      assertThat(items.at("/1/configured").booleanValue()).isFalse();
      assertThat(items.at("/1/reason").stringValue()).contains("no model");
      JsonNode ready = ask(engine, "/readyz", null);
      assertThat(ready.path("status").stringValue()).isEqualTo("ready");
      assertThat(ready.toString())
          .contains(
              "{\"name\":\"evaluation\",\"state\":\"degraded\",\"detail\":\"not configured: judge\"}")
          .contains("{\"name\":\"deliveries\",\"state\":\"ready\"}")
          .contains("{\"name\":\"schedules\",\"state\":\"ready\"}")
          .contains("{\"name\":\"emission\",\"state\":\"ready\",\"detail\":\"off\"}")
          .contains("{\"name\":\"quality export\",\"state\":\"ready\"}");
    }
  }

  @Test
  void deadWork_retried_waitsAgainAndIsInTheAuditLog() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      engine.store().commit(Batch.builder().put(dead(1)).put(dead(2)).build());
      String body = "{\"interactions\":[\"" + Sample.key(1).id() + "\"],\"note\":\"key renewed\"}";

      assertThat(ask(engine, "/api/v1/work/retry", body).path("retried").intValue()).isEqualTo(1);

      assertThat(engine.store().records().deadWork(10))
          .extracting(each -> each.interaction().id())
          .containsExactly(Sample.key(2).id());
      AuditEntry entry = engine.store().records().audit(PageRequest.first(1)).items().get(0);
      assertThat(entry.action() + ": " + entry.detail()).isEqualTo("work.retry: key renewed");
    }
  }

  private static WorkItem dead(int i) {
    return new WorkItem(
        Sample.key(i), "gone", "1", WorkItem.State.DEAD, 5, 0.5, NOW, NOW, null, "cut off");
  }

  @Test
  void listener_afterACommit_hearsOfCasesAndCounts() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.http().getPort())) {
        socket.setSoTimeout(60_000);
        String request =
            "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        until(lines, ": listening");
        Failure failure =
            new Failure(
                "i-1", "shop", "refunds", FailureMode.INCORRECT, NOW, 1, "judge", "Q", "A", null);
        engine
            .pipeline()
            .change(
                deeds -> {
                  deeds.cases().add(List.of(failure));
                  return true;
                })
            .join();

        JsonNode told = until(lines, "event: case");
        assertThat(told.path("status").stringValue()).isEqualTo("new");
        assertThat(told.path("failure_mode").stringValue()).isEqualTo("incorrect");
        assertThat(told.has("examples")).isFalse();
        JsonNode counts = until(lines, "event: counts");
        assertThat(counts.path("interactions").longValue()).isZero();
        assertThat(counts.at("/evaluation/waiting").longValue()).isZero();
      }
    }
  }

  private static JsonNode until(BufferedReader lines, String expected) throws IOException {
    String line = lines.readLine();
    while (!line.equals(expected)) {
      line = lines.readLine();
    }
    String next = lines.readLine();
    return next.startsWith("data: ") ? Json.parse(next.substring(6), "event", 1) : Json.object();
  }

  @Test
  void spotChecks_oneJudge_areOfThatOne() {
    ModelSettings key =
        ModelSettings.ofEnvironment(
            Map.of("OPENAI_API_KEY", "sk-0123456789abcdefghij", "ASSAY_JUDGE_MODEL", "openai:m"));
    SpotCheckSettings open = SpotCheckSettings.of(CronTimes.of("0 7 * * 1", ZoneOffset.UTC), null);
    try (ChatModels chats = ChatModels.installed(key)) {
      assertThat(Parts.judging(open, bind(chats, "refusal", "polite")).evaluator())
          .isEqualTo("polite");
      assertThat(Parts.judging(open, bind(chats, "polite", "helpful")).evaluator()).isNull();
      assertThat(Parts.judging(open, bind(chats, "refusal")).evaluator()).isNull();
      assertThat(Parts.judging(open.withEvaluator("other"), bind(chats, "polite")).evaluator())
          .isEqualTo("other");
    }
  }

  private static OnlineEvaluators bind(ChatModels chats, String... names) {
    return OnlineEvaluators.bind(
        List.of(names).stream()
            .map(
                name -> new MonitoredEvaluator(spec(name), !name.equals("refusal"), "judges", 1, 0))
            .toList(),
        EvaluatorRegistry.installed(),
        new EvaluatorContext(Path.of(""), EmbeddingModels.of(), chats));
  }

  private static EvaluatorSpec spec(String name) {
    return name.equals("refusal")
        ? EvaluatorSpec.of(name)
        : EvaluatorSpec.of("judge", Json.object().put("criteria", "It helps.")).named(name);
  }

  private JsonNode ask(Engine engine, String path, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(engine.http() + path));
    if (body != null) {
      request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
    }
    return Json.parse(client.send(request.build(), BodyHandlers.ofString()).body(), path, 1);
  }

  private Engine open() throws IOException {
    Path config = folder.resolve("assay.yaml");
    Files.writeString(
        config,
        """
        http: {host: 127.0.0.1, port: 0}
        grpc: off
        evaluators:
          - refusal
          - judge: {criteria: It helps.}
        """);
    return Engine.open(
        ServerConfigReader.read(
            config, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
        new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
  }
}
