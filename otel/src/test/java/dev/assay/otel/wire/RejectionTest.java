package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.otel.record.SpanRecord;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad span between two good ones costs itself, in both encodings. */
class RejectionTest {

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  static Stream<Arguments> badInJson() {
    String zeros = "0".repeat(32);
    return Stream.of(
        arguments("{}", Rejection.TRACE_ID),
        arguments("null", Rejection.MALFORMED),
        arguments("7", Rejection.MALFORMED),
        arguments("[[1]]", Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"traceId\":\"\""), Rejection.TRACE_ID),
        arguments(OneSpan.sound("x", "\"traceId\":\"" + zeros + "\""), Rejection.TRACE_ID),
        arguments(OneSpan.sound("x", "\"traceId\":\"abc\""), Rejection.TRACE_ID),
        arguments(
            OneSpan.sound("x", "\"traceId\":\"W47/95gDgQPSabYzgT/GDA==\""), Rejection.TRACE_ID),
        arguments(OneSpan.sound("x", "\"traceId\":{\"a\":[1]}"), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"spanId\":\"00f067aa0ba9020\""), Rejection.SPAN_ID),
        arguments(OneSpan.sound("x", "\"spanId\":\"00f067aa0ba9020g\""), Rejection.SPAN_ID),
        arguments(OneSpan.sound("x", "\"parentSpanId\":\"12\""), Rejection.PARENT_SPAN_ID),
        arguments(OneSpan.sound("x", "\"startTimeUnixNano\":0"), Rejection.NO_TIME),
        arguments(OneSpan.sound("x", "\"endTimeUnixNano\":null"), Rejection.NO_TIME),
        arguments(OneSpan.sound("x", "\"endTimeUnixNano\":\"5\""), Rejection.END_BEFORE_START),
        arguments(
            OneSpan.sound("x", "\"endTimeUnixNano\":\"18446744073709551615\""), Rejection.FUTURE),
        arguments(
            OneSpan.sound("x", "\"endTimeUnixNano\":\"1788003800000000000\""), Rejection.FUTURE),
        arguments(OneSpan.sound("x", "\"endTimeUnixNano\":\"soon\""), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"endTimeUnixNano\":1e999999999"), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"endTimeUnixNano\":1.5"), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"name\":{}"), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"events\":{}"), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"events\":[5]"), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"attributes\":\"none\""), Rejection.MALFORMED),
        arguments(OneSpan.sound("x", "\"attributes\":[5]"), Rejection.MALFORMED),
        arguments(attribute("{\"intValue\":\"99999999999999999999\"}"), Rejection.MALFORMED),
        arguments(attribute("{\"intValue\":\"one\"}"), Rejection.MALFORMED),
        arguments(attribute("{\"doubleValue\":\"much\"}"), Rejection.MALFORMED),
        arguments(attribute("{\"boolValue\":\"maybe\"}"), Rejection.MALFORMED),
        arguments(attribute("{\"bytesValue\":\"?\"}"), Rejection.MALFORMED),
        arguments(attribute(nested(33)), Rejection.TOO_DEEP));
  }

  @ParameterizedTest
  @MethodSource("badInJson")
  void traces_badSpanInJson_costsThatSpan(String span, Rejection reason) {
    byte[] body = OneSpan.utf8(OneSpan.json(span));
    check(decoder.traces(body, Encoding.JSON, SampleExports.NOW), reason);
  }

  @Test
  void traces_textInJsonThatIsNotUtf8_costsThatSpan() {
    byte[] body = OneSpan.json(OneSpan.sound("\u00ff")).getBytes(StandardCharsets.ISO_8859_1);
    check(decoder.traces(body, Encoding.JSON, SampleExports.NOW), Rejection.INVALID_UTF8);
  }

  static Stream<Arguments> badInProtobuf() {
    return Stream.of(
        arguments(Span.newBuilder(), Rejection.TRACE_ID),
        arguments(OneSpan.span().setTraceId(OneSpan.id("00".repeat(16))), Rejection.TRACE_ID),
        arguments(OneSpan.span().setTraceId(OneSpan.id("01".repeat(15))), Rejection.TRACE_ID),
        arguments(OneSpan.span().clearSpanId(), Rejection.SPAN_ID),
        arguments(OneSpan.span().setSpanId(OneSpan.id("01".repeat(16))), Rejection.SPAN_ID),
        arguments(OneSpan.span().setParentSpanId(OneSpan.id("0102")), Rejection.PARENT_SPAN_ID),
        arguments(OneSpan.span().setStartTimeUnixNano(0), Rejection.NO_TIME),
        arguments(OneSpan.span().setEndTimeUnixNano(0), Rejection.NO_TIME),
        arguments(OneSpan.span().setEndTimeUnixNano(1), Rejection.END_BEFORE_START),
        arguments(OneSpan.span().setEndTimeUnixNano(-1), Rejection.FUTURE),
        arguments(
            OneSpan.span()
                .addAttributes(KeyValue.newBuilder().setKey("k").setValue(nestedArrays(33))),
            Rejection.TOO_DEEP));
  }

  @ParameterizedTest
  @MethodSource("badInProtobuf")
  void traces_badSpanInProtobuf_costsThatSpan(Span.Builder span, Rejection reason) {
    byte[] body = OneSpan.protobuf(span);
    check(decoder.traces(body, Encoding.PROTOBUF, SampleExports.NOW), reason);
  }

  static Stream<Span.Builder> markedSpans() {
    return Stream.of(
        OneSpan.span().setName("@@@"),
        OneSpan.span().addAttributes(OneSpan.pair("@@@", "v")),
        OneSpan.span().addAttributes(OneSpan.pair("k", "@@@")),
        OneSpan.span().addEvents(Span.Event.newBuilder().setName("@@@")));
  }

  @ParameterizedTest
  @MethodSource("markedSpans")
  void traces_textInProtobufThatIsNotUtf8_costsThatSpan(Span.Builder span) {
    byte[] body = OneSpan.protobuf(span);
    int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("@@@");
    body[at + 1] = (byte) 0xC3;
    check(decoder.traces(body, Encoding.PROTOBUF, SampleExports.NOW), Rejection.INVALID_UTF8);
  }

  @Test
  void traces_spanWhoseBytesEndEarly_costsThatSpan() {
    byte[] body = OneSpan.protobuf(OneSpan.span().addAttributes(OneSpan.pair("key", "value")));
    int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("key");
    body[at - 1] = 100;
    check(decoder.traces(body, Encoding.PROTOBUF, SampleExports.NOW), Rejection.MALFORMED);
  }

  @Test
  void message_countsEachReason() {
    Decoded<SpanRecord> decoded =
        decoder.traces(
            OneSpan.utf8(
                OneSpan.json("{}," + OneSpan.sound("x", "\"endTimeUnixNano\":\"5\"") + ",{}")),
            Encoding.JSON,
            SampleExports.NOW);
    assertThat(decoded.message())
        .isEqualTo(
            "rejected 3 of 5 spans: trace id missing, all zero or not 16 bytes (JSON: 32"
                + " hexadecimal digits) (2); end before start (1)");
  }

  private static void check(Decoded<SpanRecord> decoded, Rejection reason) {
    assertThat(decoded.records()).extracting(SpanRecord::name).containsExactly("a", "b");
    assertThat(decoded.rejected()).isEqualTo(Map.of(reason, 1L));
    assertThat(decoded.message()).isEqualTo("rejected 1 of 3 spans: " + reason.text() + " (1)");
  }

  private static String attribute(String value) {
    return OneSpan.sound("x", OneSpan.attribute(value));
  }

  private static String nested(int depth) {
    return "{\"arrayValue\":{\"values\":[".repeat(depth - 1)
        + "{\"intValue\":1}"
        + "]}}".repeat(depth - 1);
  }

  private static AnyValue nestedArrays(int depth) {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int i = 1; i < depth; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    return value;
  }
}
