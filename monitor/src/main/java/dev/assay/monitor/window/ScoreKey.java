package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

/**
 * Which scores belong together: those of one version of one evaluator.
 *
 * @param evaluator its name or alias
 * @param version its version, prompts, model and parameters included
 * @since 0.1
 */
public record ScoreKey(String evaluator, String version) implements Comparable<ScoreKey> {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is longer than 200 characters
   */
  public ScoreKey {
    requireNonNull(evaluator, "evaluator");
    requireNonNull(version, "version");
    if (evaluator.length() > 200 || version.length() > 200) {
      throw new IllegalArgumentException(
          "evaluator, version: longer than 200 characters (expected: at most that)");
    }
  }

  @Override
  public int compareTo(ScoreKey other) {
    int byName = evaluator.compareTo(other.evaluator);
    return byName != 0 ? byName : version.compareTo(other.version);
  }
}
