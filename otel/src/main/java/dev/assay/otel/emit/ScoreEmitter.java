package dev.assay.otel.emit;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns scores into export requests.
 *
 * <p>Source: OpenTelemetry's semantic conventions for generative AI, {@code
 * gen_ai.evaluation.result}; OpenInference's specification of annotations.
 *
 * @since 0.1
 */
public final class ScoreEmitter {

  private static final String SCOPE = "dev.assay";

  private final EmitOptions options;

  private ScoreEmitter(EmitOptions options) {
    this.options = options;
  }

  /** Tells scores by {@code options}. */
  public static ScoreEmitter withOptions(EmitOptions options) {
    return new ScoreEmitter(Objects.requireNonNull(options, "options"));
  }

  /**
   * An {@code ExportLogsServiceRequest} of one event for each score. An event carries the trace and
   * span that were judged, or the answer's or conversation's id where that is all that is known.
   */
  public byte[] events(List<EmittedScore> scores, Encoding encoding) {
    return OtlpEncoder.logs(scores.stream().map(this::event).toList(), encoding);
  }

  /**
   * An {@code ExportTraceServiceRequest} of one carrier span for each score whose subject is a span
   * or a conversation; the others have no form in OpenInference and are left out. A span's ids are
   * a hash of what it says, so that one sent twice is one.
   */
  public byte[] spans(List<EmittedScore> scores, Encoding encoding) {
    List<SpanRecord> spans = scores.stream().map(this::span).flatMap(Optional::stream).toList();
    return OtlpEncoder.traces(spans, encoding);
  }

  /** The event of a score. */
  public LogEntry event(EmittedScore score) {
    return EvaluationEvent.of(score, origin(null), options);
  }

  /** Whether a score has a carrier span: its subject is a span or a conversation. */
  public boolean hasSpan(EmittedScore score) {
    return CarrierSpan.tells(score.subject());
  }

  /** The carrier span of a score; empty if its subject is neither a span nor a conversation. */
  public Optional<SpanRecord> span(EmittedScore score) {
    return CarrierSpan.of(score, origin(options.project()), options);
  }

  private Origin origin(@Nullable String project) {
    Map<String, @Nullable Object> resource = new LinkedHashMap<>();
    resource.put("service.name", options.service());
    if (project != null) {
      resource.put("openinference.project.name", project);
    }
    return new Origin(new Attributes(resource, 0), SCOPE, options.scopeVersion(), "");
  }
}
