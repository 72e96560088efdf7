package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SamplesTest {

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  @ParameterizedTest
  @MethodSource("dev.assay.otel.wire.SampleExports#traces")
  void traces_jsonAndItsProtobuf_giveTheSameRecords(String sample) {
    Decoded<SpanRecord> json =
        decoder.traces(SampleExports.read(sample), Encoding.JSON, SampleExports.NOW);
    byte[] protobuf = OtlpEncoder.traces(json.records(), Encoding.PROTOBUF);
    byte[] again = OtlpEncoder.traces(json.records(), Encoding.JSON);

    assertThat(json.records()).hasSize(count(sample, "resourceSpans", "scopeSpans", "spans"));
    assertThat(json.rejected()).isEmpty();
    assertThat(json.adjusted()).isEmpty();
    assertThat(json.message()).isNull();
    assertThat(decoder.traces(protobuf, Encoding.PROTOBUF, SampleExports.NOW))
        .usingRecursiveComparison()
        .isEqualTo(json);
    assertThat(decoder.traces(again, Encoding.JSON, SampleExports.NOW))
        .usingRecursiveComparison()
        .isEqualTo(json);
  }

  @ParameterizedTest
  @MethodSource("dev.assay.otel.wire.SampleExports#logs")
  void logs_jsonAndItsProtobuf_giveTheSameRecords(String sample) {
    Decoded<LogEntry> json =
        decoder.logs(SampleExports.read(sample), Encoding.JSON, SampleExports.NOW);
    byte[] protobuf = OtlpEncoder.logs(json.records(), Encoding.PROTOBUF);
    byte[] again = OtlpEncoder.logs(json.records(), Encoding.JSON);

    assertThat(json.records()).hasSize(count(sample, "resourceLogs", "scopeLogs", "logRecords"));
    assertThat(json.rejected()).isEmpty();
    assertThat(json.adjusted()).isEmpty();
    assertThat(decoder.logs(protobuf, Encoding.PROTOBUF, SampleExports.NOW))
        .usingRecursiveComparison()
        .isEqualTo(json);
    assertThat(decoder.logs(again, Encoding.JSON, SampleExports.NOW))
        .usingRecursiveComparison()
        .isEqualTo(json);
  }

  // Against OpenTelemetry's own classes, so that reader and writer do not share a mistake.
  @ParameterizedTest
  @MethodSource("dev.assay.otel.wire.SampleExports#traces")
  void traces_protobuf_isWhatTheGeneratedClassesRead(String sample)
      throws InvalidProtocolBufferException {
    List<SpanRecord> records =
        decoder.traces(SampleExports.read(sample), Encoding.JSON, SampleExports.NOW).records();
    ExportTraceServiceRequest parsed =
        ExportTraceServiceRequest.parseFrom(OtlpEncoder.traces(records, Encoding.PROTOBUF));
    List<Span> spans =
        parsed.getResourceSpansList().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .toList();

    assertThat(spans).hasSameSizeAs(records);
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      SpanRecord record = records.get(i);
      assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
          .isEqualTo(record.traceId());
      assertThat(span.getName()).isEqualTo(record.name());
      assertThat(span.getStartTimeUnixNano()).isEqualTo(record.startNanos());
      assertThat(span.getAttributesList())
          .extracting(attribute -> attribute.getKey())
          .containsExactlyElementsOf(record.attributes().values().keySet());
    }
  }

  @Test
  void spans_keepWhatWasSent() {
    SpanRecord span =
        decoder
            .traces(SampleExports.read("01-semconv-spans"), Encoding.JSON, SampleExports.NOW)
            .records()
            .get(1);

    assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.spanId()).isEqualTo("00f067aa0ba90202");
    assertThat(span.parentSpanId()).isEqualTo("00f067aa0ba90200");
    assertThat(span.name()).isEqualTo("chat gpt-4o");
    assertThat(span.kind()).isEqualTo(3);
    assertThat(span.startNanos()).isEqualTo(1_788_000_000_100_000_000L);
    assertThat(span.endNanos()).isEqualTo(1_788_000_001_500_000_000L);
    assertThat(span.origin().scope()).isEqualTo("my.genai.instrumentation");
    assertThat(span.origin().scopeVersion()).isEqualTo("0.1.0");
    assertThat(span.origin().resource().text("service.name")).isEqualTo("support-bot");
    assertThat(span.attributes().get("gen_ai.usage.input_tokens")).isEqualTo(120L);
    assertThat(span.attributes().get("gen_ai.response.time_to_first_chunk")).isEqualTo(0.42);
    assertThat(span.attributes().get("gen_ai.request.stream")).isEqualTo(true);
    assertThat(span.attributes().get("gen_ai.response.finish_reasons")).isEqualTo(List.of("stop"));
  }

  @Test
  void logs_eventNameAsAttribute_isTheEventName() {
    LogEntry entry =
        decoder
            .logs(SampleExports.read("04b-otel-java-agent-logs"), Encoding.JSON, SampleExports.NOW)
            .records()
            .get(0);

    assertThat(entry.eventName()).isEqualTo("gen_ai.system.message");
    assertThat(entry.body()).isEqualTo(Map.of("content", "Answer from context only."));
  }

  private static int count(String sample, String resources, String scopes, String records) {
    int count = 0;
    String text = new String(SampleExports.read(sample), StandardCharsets.UTF_8);
    for (JsonNode resource : Json.parse(text, sample, 1).get(resources)) {
      for (JsonNode scope : resource.get(scopes)) {
        count += scope.get(records).size();
      }
    }
    return count;
  }
}
