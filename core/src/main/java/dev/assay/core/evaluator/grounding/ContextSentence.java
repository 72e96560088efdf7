package dev.assay.core.evaluator.grounding;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A sentence of the context, prepared for comparison.
 *
 * @param index its number in the context
 * @param passage the index of its passage
 * @param sentence its text range and tokens
 * @param quantities the indices of its tokens that are quantities
 * @param positions where each stem stands in it
 * @param heading the stems of the headings above it
 */
@SuppressWarnings("ArrayRecordComponent") // made in one place and only read
record ContextSentence(
    int index,
    int passage,
    Sentence sentence,
    int[] quantities,
    Map<String, int[]> positions,
    Set<String> heading) {

  static ContextSentence of(int index, int passage, Sentence sentence, Set<String> heading) {
    List<Token> tokens = sentence.tokens();
    Map<String, int[]> positions = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).kind() != Token.Kind.MARK) {
        positions.merge(tokens.get(i).stem(), new int[] {i}, ContextSentence::join);
      }
    }
    return new ContextSentence(
        index,
        passage,
        sentence,
        IntStream.range(0, tokens.size()).filter(i -> tokens.get(i).quantity() != null).toArray(),
        positions,
        heading);
  }

  private static int[] join(int[] a, int[] b) {
    int[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** The quantity that the token at {@code index}, one of {@link #quantities}, is. */
  Quantity quantity(int index) {
    return requireNonNull(tokens().get(index).quantity(), "quantity");
  }

  List<Token> tokens() {
    return sentence.tokens();
  }
}
