package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a run is executed.
 *
 * @param concurrency how many examples are in flight at once, at least 1
 * @param repeats how often each example runs, at least 1
 * @param reducer how repetitions become one result
 * @param seed what all randomness derives from
 * @param timeout how long one call of the target may take
 * @param retries how often a transient failure is tried again, at least 0
 * @param budget what the run may take
 * @since 0.1
 */
public record RunOptions(
    int concurrency,
    int repeats,
    Reducer reducer,
    long seed,
    Duration timeout,
    int retries,
    Budget budget) {

  /** Five at once, each once, seed 7, a minute each, two retries, the default budget. */
  public static final RunOptions DEFAULT =
      new RunOptions(5, 1, Reducer.MEAN, 7, Duration.ofMinutes(1), 2, Budget.DEFAULT);

  /** Checks the parts. */
  public RunOptions {
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency: " + concurrency + " (expected: concurrency >= 1)");
    }
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats: " + repeats + " (expected: repeats >= 1)");
    }
    requireNonNull(reducer, "reducer");
    requireNonNull(timeout, "timeout");
    if (retries < 0) {
      throw new IllegalArgumentException("retries: " + retries + " (expected: retries >= 0)");
    }
    requireNonNull(budget, "budget");
  }
}
