package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.otel.record.SpanRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be read at all is refused as a whole, with a word on what to do. */
class RefusalTest {

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  static Stream<Arguments> unreadableJson() {
    String two = "{\"stringValue\":\"a\",\"intValue\":1}";
    return Stream.of(
        arguments("", "body: not a JSON object"),
        arguments("[]", "body: not a JSON object"),
        arguments("\"text\"", "body: not a JSON object"),
        arguments("{", "body:1:"),
        arguments("{\"resourceSpans\":[", "body:1:"),
        arguments("{\"resourceSpans\":[]} {}", "more after the end"),
        arguments("{'resourceSpans':[]}", "body:1:"),
        arguments("{\"resourceSpans\":[{\"a\":NaN}]}", "body:1:"),
        arguments("{\"resourceSpans\":{}}", "not an array"),
        arguments("{\"resourceSpans\":[7]}", "not an object"),
        arguments("{\"resourceSpans\":[{\"scopeSpans\":{}}]}", "not an array"),
        arguments("{\"x\":" + "[".repeat(100_000), "depth"),
        arguments(
            OneSpan.json(OneSpan.sound("x", "\"attributes\":{\"k\":\"v\"}")),
            "attributes: a JSON object (expected: [{\"key\""),
        arguments(
            OneSpan.json(OneSpan.sound("x", OneSpan.attribute(two))),
            "both stringValue and intValue (expected: one of them)"),
        arguments(
            OneSpan.json(OneSpan.sound("x", OneSpan.attribute("\"v\""))),
            "value: not an object (expected: {\"stringValue\": \"…\"}"),
        arguments(
            OneSpan.json(OneSpan.sound("x", OneSpan.attribute("{\"arrayValue\":[1]}"))),
            "value: a list or map that is no object"));
  }

  @ParameterizedTest
  @MethodSource("unreadableJson")
  void traces_unreadableJson_isRefusedWithItsPlace(String json, String said) {
    assertThatThrownBy(() -> decoder.traces(OneSpan.utf8(json), Encoding.JSON, SampleExports.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.MALFORMED))
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({
    "7f, not valid protobuf",
    "0a05, not valid protobuf",
    "0affffffffffffffffff01, not valid protobuf",
    "0c, not valid protobuf",
    "00, not valid protobuf",
    "1f8b0800, Content-Encoding: gzip",
    "7b227265736f75726365, Content-Type: application/json",
  })
  void traces_unreadableProtobuf_isRefusedWithAHint(String hex, String said) {
    byte[] body = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> decoder.traces(body, Encoding.PROTOBUF, SampleExports.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.MALFORMED))
        .hasMessageContaining(said);
  }

  @Test
  void emptyRequests_areFine() {
    assertThat(decoder.traces(new byte[0], Encoding.PROTOBUF, SampleExports.NOW).message())
        .isNull();
    for (String json : new String[] {"{}", "{\"resourceSpans\":[]}", "{\"resourceSpans\":null}"}) {
      Decoded<SpanRecord> decoded =
          decoder.traces(OneSpan.utf8(json), Encoding.JSON, SampleExports.NOW);
      assertThat(decoded.records()).isEmpty();
      assertThat(decoded.message()).isNull();
    }
  }

  @Test
  void traces_nothingKnownInJson_warns() {
    Decoded<SpanRecord> decoded =
        decoder.traces(OneSpan.utf8("{\"spans\":[{}]}"), Encoding.JSON, SampleExports.NOW);
    assertThat(decoded.message()).isEqualTo("nothing read: no resourceSpans in the request");
    assertThat(decoded.rejectedCount()).isZero();
  }

  @Test
  void logsPostedToTraces_areRefusedByName() {
    byte[] json = SampleExports.read("04b-otel-java-agent-logs");
    byte[] protobuf =
        OtlpEncoder.logs(
            decoder.logs(json, Encoding.JSON, SampleExports.NOW).records(), Encoding.PROTOBUF);
    for (Encoding encoding : Encoding.values()) {
      assertThatThrownBy(
              () ->
                  decoder.traces(
                      encoding == Encoding.JSON ? json : protobuf, encoding, SampleExports.NOW))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.WRONG_SIGNAL))
          .hasMessage("/v1/traces: an export of logRecords (expected: spans; post it to /v1/logs)");
    }
  }

  @Test
  void tracesPostedToLogsOrMetrics_areRefusedByName() {
    byte[] json = SampleExports.read("01-semconv-spans");
    byte[] protobuf =
        OtlpEncoder.traces(
            decoder.traces(json, Encoding.JSON, SampleExports.NOW).records(), Encoding.PROTOBUF);
    for (Encoding encoding : Encoding.values()) {
      byte[] body = encoding == Encoding.JSON ? json : protobuf;
      assertThatThrownBy(() -> decoder.logs(body, encoding, SampleExports.NOW))
          .hasMessage("/v1/logs: an export of spans (expected: logRecords; post it to /v1/traces)");
      assertThatThrownBy(() -> decoder.metrics(body, encoding))
          .hasMessage("/v1/metrics: an export of spans (expected: metrics; post it to /v1/traces)");
    }
  }

  @Test
  void metricsPostedToTraces_areRefusedByName() {
    byte[] body = metrics().toByteArray();
    assertThatThrownBy(() -> decoder.traces(body, Encoding.PROTOBUF, SampleExports.NOW))
        .hasMessage("/v1/traces: an export of metrics (expected: spans; post it to /v1/metrics)");
    assertThatThrownBy(() -> decoder.logs(body, Encoding.PROTOBUF, SampleExports.NOW))
        .hasMessage(
            "/v1/logs: an export of metrics (expected: logRecords; post it to /v1/metrics)");
  }

  @Test
  void metrics_areCountedAndRejected() {
    Decoded<?> protobuf = decoder.metrics(metrics().toByteArray(), Encoding.PROTOBUF);
    assertThat(protobuf.rejected()).isEqualTo(Map.of(Rejection.NOT_USED, 3L));
    assertThat(protobuf.message())
        .isEqualTo(
            "rejected 3 of 3 data points: metrics are not used here, only traces and logs (3)");

    String json =
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":["
            + "{\"name\":\"a\",\"gauge\":{\"dataPoints\":[{\"asInt\":\"1\"},{}]}},"
            + "{\"name\":\"b\",\"exponentialHistogram\":{\"dataPoints\":[{\"positive\":{}}]}},"
            + "{\"name\":\"c\",\"sum\":null}]}]}]}";
    assertThat(decoder.metrics(OneSpan.utf8(json), Encoding.JSON).rejected())
        .isEqualTo(Map.of(Rejection.NOT_USED, 3L));
    assertThat(decoder.metrics(new byte[0], Encoding.PROTOBUF).message()).isNull();
  }

  @Test
  void spanLikeLogs_amongGoodLogs_costThemselves() {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .addScopeLogsBuilder()
        .addLogRecords(
            LogRecord.newBuilder()
                .setTimeUnixNano(1)
                .setBody(AnyValue.newBuilder().setStringValue("a")));
    byte[] good = request.build().toByteArray();
    byte[] spans = OneSpan.protobuf(OneSpan.span());
    byte[] both = new byte[good.length + spans.length];
    System.arraycopy(good, 0, both, 0, good.length);
    System.arraycopy(spans, 0, both, good.length, spans.length);
    var decoded = decoder.logs(both, Encoding.PROTOBUF, SampleExports.NOW);
    assertThat(decoded.records()).hasSize(1);
    assertThat(decoded.rejected()).isEqualTo(Map.of(Rejection.MALFORMED, 3L));
  }

  @Test
  void body_overTheLimit_isRefused() {
    OtlpDecoder small = OtlpDecoder.withLimits(WireLimits.withDefaults().withBodyBytes(10));
    assertThatThrownBy(() -> small.traces(new byte[11], Encoding.PROTOBUF, SampleExports.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_LARGE));
  }

  @Test
  void moreValuesThanMemoryCanHold_areRefused() {
    OtlpDecoder small = OtlpDecoder.withLimits(WireLimits.withDefaults().withValues(100));
    String array = "{\"arrayValue\":{\"values\":[" + "{},".repeat(200) + "{}]}}";
    assertThatThrownBy(
            () ->
                small.traces(
                    OneSpan.utf8(OneSpan.json(OneSpan.sound("x", OneSpan.attribute(array)))),
                    Encoding.JSON,
                    SampleExports.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.TOO_LARGE));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, JSON",
    "application/json; charset=utf-8, JSON",
    "APPLICATION/JSON, JSON",
    "application/x-protobuf, PROTOBUF",
    "application/protobuf;x=y, PROTOBUF",
  })
  void contentType_parametersAndCase_doNotMatter(String contentType, Encoding encoding) {
    assertThat(Encoding.ofContentType(contentType)).isEqualTo(encoding);
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/jsonl", "application/grpc", ","})
  void contentType_another_isRefused(String contentType) {
    assertThatThrownBy(() -> Encoding.ofContentType(contentType))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal()).isEqualTo(Refusal.UNSUPPORTED_CONTENT_TYPE);
              assertThat(e.refusal().httpStatus()).isEqualTo(415);
            });
  }

  @Test
  void paths_nameTheirSignal() {
    assertThat(OtlpSignal.ofPath("/v1/logs")).contains(OtlpSignal.LOGS);
    assertThat(OtlpSignal.ofPath("/v1/profiles")).isEmpty();
  }

  @Test
  void messages_showHostileTextHarmlessly() {
    assertThatThrownBy(() -> Encoding.ofContentType("a\u001b[31m\n" + "x".repeat(9_999)))
        .hasMessageMatching("Content-Type: a\uFFFD\\[31m\uFFFDx+… \\(expected: .*\\)");
    byte[] body = "{\"\u001b[31m\" x}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> decoder.traces(body, Encoding.JSON, SampleExports.NOW))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
  }

  private static ExportMetricsServiceRequest metrics() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .addScopeMetricsBuilder()
        .addMetrics(
            Metric.newBuilder()
                .setName("gen_ai.client.token.usage")
                .setHistogram(
                    Histogram.newBuilder()
                        .addDataPoints(HistogramDataPoint.newBuilder().setCount(1))
                        .addDataPoints(HistogramDataPoint.newBuilder().setCount(2))))
        .addMetrics(
            Metric.newBuilder()
                .setName("g")
                .setGauge(
                    Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsInt(1))));
    return request.build();
  }
}
