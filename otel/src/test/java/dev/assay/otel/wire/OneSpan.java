package dev.assay.otel.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Requests of a sound span, and one to be tried, and another sound one. */
final class OneSpan {

  static final String TRACE = "5b8efff798038103d269b633813fc60c";
  static final String SPAN = "00f067aa0ba90202";
  static final long START = 1_788_000_000_100_000_000L;

  private OneSpan() {}

  static String json(String span) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
        + sound("a")
        + ","
        + span
        + ","
        + sound("b")
        + "]}]}]}";
  }

  /** A sound span's JSON with more fields. */
  static String sound(String name, String... fields) {
    StringBuilder json =
        new StringBuilder("{\"traceId\":\"" + TRACE + "\",\"spanId\":\"" + SPAN + "\"")
            .append(",\"name\":\"" + name + "\"")
            .append(",\"startTimeUnixNano\":\"" + START + "\"")
            .append(",\"endTimeUnixNano\":\"" + (START + 1_000) + "\"");
    for (String field : fields) {
      json.append(',').append(field);
    }
    return json.append('}').toString();
  }

  static String attribute(String value) {
    return "\"attributes\":[{\"key\":\"k\",\"value\":" + value + "}]";
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] protobuf(Span.Builder span) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpans(span().setName("a"))
        .addSpans(span)
        .addSpans(span().setName("b"));
    return request.build().toByteArray();
  }

  static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(id(TRACE))
        .setSpanId(id(SPAN))
        .setStartTimeUnixNano(START)
        .setEndTimeUnixNano(START + 1_000);
  }

  static ByteString id(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }

  static KeyValue pair(String key, String text) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(text))
        .build();
  }
}
