package dev.assay.monitor.window;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A dimension, or several together, by whose values traffic is sliced.
 *
 * @param dimensions {@code app}, {@code environment}, {@code feature}, {@code prompt_template},
 *     {@code prompt_version}, {@code model}, {@code release}, or {@code tag:NAME}
 * @param limit how many values, or combinations of them, have a slice of their own in one window;
 *     the others share one. Which ones is decided by a salted hash of the value, not by how
 *     frequent it is, so that it is the same in whatever order and parts they come
 * @param first values, one for each dimension, that have a slice of their own before any others:
 *     those that matter
 * @since 0.1
 */
public record SliceDefinition(List<String> dimensions, int limit, Set<List<String>> first) {

  private static final int MOST = 10_000;
  private static final String TAG = "tag:";
  private static final Set<String> FIELDS =
      Set.of(
          "app", "environment", "feature", "prompt_template", "prompt_version", "model", "release");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a dimension is unknown, there are none or more than four,
   *     or the limit is out of range
   */
  public SliceDefinition {
    dimensions = List.copyOf(dimensions);
    first = Set.copyOf(first);
    if (dimensions.isEmpty()
        || dimensions.size() > 4
        || new HashSet<>(dimensions).size() < dimensions.size()) {
      throw new IllegalArgumentException(
          "dimensions: " + dimensions + " (expected: one to four different ones)");
    }
    for (String dimension : dimensions) {
      if (!FIELDS.contains(dimension)
          && !(dimension.startsWith(TAG) && dimension.length() > TAG.length())) {
        throw new IllegalArgumentException(
            "dimension: "
                + dimension
                + " (expected: app, environment, feature, prompt_template, prompt_version, model,"
                + " release or tag:NAME)");
      }
    }
    if (limit < 1 || limit > MOST || limit < first.size()) {
      throw new IllegalArgumentException(
          "limit: "
              + limit
              + " (expected: 1 to "
              + MOST
              + ", at least the "
              + first.size()
              + " values that come first)");
    }
    for (List<String> values : first) {
      if (values.size() != dimensions.size()) {
        throw new IllegalArgumentException(
            "first: " + values + " (expected: one value for each of " + dimensions + ")");
      }
    }
  }

  /** By the values of one dimension, at most 100. */
  public static SliceDefinition of(String... dimensions) {
    return new SliceDefinition(List.of(dimensions), 100, Set.of());
  }

  /** With another limit. */
  public SliceDefinition withLimit(int limit) {
    return new SliceDefinition(dimensions, limit, first);
  }
}
