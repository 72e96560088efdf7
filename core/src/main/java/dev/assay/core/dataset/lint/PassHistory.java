package dev.assay.core.dataset.lint;

/**
 * How an example fared in earlier runs.
 *
 * @param passed in how many it passed
 * @param runs in how many it was judged; unscored ones do not count
 * @since 0.1
 */
public record PassHistory(int passed, int runs) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException unless {@code 0 <= passed <= runs}
   */
  public PassHistory {
    if (passed < 0 || passed > runs) {
      throw new IllegalArgumentException(
          "passed: " + passed + " (expected: 0 <= passed <= runs = " + runs + ")");
    }
  }
}
