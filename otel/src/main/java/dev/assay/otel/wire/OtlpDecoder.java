package dev.assay.otel.wire;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Reads OTLP exports. A record that is wrong is counted and left out; the others are taken.
 *
 * <p>May be used by several threads at once.
 *
 * @since 0.1
 */
public final class OtlpDecoder {

  private static final OtlpDecoder DEFAULT = new OtlpDecoder(WireLimits.withDefaults());

  private final WireLimits limits;

  private OtlpDecoder(WireLimits limits) {
    this.limits = limits;
  }

  /** Within {@link WireLimits#withDefaults()}. */
  public static OtlpDecoder withDefaults() {
    return DEFAULT;
  }

  /** Within {@code limits}. */
  public static OtlpDecoder withLimits(WireLimits limits) {
    return new OtlpDecoder(Objects.requireNonNull(limits, "limits"));
  }

  /**
   * Reads spans.
   *
   * @param body an {@code ExportTraceServiceRequest}, not compressed, not changed meanwhile
   * @param now our clock, for times in the future
   * @throws RefusedException if it cannot be read at all
   */
  public Decoded<SpanRecord> traces(byte[] body, Encoding encoding, Instant now) {
    checkSize(body);
    if (encoding == Encoding.JSON) {
      return JsonExport.decode(
          body, limits, now, OtlpSignal.TRACES, (in, intake) -> new JsonSpans(in, intake));
    }
    Intake intake = new Intake(limits, now);
    ProtoValues values = new ProtoValues(body, intake);
    ProtoSpans spans = new ProtoSpans(values, intake);
    new ProtoExport(body, intake, values, OtlpSignal.TRACES, spans).read();
    return intake.decoded(OtlpSignal.TRACES, spans.spans());
  }

  /**
   * Reads log records.
   *
   * @param body an {@code ExportLogsServiceRequest}, not compressed, not changed meanwhile
   * @param now our clock, for times in the future
   * @throws RefusedException if it cannot be read at all
   */
  public Decoded<LogEntry> logs(byte[] body, Encoding encoding, Instant now) {
    checkSize(body);
    if (encoding == Encoding.JSON) {
      return JsonExport.decode(
          body, limits, now, OtlpSignal.LOGS, (in, intake) -> new JsonLogs(in, intake));
    }
    Intake intake = new Intake(limits, now);
    ProtoValues values = new ProtoValues(body, intake);
    ProtoLogs logs = new ProtoLogs(values, intake);
    new ProtoExport(body, intake, values, OtlpSignal.LOGS, logs).read();
    return intake.decoded(OtlpSignal.LOGS, logs.entries());
  }

  /**
   * Counts data points, none of which is used: each is rejected, and the sender told so.
   *
   * @param body an {@code ExportMetricsServiceRequest}, not compressed, not changed meanwhile
   * @throws RefusedException if it cannot be read at all
   */
  public Decoded<Object> metrics(byte[] body, Encoding encoding) {
    checkSize(body);
    if (encoding == Encoding.JSON) {
      return JsonExport.decode(
          body,
          limits,
          Instant.EPOCH,
          OtlpSignal.METRICS,
          (in, intake) -> new JsonMetrics(in, intake));
    }
    Intake intake = new Intake(limits, Instant.EPOCH);
    ProtoValues values = new ProtoValues(body, intake);
    new ProtoExport(body, intake, values, OtlpSignal.METRICS, new ProtoMetrics(intake)).read();
    return intake.decoded(OtlpSignal.METRICS, List.of());
  }

  private void checkSize(byte[] body) {
    if (body.length > limits.bodyBytes()) {
      throw RequestBody.tooLarge(limits);
    }
  }
}
