package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(300)
class EngineTest {

  private static final String QUICK =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: {host: 127.0.0.1, port: 0}
      traces: {idle: 100ms, rootless: 200ms}
      evaluators:
        - refusal
        - polite: {sampled: true}
      sampling: {rate: 1}
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void traceOverHttp_isReadableThroughTheApi_andCountedAfterARestart() throws Exception {
    try (Engine engine = open(QUICK.replace("  - polite: {sampled: true}\n", ""))) {
      engine.start();
      assertThat(post(engine, "/v1/traces", spans("What is a refund?", "Money back.")).statusCode())
          .isEqualTo(200);
      JsonNode listed =
          await(engine, "/api/v1/interactions", json -> json.path("items").size() == 1);
      JsonNode first = listed.path("items").get(0);
      assertThat(first.toString()).contains("\"feature\":\"refunds\"");
      String id = first.path("id").asString("");

      String signal =
          "{\"signals\":[{\"kind\":\"thumbs_down\",\"interaction_id\":\"" + id + "\"}]}";
      HttpResponse<String> taken = post(engine, "/api/v1/signals", signal);
      assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
      JsonNode detail =
          await(engine, "/api/v1/interactions/" + id, json -> !json.path("signals").isEmpty());
      assertThat(detail.toString()).contains("Money back.").contains("refusal");
      assertThat(get(engine, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(engine, "/metrics").body()).contains("assay_pipeline_interactions_total 1.0");
      assertThat(engine.grpcPort()).isPresent();
    }
    try (Engine engine = open(QUICK.replace("  - polite: {sampled: true}\n", ""))) {
      engine.start();
      JsonNode listed =
          await(engine, "/api/v1/interactions", json -> json.path("items").size() == 1);
      assertThat(listed.path("items").size()).isEqualTo(1);
      // What was sent before changes nothing.
      post(engine, "/v1/traces", spans("What is a refund?", "Money back."));
      TimeUnit.MILLISECONDS.sleep(500);
      assertThat(get(engine, "/api/v1/interactions").body()).contains(id(listed));
    }
  }

  @Test
  void onePortForAll_takesHttpAndGrpc() throws Exception {
    String one =
        QUICK
            .replace("  - polite: {sampled: true}\n", "")
            .replace("grpc: {host: 127.0.0.1, port: 0}", "grpc: http");
    try (Engine engine = open(one)) {
      engine.start();
      int port = engine.http().getPort();
      assertThat(engine.grpcPort()).hasValue(port);
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
      try {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(chat());
        assertThat(TraceServiceGrpc.newBlockingStub(channel).export(request.build()))
            .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
      } finally {
        channel.shutdownNow();
      }
      await(engine, "/api/v1/interactions", json -> json.path("items").size() == 1);
    }
  }

  private static Span chat() {
    long now = Instant.now().toEpochMilli() * 1_000_000;
    return Span.newBuilder()
        .setTraceId(ByteString.copyFromUtf8("0123456789abcdef"))
        .setSpanId(ByteString.copyFromUtf8("01234567"))
        .setName("chat")
        .setStartTimeUnixNano(now - 1_000_000_000L)
        .setEndTimeUnixNano(now)
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.operation.name")
                .setValue(AnyValue.newBuilder().setStringValue("chat")))
        .build();
  }

  private static String id(JsonNode listed) {
    return listed.path("items").get(0).path("id").asString("");
  }

  @Test
  void evaluatorThatDoesNotExist_isNamed_andNothingStaysOpen() throws Exception {
    assertThatThrownBy(() -> open(QUICK))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("polite");
    try (Engine engine = open(QUICK.replace("  - polite: {sampled: true}\n", ""))) {
      assertThat(engine.evaluators().cheap()).hasSize(1);
    }
  }

  @Test
  void takenPort_isNamed() throws Exception {
    try (Engine engine = open(QUICK.replace("  - polite: {sampled: true}\n", ""))) {
      engine.start();
      int port = engine.http().getPort();
      Path other = folder.resolve("other");
      Files.createDirectories(other);
      ServerConfig config =
          read(
              QUICK
                  .replace("  - polite: {sampled: true}\n", "")
                  .replaceFirst("port: 0", "port: " + port),
              other);
      try (Engine second = Engine.open(config, surroundings())) {
        assertThatThrownBy(second::start)
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining(String.valueOf(port));
      }
    }
  }

  private Engine open(String yaml) throws IOException {
    return Engine.open(read(yaml, folder), surroundings());
  }

  private static ServerConfig read(String yaml, Path folder) throws IOException {
    Path file = folder.resolve("assay.yaml");
    Files.writeString(file, yaml);
    return ServerConfigReader.read(
        file, Map.of(), Overrides.NONE.data(folder.resolve("data").toString()));
  }

  private static Engine.Surroundings surroundings() {
    return new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test");
  }

  private interface Condition {
    boolean holds(JsonNode json);
  }

  private JsonNode await(Engine engine, String path, Condition condition) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      HttpResponse<String> answer = get(engine, path);
      JsonNode json = Json.parse(answer.body(), path, 1);
      if (answer.statusCode() == 200 && condition.holds(json)) {
        return json;
      }
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private HttpResponse<String> get(Engine engine, String path) throws Exception {
    return send(engine, path, null);
  }

  private HttpResponse<String> post(Engine engine, String path, String body) throws Exception {
    return send(engine, path, body);
  }

  private HttpResponse<String> send(Engine engine, String path, @Nullable String body)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(engine.http() + path));
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String spans(String question, String answer) {
    long now = Instant.now().toEpochMilli() * 1_000_000;
    return """
        {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"shop"}}]},
         "scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
          "spanId":"00f067aa0ba90201","name":"chat","kind":3,
          "startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[
          {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
          {"key":"gen_ai.request.model","value":{"stringValue":"m"}},
          {"key":"app.feature","value":{"stringValue":"refunds"}},
          {"key":"gen_ai.input.messages","value":{"stringValue":"[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"%s\\"}]}]"}},
          {"key":"gen_ai.output.messages","value":{"stringValue":"[{\\"role\\":\\"assistant\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"%s\\"}]}]"}}
         ]}]}]}]}"""
        .formatted(now - 1_000_000_000L, now, question, answer);
  }
}
