package dev.assay.core.evaluator.text;

import java.util.OptionalDouble;

/**
 * The precision of ROUGE-L, for evaluators that compare an output with its context.
 *
 * @since 0.1
 */
public final class RougeL {

  private RougeL() {}

  /**
   * The longest common subsequence of words as a share of the output's words, from 0 to 1; empty if
   * the texts are too long to compare.
   *
   * @param stem whether English stems are compared in place of words
   */
  public static OptionalDouble precision(String output, String reference, boolean stem) {
    try {
      return OptionalDouble.of(
          new Rouge(Rouge.Kind.L, stem).compare(output, reference).precision());
    } catch (TooLargeException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * The length of the longest common subsequence of two sequences of numbers.
   *
   * @param pattern numbers from 1 to {@code symbols}
   * @param text the same, or 0 for what is equal to nothing
   */
  public static int subsequence(int[] pattern, int[] text, int symbols) {
    return new LongestCommonSubsequence(symbols).length(pattern, text);
  }
}
