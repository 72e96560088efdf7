package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What goes wrong around a whole server, through its doors. */
@Timeout(300)
class EngineFaultsTest {

  private static final String QUICK =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: {host: 127.0.0.1, port: 0}
      traces: {idle: 100ms, rootless: 200ms}
      evaluators:
        - refusal
      sampling: {rate: 1}
      """;
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void malformedExports_areAnsweredAndCounted_andGoodOnesBesideThemAreStored() throws Exception {
    try (Engine engine = open(QUICK)) {
      engine.start();
      assertThat(status(engine, PROTOBUF, new byte[] {(byte) 0xff, 1, 2}, null)).isEqualTo(400);
      assertThat(status(engine, JSON, bytes("{\"resourceSpans\":[{"), null)).isEqualTo(400);
      assertThat(status(engine, JSON, bytes("[".repeat(100_000)), null)).isEqualTo(400);
      assertThat(status(engine, "text/plain", bytes("{}"), null)).isEqualTo(415);
      assertThat(status(engine, JSON, bytes("not gzip"), "gzip")).isEqualTo(400);
      assertThat(status(engine, JSON, bytes("{}"), "br")).isEqualTo(415);
      assertThat(status(engine, PROTOBUF, gzip(new byte[70 << 20]), "gzip")).isEqualTo(413);

      String wrongId = span("abc", "00f067aa0ba90202", 0, 0, "");
      String future =
          span("5b8efff798038103d269b633813fc60d", "00f067aa0ba90203", Long.MAX_VALUE, 1, "");
      String large =
          span(
              "5b8efff798038103d269b633813fc60e",
              "00f067aa0ba90204",
              now(),
              now(),
              attribute("big", "x".repeat(10 << 20)) + attributes(10_000));
      String good = span("5b8efff798038103d269b633813fc60c", "00f067aa0ba90201", now(), now(), "");
      HttpResponse<String> mixed =
          send(engine, "/v1/traces", JSON, bytes(export(wrongId, future, large, good)), null);
      assertThat(mixed.statusCode()).as(mixed.body()).isEqualTo(200);
      assertThat(mixed.body()).contains("partialSuccess").contains("rejectedSpans");

      JsonNode listed = await(engine, 2);
      assertThat(listed.toString()).contains("5b8efff798038103d269b633813fc60c");
      assertThat(get(engine, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(engine, "/metrics").body()).contains("reason=\"malformed\"");
    }
  }

  @Test
  void unreadableFrame_isSetAsideAndShown_andWhatComesAfterItIsStored() throws Exception {
    try (Journal journal =
        Journal.open(folder.resolve("data/journal"), JournalSettings.DEFAULT, Position.START)) {
      journal.append(new byte[] {9, 9, 9}).join();
      journal.append(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 77, 77}).join();
      journal.append(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 77, 77}).join();
    }
    for (int life = 0; life < 2; life++) {
      try (Engine engine = open(QUICK)) {
        engine.start();
        String good =
            span("5b8efff798038103d269b633813fc60" + life, "00f067aa0ba90201", now(), now(), "");
        send(engine, "/v1/traces", JSON, bytes(export(good)), null);
        await(engine, life + 1);
        assertThat(engine.pipeline().broken()).isNull();
        if (life == 0) {
          assertThat(engine.pipeline().setAside()).isEqualTo(3);
          assertThat(get(engine, "/readyz").body()).contains("3 set aside");
          assertThat(get(engine, "/metrics").body()).contains("assay_pipeline_set_aside_total 3.0");
          assertThat(folder.resolve("data/journal-rejected")).isDirectoryContaining("glob:**.why");
        }
      }
    }
  }

  @Test
  void diskWithoutRoom_isToldToSenders_overOtlpAndRest() throws Exception {
    try (Engine engine = open(QUICK + "journal: {min_free: 1048576GiB}\n")) {
      engine.start();
      String good = span("5b8efff798038103d269b633813fc60c", "00f067aa0ba90201", now(), now(), "");
      HttpResponse<String> otlp = send(engine, "/v1/traces", JSON, bytes(export(good)), null);
      assertThat(otlp.statusCode()).isEqualTo(503);
      assertThat(otlp.headers().firstValue("Retry-After")).isPresent();
      HttpResponse<String> rest =
          send(
              engine,
              "/api/v1/interactions",
              JSON,
              bytes("{\"interactions\":[" + interaction("i1", "u-9") + "]}"),
              null);
      assertThat(rest.statusCode()).as(rest.body()).isEqualTo(503);
      assertThat(rest.headers().firstValue("Retry-After")).isPresent();
      assertThat(get(engine, "/metrics").body())
          .contains("assay_journal_full 1.0")
          .contains("assay_journal_refused_total 2.0");
      assertThat(get(engine, "/readyz").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void deletedUser_isGone_andNeitherSignalsNorARestartBringThemBack() throws Exception {
    String signal = "{\"signals\":[{\"kind\":\"report\",\"interaction_id\":\"i1\"}]}";
    String id;
    try (Engine engine = open(QUICK)) {
      engine.start();
      String both = interaction("i1", "u-9") + "," + interaction("i2", "u-10");
      String batch = "{\"interactions\":[" + both + "]}";
      HttpResponse<String> sent = send(engine, "/api/v1/interactions", JSON, bytes(batch), null);
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
      await(engine, 2);
      HttpRequest delete =
          HttpRequest.newBuilder(URI.create(engine.http() + "/api/v1/users/u-9")).DELETE().build();
      HttpResponse<String> deleted = client.send(delete, BodyHandlers.ofString());
      assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
      id = Json.parse(deleted.body(), "answer", 1).path("interactions").toString();
      assertThat(id).isEqualTo("1");
      await(engine, 1);
      send(engine, "/api/v1/signals", JSON, bytes(signal), null);
      assertThat(engine.awaitStored(Duration.ofSeconds(60))).isTrue();
      await(engine, 1);
      assertThat(get(engine, "/api/v1/interactions/i1").statusCode()).isEqualTo(404);
    }
    try (Engine engine = open(QUICK)) {
      engine.start();
      assertThat(engine.awaitStored(Duration.ofSeconds(60))).isTrue();
      TimeUnit.MILLISECONDS.sleep(500);
      assertThat(await(engine, 1).toString()).contains("i2");
    }
  }

  @Test
  void hostOfAnotherSite_isNotAnswered_whereNoKeyIsAskedFor() throws Exception {
    try (Engine engine = open(QUICK + "public_url: http://assay.example:8080/\n")) {
      engine.start();
      assertThat(raw(engine, "evil.example", "/api/v1/interactions")).startsWith("HTTP/1.1 403");
      assertThat(raw(engine, "evil.example", "/healthz")).startsWith("HTTP/1.1 403");
      assertThat(raw(engine, "evil.example:4318", "/v1/traces")).startsWith("HTTP/1.1 403");
      assertThat(raw(engine, "localhost:4318", "/healthz")).startsWith("HTTP/1.1 200");
      assertThat(raw(engine, "[::1]:1", "/healthz")).startsWith("HTTP/1.1 200");
      assertThat(raw(engine, "assay.example", "/healthz")).startsWith("HTTP/1.1 200");
      HttpRequest foreign =
          HttpRequest.newBuilder(URI.create(engine.http() + "/v1/traces"))
              .header("Origin", "https://evil.example")
              .header("Content-Type", JSON)
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }
  }

  private static String raw(Engine engine, String host, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.http().getPort())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          bytes("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
      out.flush();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), UTF_8);
      }
    }
  }

  private static String interaction(String id, String user) {
    return "{\"id\":\"%s\",\"user\":\"%s\",\"started_at\":\"%s\",\"messages\":[{\"role\":\"user\",\"text\":\"q\"}],\"output\":\"a\"}"
        .formatted(id, user, Instant.now());
  }

  private static long now() {
    return Instant.now().toEpochMilli() * 1_000_000;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String export(String... spans) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}";
  }

  private static String attribute(String key, String value) {
    return ",{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
  }

  private static String attributes(int many) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < many; i++) {
      all.append(attribute("k" + i, "v"));
    }
    return all.toString();
  }

  private static String span(String trace, String span, long start, long end, String more) {
    return """
    {"traceId":"%s","spanId":"%s","name":"chat","kind":99,"startTimeUnixNano":"%d",
     "endTimeUnixNano":"%d","attributes":[
      {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
      {"key":"gen_ai.request.model","value":{"stringValue":"m"}}%s]}\
    """
        .formatted(trace, span, start, end, more);
  }

  private Engine open(String yaml) throws IOException {
    Path file = folder.resolve("assay.yaml");
    Files.writeString(file, yaml);
    return Engine.open(
        ServerConfigReader.read(
            file, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
        new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
  }

  private JsonNode await(Engine engine, int interactions) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      HttpResponse<String> answer = get(engine, "/api/v1/interactions");
      JsonNode items = Json.parse(answer.body(), "answer", 1).path("items");
      if (answer.statusCode() == 200 && items.size() == interactions) {
        return items;
      }
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private HttpResponse<String> get(Engine engine, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(engine.http() + path)).build(), BodyHandlers.ofString());
  }

  private int status(Engine engine, String type, byte[] body, String encoding) throws Exception {
    return send(engine, "/v1/traces", type, body, encoding).statusCode();
  }

  private HttpResponse<String> send(
      Engine engine, String path, String type, byte[] body, String encoding) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(engine.http() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
