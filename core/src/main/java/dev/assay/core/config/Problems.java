package dev.assay.core.config;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes found in a file.
 *
 * @since 0.1
 */
public final class Problems {

  private static final int MOST = 50;

  private Problems() {}

  /**
   * Reports mistakes in the order in which they stand in the file, at most {@value #MOST}; those
   * without a line, such as those of options, come last.
   *
   * @throws InvalidInputException if there are any
   */
  public static void throwIfAny(List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> line(p.location()))
            .thenComparingInt(p -> column(p.location())));
    throw new InvalidInputException(sorted.subList(0, Math.min(sorted.size(), MOST)));
  }

  private static int line(@Nullable Location location) {
    return location == null || location.line() == 0 ? Integer.MAX_VALUE : location.line();
  }

  private static int column(@Nullable Location location) {
    return location == null ? 0 : location.column();
  }
}
