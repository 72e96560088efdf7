package dev.assay.otel.testing;

import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The sample exports, decoded. */
public final class Samples {

  // After every time in them.
  private static final Instant NOW = Instant.ofEpochSecond(1_788_000_100L);

  private Samples() {}

  /** The spans of a sample; none if it holds log records. */
  public static List<SpanRecord> spans(String name) {
    return json(name).has("resourceSpans")
        ? OtlpDecoder.withDefaults().traces(read(name), Encoding.JSON, NOW).records()
        : List.of();
  }

  /** The log records of a sample; none if it holds spans. */
  public static List<LogEntry> logs(String name) {
    return json(name).has("resourceLogs")
        ? OtlpDecoder.withDefaults().logs(read(name), Encoding.JSON, NOW).records()
        : List.of();
  }

  /** A sample's tree. */
  public static JsonNode json(String name) {
    return Json.parse(Json.decode(read(name), name), name, 1);
  }

  private static byte[] read(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/otlp/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
