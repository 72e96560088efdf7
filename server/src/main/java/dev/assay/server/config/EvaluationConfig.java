package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.sampling.Budget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How queued evaluations are done.
 *
 * @param concurrency how many at once
 * @param budget what is never passed: beyond it, work waits
 * @param expireAfter work that waited longer is given up
 * @param attempts how often one is tried
 * @param emit who is told scores; null for nobody
 * @since 0.1
 */
public record EvaluationConfig(
    int concurrency,
    Budget budget,
    Duration expireAfter,
    int attempts,
    @Nullable EmissionConfig emit) {

  /** Eight at once, no bound on money, for a day, five attempts, told nobody. */
  public static final EvaluationConfig DEFAULT =
      new EvaluationConfig(8, Budget.NONE, Duration.ofDays(1), 5, null);

  /** Checks the parts. */
  public EvaluationConfig {
    requireNonNull(budget, "budget");
    requireNonNull(expireAfter, "expireAfter");
  }
}
