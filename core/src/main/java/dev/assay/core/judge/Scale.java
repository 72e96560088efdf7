package dev.assay.core.judge;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The grades a judge may give: whole numbers from {@code low} to {@code high}.
 *
 * @param low the worst grade
 * @param high the best grade
 * @since 0.1
 */
public record Scale(int low, int high) {

  /** From 1 to 5. */
  public static final Scale ONE_TO_FIVE = new Scale(1, 5);

  /** The best grade that a scale may have: finer ones nobody can anchor. */
  public static final int HIGHEST = 100;

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException unless {@code 0 <= low < high <= 100}
   */
  public Scale {
    if (low < 0 || low >= high || high > HIGHEST) {
      throw new IllegalArgumentException(
          "scale: " + low + " to " + high + " (expected: 0 <= low < high <= 100)");
    }
  }

  /** Whether {@code grade} is on the scale. */
  public boolean offers(int grade) {
    return low <= grade && grade <= high;
  }

  /** Every grade, worst first. */
  public List<Integer> grades() {
    return IntStream.rangeClosed(low, high).boxed().toList();
  }

  /** How far apart its ends are, with 1 to 5 as 1: limits of agreement grow with it. */
  double width() {
    return (high - low) / 4.0;
  }

  /** The scale in words: {@code 1 to 5}. */
  public String words() {
    return low + " to " + high;
  }
}
