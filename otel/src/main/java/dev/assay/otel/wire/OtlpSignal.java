package dev.assay.otel.wire;

import java.util.Optional;

/**
 * What an export holds.
 *
 * @since 0.1
 */
public enum OtlpSignal {
  /** Spans. */
  TRACES("/v1/traces", "resourceSpans", "scopeSpans", "spans", "rejectedSpans", "spans"),
  /** Log records. */
  LOGS("/v1/logs", "resourceLogs", "scopeLogs", "logRecords", "rejectedLogRecords", "log records"),
  /** Metrics. */
  METRICS(
      "/v1/metrics",
      "resourceMetrics",
      "scopeMetrics",
      "metrics",
      "rejectedDataPoints",
      "data points");

  private final String path;
  private final String resourceField;
  private final String scopeField;
  private final String recordField;
  private final String rejectedField;
  private final String records;

  OtlpSignal(
      String path,
      String resourceField,
      String scopeField,
      String recordField,
      String rejectedField,
      String records) {
    this.path = path;
    this.resourceField = resourceField;
    this.scopeField = scopeField;
    this.recordField = recordField;
    this.rejectedField = rejectedField;
    this.records = records;
  }

  /** Where it is posted, such as {@code /v1/traces}. */
  public String path() {
    return path;
  }

  /** What is posted to {@code path}; empty if it is not one of OTLP's. */
  public static Optional<OtlpSignal> ofPath(String path) {
    for (OtlpSignal signal : values()) {
      if (signal.path.equals(path)) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  String resourceField() {
    return resourceField;
  }

  String scopeField() {
    return scopeField;
  }

  String recordField() {
    return recordField;
  }

  String rejectedField() {
    return rejectedField;
  }

  /** What its records are called, such as {@code log records}. */
  String records() {
    return records;
  }
}
