package dev.assay.core.dataset;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The mistakes found so far: each once, and no more of them than a person would read. */
final class ProblemLog {

  static final int MOST = 50;

  private final Set<Problem> problems = new LinkedHashSet<>();

  void add(Problem problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    }
  }

  void addAll(InvalidInputException e) {
    e.problems().forEach(this::add);
  }

  int size() {
    return problems.size();
  }

  /** Whether reading on would only add to what nobody reads. */
  boolean full() {
    return problems.size() >= MOST;
  }

  /**
   * Returns if nothing was found.
   *
   * @throws InvalidInputException with everything that was
   */
  void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    List<Problem> all = new ArrayList<>(problems);
    if (full()) {
      all.add(
          Problem.of("problems", MOST + ", and reading stopped", "none")
              .next("mend these and read again"));
    }
    throw new InvalidInputException(all);
  }
}
