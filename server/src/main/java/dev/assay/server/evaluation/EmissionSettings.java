package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.otel.emit.EmitOptions;
import dev.assay.server.config.EmissionConfig;
import java.time.Duration;

/**
 * Who is told scores, and how patiently.
 *
 * @param config who, and which scores
 * @param mostWaiting how many scores may wait; what comes on top is dropped and counted
 * @param batch how many scores go into one request at most
 * @param every how long a score waits for others to go with
 * @param timeout how long one request may take, its answer included
 * @param attempts how often a request is tried
 * @since 0.1
 */
public record EmissionSettings(
    EmissionConfig config,
    int mostWaiting,
    int batch,
    Duration every,
    Duration timeout,
    int attempts) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is below 1
   */
  public EmissionSettings {
    requireNonNull(config, "config");
    requireNonNull(every, "every");
    requireNonNull(timeout, "timeout");
    if (mostWaiting < 1 || batch < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "mostWaiting, batch, attempts: "
              + mostWaiting
              + ", "
              + batch
              + ", "
              + attempts
              + " (expected: each at least 1)");
    }
  }

  /**
   * Up to 50,000 waiting, for a commit may hold half as many; 1,000 at a time, every two seconds.
   */
  public static EmissionSettings of(EmissionConfig config) {
    return new EmissionSettings(
        config, 50_000, 1_000, Duration.ofSeconds(2), Duration.ofSeconds(10), 5);
  }

  EmitOptions options() {
    return EmitOptions.withDefaults()
        .withExplanations(config.explanations())
        .withProject(config.project());
  }
}
