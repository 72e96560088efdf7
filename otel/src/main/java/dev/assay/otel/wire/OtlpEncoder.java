package dev.assay.otel.wire;

import dev.assay.core.json.Json;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import java.util.List;

/**
 * Writes OTLP exports. What {@link OtlpDecoder} read comes out as it was, but for fields that
 * records do not keep: trace state, flags, severity text.
 *
 * @since 0.1
 */
public final class OtlpEncoder {

  private OtlpEncoder() {}

  /**
   * An {@code ExportTraceServiceRequest}. Neighbours that share a resource or scope share it in the
   * request.
   */
  public static byte[] traces(List<SpanRecord> spans, Encoding encoding) {
    return encoding == Encoding.JSON
        ? Json.writeUtf8(JsonWriter.traces(spans))
        : ProtoWriter.traces(spans).toByteArray();
  }

  /**
   * An {@code ExportLogsServiceRequest}. Neighbours that share a resource or scope share it in the
   * request.
   */
  public static byte[] logs(List<LogEntry> entries, Encoding encoding) {
    return encoding == Encoding.JSON
        ? Json.writeUtf8(JsonWriter.logs(entries))
        : ProtoWriter.logs(entries).toByteArray();
  }
}
