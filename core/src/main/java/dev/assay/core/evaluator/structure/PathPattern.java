package dev.assay.core.evaluator.structure;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A JSON Pointer in which {@code *} stands for any one name or index. */
final class PathPattern {

  private static final String ANY = "*";

  private final List<String> steps;

  private PathPattern(List<String> steps) {
    this.steps = steps;
  }

  /**
   * Reads {@code /items/} followed by an asterisk and {@code /id}; the empty text is the document.
   *
   * @param subject what it is the value of, for the error
   */
  static PathPattern of(String subject, String text) {
    if (text.isEmpty()) {
      return new PathPattern(List.of());
    }
    if (!text.startsWith("/")) {
      throw new InvalidInputException(
          Problem.of(subject, text, "a JSON Pointer such as /items/*/id, which begins with /"));
    }
    List<String> steps = new ArrayList<>();
    for (String step : text.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return new PathPattern(List.copyOf(steps));
  }

  boolean matches(List<String> path) {
    if (path.size() != steps.size()) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).equals(ANY) && !steps.get(i).equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A path as a JSON Pointer. */
  static String pointer(List<String> path) {
    StringBuilder pointer = new StringBuilder();
    for (String step : path) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
