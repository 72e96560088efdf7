package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.otel.wire.OtlpSignal;
import java.time.Duration;

/** Binds {@code evaluation} and {@code quality_export}: work, and who is told of it. */
final class EvaluationBinder {

  private final Scope scope;
  private final EmissionBinder emission;

  EvaluationBinder(Scope scope, EmissionBinder emission) {
    this.scope = scope;
    this.emission = emission;
  }

  EvaluationConfig evaluation(Fields root) {
    EvaluationConfig defaults = EvaluationConfig.DEFAULT;
    Fields fields = scope.section(root, "evaluation").orElse(null);
    if (fields == null) {
      return defaults;
    }
    return new EvaluationConfig(
        fields.whole("concurrency", 1, 1_000).orElse((long) defaults.concurrency()).intValue(),
        SamplingBinder.budget(scope, fields),
        fields
            .duration("expire_after", Duration.ofMinutes(1), Duration.ofDays(365))
            .orElse(defaults.expireAfter()),
        fields.whole("attempts", 1, 100).orElse((long) defaults.attempts()).intValue(),
        emission.bind(fields));
  }

  QualityExport export(Fields root) {
    QualityExport defaults = QualityExport.DEFAULT;
    Fields fields = scope.section(root, "quality_export").orElse(null);
    if (fields == null) {
      return defaults;
    }
    Fields otlp = scope.section(fields, "otlp").orElse(null);
    Duration least = Duration.ofSeconds(1);
    return new QualityExport(
        fields.flag("prometheus").orElse(defaults.prometheus()),
        otlp == null ? null : scope.endpoint(otlp, OtlpSignal.METRICS).orElse(null),
        otlp == null
            ? defaults.interval()
            : otlp.duration("interval", least, Scope.DAY).orElse(defaults.interval()));
  }
}
