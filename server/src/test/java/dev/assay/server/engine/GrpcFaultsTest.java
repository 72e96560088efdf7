package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.core.json.Json;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls and texts that are not what they should be, on both kinds of doors of a whole server. */
@Timeout(300)
class GrpcFaultsTest {

  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  // Replaced in what is sent by bytes that are no UTF-8.
  private static final String BROKEN = "@@@@";
  private static final String OK = "0";
  private static final String INVALID_ARGUMENT = "3";
  private static final String RESOURCE_EXHAUSTED = "8";
  private static final String UNIMPLEMENTED = "12";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"{host: 127.0.0.1, port: 0}", "http"})
  void malformedCalls_areAnsweredAndCounted_andGoodOnesBesideThemAreStored(String grpc)
      throws Exception {
    try (Engine engine = open(grpc)) {
      engine.start();
      int port = engine.grpcPort().orElseThrow();
      byte[] good = export(span(1, "chat"));

      refused(port, new byte[] {0, 0, 0}, null, INVALID_ARGUMENT);
      refused(port, message(0, good.length + 1, good), null, INVALID_ARGUMENT);
      refused(port, message(0, good.length - 1, good), null, INVALID_ARGUMENT);
      refused(port, message(1, good.length, good), null, INVALID_ARGUMENT);
      refused(port, message(1, good.length, good), "gzip", INVALID_ARGUMENT);
      refused(port, message(2, good.length, good), "gzip", INVALID_ARGUMENT);
      refused(port, message(0, 3, new byte[] {(byte) 0xff, 1, 2}), null, INVALID_ARGUMENT);
      refused(port, message(1, good.length, good), "br", UNIMPLEMENTED);
      refused(port, message(0, -1, good), null, RESOURCE_EXHAUSTED);
      byte[] bomb = gzip(gzip(new byte[70 << 20]));
      byte[] once = gzip(new byte[(64 << 20) + 1]);
      refused(port, message(1, once.length, once), "gzip", RESOURCE_EXHAUSTED);
      refused(port, message(1, bomb.length, bomb), "gzip", INVALID_ARGUMENT);
      assertThat(call(port, "/test.Echo/Echo", message(0, 0, new byte[0]), null).field(":status"))
          .isEqualTo("404");
      RawCall.Answer strange =
          RawCall.post(port, TRACES, Map.of("content-type", "application/json"), bytes("{}"));
      assertThat(strange.field(":status")).isEqualTo("415");

      assertThat(call(port, TRACES, message(0, good.length, good), null).field("grpc-status"))
          .isEqualTo(OK);
      assertThat(await(engine, 1)).contains(traceId(1));
      assertThat(metrics(engine))
          .contains("assay_collector_refused_total{reason=\"malformed\"} 8.0")
          .contains("assay_collector_refused_total{reason=\"too_large\"} 2.0")
          .contains("assay_collector_refused_total{reason=\"unsupported_content_encoding\"} 1.0")
          .contains("assay_collector_refused_total{reason=\"unsupported_content_type\"} 1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{host: 127.0.0.1, port: 0}", "http"})
  void textThatIsNotUtf8_costsItsSpan_overGrpcAndHttp(String grpc) throws Exception {
    try (Engine engine = open(grpc)) {
      engine.start();
      int port = engine.grpcPort().orElseThrow();
      byte[] mixed = broken(export(span(1, BROKEN), span(2, "chat")));
      RawCall.Answer answer = call(port, TRACES, message(0, mixed.length, mixed), null);
      assertThat(answer.field("grpc-status")).isEqualTo(OK);
      assertThat(rejected(answer.body().substring(5).toByteArray())).isEqualTo(1);

      byte[] again = broken(export(span(3, BROKEN), span(4, "chat")));
      HttpResponse<byte[]> protobuf = post(engine, "application/x-protobuf", again);
      assertThat(protobuf.statusCode()).isEqualTo(200);
      assertThat(rejected(protobuf.body())).isEqualTo(1);

      byte[] json = broken(bytes(json(BROKEN, 5, 6)));
      HttpResponse<byte[]> text = post(engine, "application/json", json);
      assertThat(text.statusCode()).isEqualTo(200);
      assertThat(new String(text.body(), UTF_8)).contains("\"rejectedSpans\":\"1\"");

      assertThat(await(engine, 3)).contains(traceId(2), traceId(4), traceId(6));
    }
  }

  @Test
  void hostOfAnotherSite_isNotAnswered_overHttp2Either() throws Exception {
    try (Engine engine = open("http")) {
      engine.start();
      int port = engine.grpcPort().orElseThrow();
      byte[] good = export(span(1, "chat"));
      Map<String, String> headers =
          Map.of(":authority", "evil.example", "content-type", "application/grpc");
      RawCall.Answer answer = RawCall.post(port, TRACES, headers, message(0, good.length, good));
      assertThat(answer.field(":status")).isEqualTo("403");
      assertThat(answer.body().toStringUtf8()).contains("not a name of this machine");
    }
  }

  private static void refused(int port, byte[] body, String encoding, String status)
      throws IOException {
    RawCall.Answer answer = call(port, TRACES, body, encoding);
    assertThat(answer.field(":status")).isEqualTo("200");
    assertThat(answer.field("grpc-status")).as(answer.fields().toString()).isEqualTo(status);
    assertThat(answer.field("grpc-message")).isNotBlank();
    // Nothing of this is worth sending again.
    assertThat(answer.fields().toString()).doesNotContain("retry");
    assertThat(answer.body().isEmpty()).isTrue();
  }

  private static RawCall.Answer call(int port, String path, byte[] body, String encoding)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/grpc");
    headers.put("te", "trailers");
    if (encoding != null) {
      headers.put("grpc-encoding", encoding);
    }
    return RawCall.post(port, path, headers, body);
  }

  private static byte[] message(int compressed, int length, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) compressed)
        .putInt(length)
        .put(body)
        .array();
  }

  private static long rejected(byte[] answer) throws IOException {
    return ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess().getRejectedSpans();
  }

  private static byte[] export(Span... spans) {
    ScopeSpans.Builder all = ScopeSpans.newBuilder();
    for (Span span : spans) {
      all.addSpans(span);
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpans(all);
    return request.build().toByteArray();
  }

  private static Span span(int number, String name) {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(traceId(number)))
        .setSpanId(ByteString.fromHex(spanId(number)))
        .setName(name)
        .setStartTimeUnixNano(now())
        .setEndTimeUnixNano(now())
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.operation.name")
                .setValue(AnyValue.newBuilder().setStringValue("chat")))
        .build();
  }

  private static String json(String name, int broken, int good) {
    String span =
        """
        {"traceId":"%s","spanId":"%s","name":"%s","startTimeUnixNano":"%d","endTimeUnixNano":"%d",
         "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}]}\
        """;
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
        + span.formatted(traceId(broken), spanId(broken), name, now(), now())
        + ","
        + span.formatted(traceId(good), spanId(good), "chat", now(), now())
        + "]}]}]}";
  }

  private static String traceId(int number) {
    return "5b8efff798038103d269b633813fc6%02d".formatted(number);
  }

  private static String spanId(int number) {
    return "00f067aa0ba902%02d".formatted(number);
  }

  private static byte[] broken(byte[] sent) {
    byte[] mark = bytes(BROKEN);
    byte[] made = sent.clone();
    for (int i = 0; i + mark.length <= sent.length; i++) {
      if (ByteBuffer.wrap(sent, i, mark.length).equals(ByteBuffer.wrap(mark))) {
        made[i] = (byte) 0xc3;
        made[i + 1] = (byte) 0x28;
        made[i + 2] = (byte) 0xff;
      }
    }
    return made;
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

  private Engine open(String grpc) throws IOException {
    Path file = folder.resolve("assay.yaml");
    Files.writeString(
        file,
        """
        http: {host: 127.0.0.1, port: 0}
        grpc: %s
        traces: {idle: 100ms, rootless: 200ms}
        evaluators: []
        sampling: {rate: 1}
        """
            .formatted(grpc));
    return Engine.open(
        ServerConfigReader.read(
            file, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
        new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
  }

  private HttpResponse<byte[]> post(Engine engine, String type, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(engine.http() + "/v1/traces"))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private String metrics(Engine engine) throws Exception {
    return get(engine, "/metrics");
  }

  private String await(Engine engine, int interactions) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      String answer = get(engine, "/api/v1/interactions");
      if (Json.parse(answer, "answer", 1).path("items").size() == interactions) {
        return answer;
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private String get(Engine engine, String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(engine.http() + path)).build(),
            BodyHandlers.ofString())
        .body();
  }
}
