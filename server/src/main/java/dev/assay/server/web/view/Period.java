package dev.assay.server.web.view;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.time.Instant;

/**
 * A time with two ends.
 *
 * @param from where it begins
 * @param to where it ends, later
 * @since 0.1
 */
public record Period(Instant from, Instant to) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if they are not in order
   */
  public Period {
    if (!from.isBefore(to)) {
      throw new InvalidInputException(Problem.of("from, to", from + ", " + to, "from before to"));
    }
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** As long, and so much earlier. */
  public Period earlier(Duration by) {
    return new Period(from.minus(by), to.minus(by));
  }
}
