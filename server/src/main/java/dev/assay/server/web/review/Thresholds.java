package dev.assay.server.web.review;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import java.util.OptionalDouble;

/** A threshold in an address. */
final class Thresholds {

  static final String NAME = "threshold";

  private Thresholds() {}

  /**
   * The threshold; empty where none is given.
   *
   * @throws InvalidInputException if it is no number
   */
  static OptionalDouble parse(Optional<String> given) {
    if (given.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(given.get().strip()));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(Problem.of(NAME, given.get(), "a number such as 0.5"), e);
    }
  }
}
