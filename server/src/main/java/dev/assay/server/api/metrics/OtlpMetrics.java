package dev.assay.server.api.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Writes estimates as OTLP metrics: {@code assay.estimate.value}, {@code low}, {@code high, n}. */
final class OtlpMetrics {

  private OtlpMetrics() {}

  static byte[] write(List<QualityPoint> points, Instant at) {
    long nanos = TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    scope.getScopeBuilder().setName("dev.assay");
    scope.addMetrics(
        metric("value", "An estimate of quality.", points, QualityPoint::value, nanos));
    scope.addMetrics(
        metric("low", "The lower end of its interval.", points, QualityPoint::low, nanos));
    scope.addMetrics(
        metric("high", "The upper end of its interval.", points, QualityPoint::high, nanos));
    scope.addMetrics(metric("n", "How many it rests on.", points, QualityPoint::n, nanos));
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .addScopeMetrics(scope)
        .getResourceBuilder()
        .addAttributes(attribute("service.name", "assay"));
    return request.build().toByteArray();
  }

  private static Metric metric(
      String name,
      String description,
      List<QualityPoint> points,
      ToDoubleFunction<QualityPoint> part,
      long nanos) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (QualityPoint point : points) {
      double number = part.applyAsDouble(point);
      // An end that is open is left out rather than sent as infinite.
      if (Double.isFinite(number)) {
        NumberDataPoint.Builder data =
            NumberDataPoint.newBuilder().setTimeUnixNano(nanos).setAsDouble(number);
        data.addAttributes(attribute("measure", point.measure()));
        data.addAttributes(attribute("slice", point.slice()));
        if (!point.version().isEmpty()) {
          data.addAttributes(attribute("version", point.version()));
        }
        gauge.addDataPoints(data);
      }
    }
    return Metric.newBuilder()
        .setName("assay.estimate." + name)
        .setDescription(description)
        .setGauge(gauge)
        .build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
