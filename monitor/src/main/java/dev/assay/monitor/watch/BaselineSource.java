package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What is compared with.
 *
 * @since 0.1
 */
public sealed interface BaselineSource {

  /**
   * The stream's own past, learned as it comes: a mean by time of day that forgets with this time
   * constant.
   *
   * @param memory the mean age of what is compared with, at least a day
   */
  record Past(Duration memory) implements BaselineSource {

    /** Checks the parts. */
    public Past {
      if (memory.compareTo(Duration.ofDays(1)) < 0 || memory.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException("memory: " + memory + " (expected: 1 to 366 days)");
      }
    }
  }

  /**
   * A fixed period of production.
   *
   * @param from its start
   * @param to its end
   */
  record Period(Instant from, Instant to) implements BaselineSource {

    /** Checks the parts. */
    public Period {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException(
            "from, to: " + from + ", " + to + " (expected: in order)");
      }
    }
  }

  /**
   * A run of a suite.
   *
   * @param id of the run
   */
  record Run(String id) implements BaselineSource {

    /** Checks the parts. */
    public Run {
      requireNonNull(id, "id");
    }
  }

  /** The latest run on the golden examples. */
  record GoldenRun() implements BaselineSource {}
}
