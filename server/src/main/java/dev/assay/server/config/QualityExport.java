package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where else the quality numbers are shown.
 *
 * @param prometheus whether {@code /metrics} holds them
 * @param otlp where they are sent as metrics; null for nowhere
 * @param interval how often they are sent
 * @since 0.1
 */
public record QualityExport(boolean prometheus, @Nullable OtlpEndpoint otlp, Duration interval) {

  /** For Prometheus; sent nowhere; once a minute. */
  public static final QualityExport DEFAULT = new QualityExport(true, null, Duration.ofMinutes(1));

  /** Checks the parts. */
  public QualityExport {
    requireNonNull(interval, "interval");
  }
}
