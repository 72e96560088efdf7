package dev.assay.server.api.route;

import dev.assay.core.problem.Problem;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * Mistakes as JSON.
 *
 * @since 0.1
 */
public final class ProblemJson {

  private ProblemJson() {}

  /** One object each: {@code subject, value, expected, next, location}; at most 50. */
  public static ArrayNode of(List<Problem> problems) {
    return Problems.list(problems);
  }
}
