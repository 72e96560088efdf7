package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WireLimitsTest {

  private static final int TEN_MB = 10_000_000;

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();

  @Test
  void attributeOf10Mb_isCutAndFlagged() {
    Span.Builder span =
        OneSpan.span()
            .addAttributes(OneSpan.pair("long", "é".repeat(TEN_MB / 2)))
            .addAttributes(OneSpan.pair("short", "kept"));
    Decoded<SpanRecord> decoded = protobuf(span);
    Attributes attributes = decoded.records().get(1).attributes();
    assertThat(attributes.text("long")).isEqualTo("é".repeat(1 << 20));
    assertThat(attributes.text("short")).isEqualTo("kept");
    assertThat(attributes.shortened()).containsExactly("long");
    assertThat(attributes.incomplete()).isTrue();
    assertThat(decoded.adjusted()).isEqualTo(Map.of(Adjustment.VALUE_SHORTENED, 1L));
    assertThat(decoded.rejected()).isEmpty();
  }

  @Test
  void attributeOf10MbOfJson_isCutToValidJson() {
    String messages =
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"first\"}]},"
            + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
            + "a\\n\\\"b\\u0001/".repeat(TEN_MB / 14)
            + "\"}]},{\"role\":\"user\"}]";
    String field =
        "\"attributes\":[{\"key\":\"gen_ai.input.messages\",\"value\":{\"stringValue\":"
            + Json.write(Json.object().put("t", messages)).substring(5).replaceFirst("}$", "}}]");
    Decoded<SpanRecord> decoded =
        decoder.traces(
            OneSpan.utf8(OneSpan.json(OneSpan.sound("x", field))),
            Encoding.JSON,
            SampleExports.NOW);
    Attributes attributes = decoded.records().get(1).attributes();
    String text = attributes.text("gen_ai.input.messages");
    assertThat(text).hasSizeBetween(800_000, 1 << 20);
    JsonNode kept = Json.parse(text, "kept", 1);
    assertThat(kept).hasSize(2);
    assertThat(kept.at("/0/parts/0/content").stringValue()).isEqualTo("first");
    assertThat(kept.at("/1/parts/0/content").stringValue()).startsWith("a\n\"b\u0001/a");
    assertThat(attributes.shortened()).containsExactly("gen_ai.input.messages");
  }

  @Test
  void tooManyAttributes_areDroppedAndCounted() {
    Span.Builder span = OneSpan.span().setDroppedAttributesCount(5);
    for (int i = 0; i < 10_010; i++) {
      span.addAttributes(OneSpan.pair("key-" + i, "v"));
    }
    span.addAttributes(OneSpan.pair("key-0", "last"));
    Decoded<SpanRecord> decoded = protobuf(span);
    Attributes attributes = decoded.records().get(1).attributes();
    assertThat(attributes.values()).hasSize(10_000).containsEntry("key-0", "last");
    assertThat(attributes.dropped()).isEqualTo(15);
    assertThat(decoded.adjusted()).isEqualTo(Map.of(Adjustment.VALUE_DROPPED, 10L));
  }

  @Test
  void recordBeyondItsRoom_losesItsLastValues() {
    OtlpDecoder small =
        OtlpDecoder.withLimits(
            WireLimits.withDefaults().withRecordCharacters(1_000).withValueCharacters(400));
    Span.Builder span = OneSpan.span();
    for (int i = 0; i < 5; i++) {
      span.addAttributes(OneSpan.pair("key-" + i, "v".repeat(350)));
    }
    SpanRecord read =
        small.traces(OneSpan.protobuf(span), Encoding.PROTOBUF, SampleExports.NOW).records().get(1);
    assertThat(read.attributes().values()).containsOnlyKeys("key-0", "key-1", "key-2");
    assertThat(read.attributes().text("key-2")).hasSize(1_000 - 2 * (350 + 16));
    assertThat(read.attributes().shortened()).containsExactly("key-2");
    assertThat(read.attributes().dropped()).isEqualTo(2);
  }

  @Test
  void longList_isCut() {
    OtlpDecoder small = OtlpDecoder.withLimits(WireLimits.withDefaults().withValueCharacters(160));
    String list =
        "{\"arrayValue\":{\"values\":[" + "{\"intValue\":1},".repeat(99) + "{\"intValue\":1}]}}";
    SpanRecord span =
        small
            .traces(
                OneSpan.utf8(OneSpan.json(OneSpan.sound("x", OneSpan.attribute(list)))),
                Encoding.JSON,
                SampleExports.NOW)
            .records()
            .get(1);
    assertThat((List<?>) span.attributes().get("k")).hasSize(10);
    assertThat(span.attributes().shortened()).containsExactly("k");
  }

  @Test
  void bodyOfALog_isCutAndTheRecordSaysSo() {
    OtlpDecoder small = OtlpDecoder.withLimits(WireLimits.withDefaults().withValueCharacters(10));
    String json =
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\""
            + "x".repeat(50)
            + "\"}}]}]}]}";
    LogEntry entry =
        small.logs(OneSpan.utf8(json), Encoding.JSON, SampleExports.NOW).records().get(0);
    assertThat(entry.body()).isEqualTo("x".repeat(10));
    assertThat(entry.attributes().incomplete()).isTrue();
  }

  @Test
  void tooManyEvents_areDroppedAndCounted() {
    Span.Builder span = OneSpan.span();
    for (int i = 0; i < 10_003; i++) {
      span.addEvents(Span.Event.newBuilder().setTimeUnixNano(i));
    }
    SpanRecord read = protobuf(span).records().get(1);
    assertThat(read.events()).hasSize(10_000);
    assertThat(read.dropped()).isEqualTo(3);
  }

  @Test
  void ahead_saysHowFastAClockMayBe() {
    Span.Builder span = OneSpan.span();
    byte[] body = OneSpan.protobuf(span);
    Instant before = SampleExports.NOW.minusSeconds(160);
    OtlpDecoder strict =
        OtlpDecoder.withLimits(WireLimits.withDefaults().withAhead(Duration.ofSeconds(30)));
    assertThat(strict.traces(body, Encoding.PROTOBUF, before).rejected())
        .isEqualTo(Map.of(Rejection.FUTURE, 3L));
    assertThat(decoder.traces(body, Encoding.PROTOBUF, before).rejected()).isEmpty();
  }

  @Test
  void limits_thatCannotBe_areRefused() {
    assertThatThrownBy(() -> WireLimits.withDefaults().withBodyBytes(0))
        .hasMessage("bodyBytes: 0 (expected: bodyBytes >= 1)");
    assertThatThrownBy(() -> WireLimits.withDefaults().withAhead(Duration.ofSeconds(-1)))
        .hasMessage("ahead: PT-1S (expected: not negative)");
  }

  private Decoded<SpanRecord> protobuf(Span.Builder span) {
    return decoder.traces(OneSpan.protobuf(span), Encoding.PROTOBUF, SampleExports.NOW);
  }
}
