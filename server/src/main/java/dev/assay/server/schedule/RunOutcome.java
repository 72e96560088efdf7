package dev.assay.server.schedule;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of running a suite once.
 *
 * @param result the decision
 * @param directory the run's directory; null if there was no run
 * @param lines why, in the gate's words or the problems'
 * @since 0.1
 */
public record RunOutcome(Result result, @Nullable Path directory, List<String> lines) {

  /** Copies the lines. */
  public RunOutcome {
    Objects.requireNonNull(result, "result");
    lines = List.copyOf(lines);
  }

  /** How a run came out. */
  public enum Result {
    /** The gate let it through. */
    PASSED,
    /** The gate failed. */
    FAILED,
    /** The gate could not decide, or the run did not come to its end. */
    INCONCLUSIVE,
    /** The suite could not be run. */
    BROKEN,
    /** The server stopped; it is run again. */
    INTERRUPTED;

    /** As it is written: in lower case. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
