package dev.assay.core.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where what a person gave cannot be used: a file, an option, a configuration. Carries every
 * mistake found, not only the first, and is shown without a stack trace.
 *
 * @since 0.1
 */
public sealed class InvalidInputException extends RuntimeException permits NotConfiguredException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Reports {@code problems}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public InvalidInputException(List<Problem> problems) {
    this(problems, null);
  }

  /** Reports one problem. */
  public InvalidInputException(Problem problem) {
    this(List.of(problem), null);
  }

  /** Reports one problem and what it was found by. */
  public InvalidInputException(Problem problem, @Nullable Throwable cause) {
    this(List.of(problem), cause);
  }

  private InvalidInputException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems: none (expected: at least one)");
    }
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, in the order found; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
