package dev.assay.server.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.target.TraceSource;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TraceListenerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");
  private static final long NANOS = NOW.toEpochMilli() * 1_000_000;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private TraceListener listener;
  private ManagedChannel channel;

  @BeforeEach
  void open() {
    listener =
        TraceListener.start(
            ListenSettings.ofPort(0), new SecureRandom(), Clock.fixed(NOW, ZoneOffset.UTC));
    URI endpoint = URI.create(listener.endpoint());
    channel =
        NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
            .usePlaintext()
            .build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    listener.close();
  }

  @Test
  void spansOverGrpcAndHttp_onOnePort_areOneTrace() throws Exception {
    try (TraceSource.Trace trace = listener.begin()) {
      String parent = trace.traceparent();
      TraceServiceGrpc.newBlockingStub(channel)
          .withCompression("gzip")
          .export(
              of(
                  span(parent, 2, 1, "invoke_agent"),
                  span(parent, 3, 2, "execute_tool")
                      .addAttributes(text("gen_ai.tool.name", "lookup"))));
      HttpResponse<String> posted =
          post(
              "/v1/traces",
              of(span(parent, 4, 2, "retrieval")
                      .addAttributes(text("gen_ai.retrieval.documents", "[{\"content\":\"doc\"}]")))
                  .toByteArray());
      assertThat(posted.statusCode()).isEqualTo(200);

      Interaction heard = trace.observed(Duration.ofSeconds(10)).orElseThrow();
      assertThat(heard.toolCalls()).extracting(call -> call.name()).containsExactly("lookup");
      assertThat(heard.context()).extracting(passage -> passage.text()).containsExactly("doc");
      assertThat(listener.counts()).isEqualTo(new ListenCounts(3, 0, 0));
    }
  }

  @Test
  void whatIsNotTaken_isAnsweredAsTheProtocolAsks() throws Exception {
    TraceServiceGrpc.TraceServiceBlockingStub spans = TraceServiceGrpc.newBlockingStub(channel);
    String other = "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";
    Span.Builder bad = span(other, 2, 1, "chat").clearSpanId();
    assertThat(spans.export(of(bad)).getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    LogsServiceGrpc.newBlockingStub(channel).export(ExportLogsServiceRequest.getDefaultInstance());
    MetricsServiceGrpc.newBlockingStub(channel)
        .export(ExportMetricsServiceRequest.getDefaultInstance());
    Span.Builder large = span(other, 2, 1, "x");
    for (int i = 0; i < 17; i++) {
      large.addAttributes(text("k" + i, "x".repeat(1 << 20)));
    }
    assertThatThrownBy(() -> spans.export(of(large)))
        .satisfies(
            e ->
                assertThat(Status.fromThrowable(e).getCode())
                    .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    assertThat(post("/v1/traces", "no protobuf".getBytes(UTF_8)).statusCode()).isEqualTo(400);
    assertThat(post("/v1/other", new byte[0]).statusCode()).isEqualTo(404);

    spans.export(of(span(other, 2, 1, "chat")));
    assertThat(listener.counts()).isEqualTo(new ListenCounts(0, 1, 0));
  }

  @Test
  void portInUse_isRefused() {
    int port = URI.create(listener.endpoint()).getPort();
    assertThatThrownBy(
            () ->
                TraceListener.start(
                    ListenSettings.ofPort(port), new SecureRandom(), Clock.systemUTC()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("127.0.0.1:" + port + " (expected: a port that is free)");
  }

  private HttpResponse<String> post(String path, byte[] body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(listener.endpoint() + path))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static ExportTraceServiceRequest of(Span.Builder... spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    var scope = request.addResourceSpansBuilder().addScopeSpansBuilder();
    for (Span.Builder each : spans) {
      scope.addSpans(each);
    }
    return request.build();
  }

  // The first span is the caller's own, of which the listener gave the id.
  private static Span.Builder span(String traceparent, int id, int parent, String operation) {
    HexFormat hex = HexFormat.of();
    String above = parent == 1 ? traceparent.substring(36, 52) : "%016x".formatted(parent);
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(hex.parseHex(traceparent.substring(3, 35))))
        .setSpanId(ByteString.copyFrom(hex.parseHex("%016x".formatted(id))))
        .setParentSpanId(ByteString.copyFrom(hex.parseHex(above)))
        .setName(operation)
        .setStartTimeUnixNano(NANOS + id)
        .setEndTimeUnixNano(NANOS + 1_000 - id)
        .addAttributes(text("gen_ai.operation.name", operation));
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
