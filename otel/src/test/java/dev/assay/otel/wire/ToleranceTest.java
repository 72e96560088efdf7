package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What senders do that is odd but clear is taken. */
class ToleranceTest {

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"SPAN_KIND_CLIENT\" | 3",
        "\"kind\":3 | 3",
        "\"kind\":\"3\" | 3",
        "\"kind\":null | 0",
        "\"kind\":77 | 0",
        "\"kind\":\"SPAN_KIND_TEAPOT\" | 0",
      })
  void kind_asNameOrNumber_isTaken(String field, int kind) {
    assertThat(span(field).kind()).isEqualTo(kind);
  }

  @Test
  void enums_nobodyDefined_areUnspecifiedAndCounted() {
    Span.Builder odd = OneSpan.span().setKindValue(99);
    odd.getStatusBuilder().setCodeValue(-4);
    Decoded<SpanRecord> decoded =
        decoder.traces(OneSpan.protobuf(odd), Encoding.PROTOBUF, SampleExports.NOW);
    assertThat(decoded.records()).hasSize(3);
    assertThat(decoded.records().get(1).kind()).isZero();
    assertThat(decoded.adjusted()).isEqualTo(Map.of(Adjustment.UNKNOWN_ENUM, 2L));
    assertThat(decoded.message()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"startTimeUnixNano\":\"1788000000100000000\"",
        "\"startTimeUnixNano\":1788000000100000000",
        "\"startTimeUnixNano\":1.7880000001e18",
        "\"startTimeUnixNano\":\"1788000000100000000.0\"",
        "\"start_time_unix_nano\":\"1788000000100000000\"",
      })
  void times_inEveryForm_areTaken(String field) {
    assertThat(span(field).startNanos()).isEqualTo(OneSpan.START);
  }

  @Test
  void times_inTwoHalves_areTaken() {
    String halves =
        "\"startTimeUnixNano\":{\"low\":"
            + (int) OneSpan.START
            + ",\"high\":"
            + (OneSpan.START >> 32)
            + ",\"unsigned\":true}";
    assertThat((int) OneSpan.START).isNegative();
    assertThat(span(halves).startNanos()).isEqualTo(OneSpan.START);
  }

  @Test
  void ids_inCapitals_areLowered() {
    SpanRecord span =
        span("\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"parentSpanId\":\"\"");
    assertThat(span.traceId()).isEqualTo(OneSpan.TRACE);
    assertThat(span.parentSpanId()).isNull();
  }

  @Test
  void unknownFields_areIgnored() {
    SpanRecord span =
        span("\"flags\":257,\"future\":{\"deep\":[{\"er\":[1,2,{}]}]},\"traceState\":\"a=b\"");
    assertThat(span.name()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"stringValue\":\"a\"} | a",
        "{\"string_value\":\"a\"} | a",
        "{\"stringValue\":\"a\",\"intValue\":null} | a",
        "{\"intValue\":\"7\"} | 7",
        "{\"intValue\":7} | 7",
        "{\"intValue\":7.0} | 7",
        "{\"intValue\":\"-9223372036854775808\"} | -9223372036854775808",
        "{\"intValue\":\"1.5e18\"} | 1500000000000000000",
        "{\"doubleValue\":7} | 7.0",
        "{\"doubleValue\":\"1e3\"} | 1000.0",
        "{\"boolValue\":true} | true",
        "{\"boolValue\":\"true\"} | true",
        "{\"arrayValue\":{\"values\":[{\"intValue\":1},{}]}} | [1, null]",
        "{\"arrayValue\":{}} | []",
        "{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{\"boolValue\":false}}]}} |"
            + " {a=false}",
        "{} | null",
        "null | null",
        "{\"future\":1} | null",
        "{\"doubleValue\":\"NaN\"} | null",
        "{\"doubleValue\":\"-Infinity\"} | null",
        "{\"doubleValue\":1e400} | null",
      })
  void values_inEveryForm_areTaken(String json, String expected) {
    SpanRecord span = span(OneSpan.attribute(json));
    assertThat(String.valueOf(span.attributes().get("k"))).isEqualTo(expected);
    assertThat(span.attributes().values()).containsKey("k");
  }

  @ParameterizedTest
  @CsvSource({"AP9+, 00ff7e", "AP9-, 00ff7e", "AP8=, 00ff", "AP8, 00ff", "'', ''"})
  void bytes_inEitherBase64_areTaken(String base64, String hex) {
    SpanRecord span = span(OneSpan.attribute("{\"bytesValue\":\"" + base64 + "\"}"));
    assertThat(span.attributes().get("k")).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @Test
  void numbersThatAreNone_areMissingAndCounted() {
    Span.Builder odd =
        OneSpan.span()
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("k")
                    .setValue(AnyValue.newBuilder().setDoubleValue(Double.NaN)));
    Decoded<SpanRecord> decoded =
        decoder.traces(OneSpan.protobuf(odd), Encoding.PROTOBUF, SampleExports.NOW);
    assertThat(decoded.records().get(1).attributes().values()).containsEntry("k", null);
    assertThat(decoded.adjusted()).isEqualTo(Map.of(Adjustment.NOT_A_NUMBER, 1L));
  }

  @Test
  void sameKeyTwice_lastCounts() {
    SpanRecord span =
        span(
            "\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":1}},"
                + "{\"key\":\"k\",\"value\":{\"intValue\":2}}]");
    assertThat(span.attributes().values()).isEqualTo(Map.of("k", 2L));
  }

  @Test
  void fieldsInAnyOrder_giveTheSameOrigin() {
    String json =
        "{\"resourceSpans\":[{\"schemaUrl\":\"r\",\"scopeSpans\":["
            + "{\"spans\":["
            + OneSpan.sound("x")
            + "],\"scope\":{\"name\":\"s\"}},"
            + "{\"spans\":["
            + OneSpan.sound("y")
            + "],\"schemaUrl\":\"own\"}],"
            + "\"resource\":{\"attributes\":[{\"key\":\"service.name\","
            + "\"value\":{\"stringValue\":\"app\"}}]}}]}";
    List<SpanRecord> spans = traces(json).records();
    assertThat(spans).extracting(span -> span.origin().scope()).containsExactly("s", "");
    assertThat(spans).extracting(span -> span.origin().schemaUrl()).containsExactly("r", "own");
    assertThat(spans).allMatch(span -> "app".equals(span.origin().resource().text("service.name")));
  }

  @Test
  void damagedResource_costsItsRecordsNothing() {
    String json =
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
            + "{\"stringValue\":\"app\"}},{\"key\":\"n\",\"value\":{\"intValue\":\"x\"}}]},"
            + "\"scopeSpans\":[{\"spans\":["
            + OneSpan.sound("x")
            + "]}]}]}";
    Decoded<SpanRecord> decoded = traces(json);
    assertThat(decoded.adjusted()).containsEntry(Adjustment.ORIGIN_DAMAGED, 1L);
    Attributes resource = decoded.records().get(0).origin().resource();
    assertThat(resource.text("service.name")).isEqualTo("app");
    assertThat(resource.incomplete()).isTrue();
  }

  @Test
  void secrets_areStrippedWhereverTheyStand() {
    String json =
        OneSpan.sound(
            "x",
            "\"attributes\":["
                + text("gen_ai.headers", "{}")
                + ","
                + text("llm.headers", "{}")
                + ","
                + text("ai.request.headers.x-api-key", "s")
                + ","
                + text("ai.request.headers.accept", "s")
                + ","
                + text("http.request.header.Authorization", "s")
                + ","
                + text("gen_ai.token.type", "kept")
                + ","
                + "{\"key\":\"request\",\"value\":{\"kvlistValue\":{\"values\":["
                + text("api_key", "s")
                + ","
                + text("model", "kept")
                + "]}}}]",
            "\"events\":[{\"attributes\":[" + text("cookie", "s") + "]}]");
    Decoded<SpanRecord> decoded = traces(OneSpan.json(json));
    SpanRecord span = decoded.records().get(1);
    assertThat(span.attributes().values())
        .isEqualTo(Map.of("gen_ai.token.type", "kept", "request", Map.of("model", "kept")));
    assertThat(span.events().get(0).attributes().values()).isEmpty();
    assertThat(decoded.adjusted()).isEqualTo(Map.of(Adjustment.SECRET_REMOVED, 7L));
    assertThat(decoded.message()).isNull();

    byte[] protobuf =
        OneSpan.protobuf(
            OneSpan.span()
                .addAttributes(OneSpan.pair("http.request.header.authorization", "s"))
                .addAttributes(OneSpan.pair("kept", "v")));
    assertThat(
            decoder
                .traces(protobuf, Encoding.PROTOBUF, SampleExports.NOW)
                .records()
                .get(1)
                .attributes()
                .values())
        .isEqualTo(Map.of("kept", "v"));
  }

  @Test
  void links_thatPointNowhere_areDroppedAndCounted() {
    SpanRecord span =
        span(
            "\"links\":[{\"traceId\":\""
                + OneSpan.TRACE
                + "\",\"spanId\":\""
                + OneSpan.SPAN
                + "\"},{\"traceId\":\"00\",\"spanId\":\""
                + OneSpan.SPAN
                + "\"},{}]");
    assertThat(span.links()).hasSize(1);
    assertThat(span.dropped()).isEqualTo(2);
  }

  @Test
  void logs_unusableIds_areTakenAsNone() {
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":["
            + "{\"traceId\":\"12\",\"spanId\":\""
            + OneSpan.SPAN
            + "\",\"timeUnixNano\":1},"
            + "{\"traceId\":\""
            + OneSpan.TRACE
            + "\",\"spanId\":\"zz\"},"
            + "{\"spanId\":\""
            + OneSpan.SPAN
            + "\",\"observedTimeUnixNano\":\"5\"},"
            + "{}]}]}]}";
    Decoded<LogEntry> decoded = decoder.logs(OneSpan.utf8(json), Encoding.JSON, SampleExports.NOW);
    assertThat(decoded.records())
        .extracting(LogEntry::traceId)
        .containsExactly(null, OneSpan.TRACE, null, null);
    assertThat(decoded.records()).extracting(LogEntry::spanId).containsOnlyNulls();
    long arrived =
        SampleExports.NOW.getEpochSecond() * 1_000_000_000L + SampleExports.NOW.getNano();
    assertThat(decoded.records())
        .extracting(LogEntry::timeNanos)
        .containsExactly(1L, arrived, 5L, arrived);
    assertThat(decoded.adjusted()).isEqualTo(Map.of(Adjustment.LOG_ID_IGNORED, 3L));
    assertThat(decoded.rejected()).isEmpty();
  }

  @Test
  void anyText_survives() {
    String hostile = "\\u0000 \\ud800 \\u001b[31m <script> \\ud83d\\ude00";
    assertThat(
            span(OneSpan.attribute("{\"stringValue\":\"" + hostile + "\"}")).attributes().text("k"))
        .isEqualTo("\u0000 \ud800 \u001b[31m <script> \ud83d\ude00");
  }

  private static String text(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }

  private SpanRecord span(String field) {
    Decoded<SpanRecord> decoded = traces(OneSpan.json(OneSpan.sound("x", field)));
    assertThat(decoded.rejected()).isEmpty();
    return decoded.records().get(1);
  }

  private Decoded<SpanRecord> traces(String json) {
    return decoder.traces(OneSpan.utf8(json), Encoding.JSON, SampleExports.NOW);
  }
}
