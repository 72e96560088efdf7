package dev.assay.core.evaluator.text;

import java.util.Arrays;

/**
 * How many n-grams an output shares with references, order by order, each counted as often as it is
 * in the output and in the one reference that has it most often.
 *
 * <p>An n-gram's number is found from the number of its first n - 1 tokens and that of its last, so
 * that each order takes time linear in the texts.
 */
final class NGrams {

  /** References longer than this would need tables of some hundred megabytes. */
  static final int MOST_IN_REFERENCES = 2_000_000;

  static final int MOST_IN_OUTPUT = 20_000_000;

  // The references one after the other; where each ends.
  private final int[] reference;
  private final int[] ends;
  private final int[] output;
  // The numbers of the n-grams that start at each place, 0 where there is none or it is unknown.
  private int[] inReference;
  private int[] inOutput;
  private int order = 1;
  private int numbers;

  private NGrams(int[] reference, int[] ends, int[] output, int numbers) {
    this.reference = reference;
    this.ends = ends;
    this.output = output;
    this.inReference = reference.clone();
    this.inOutput = output.clone();
    this.numbers = numbers;
  }

  /** Prepares a comparison of tokens, given as keys of one {@link LongTokens}. */
  static NGrams of(TokenList output, TokenList... references) throws TooLargeException {
    long length = 0;
    for (TokenList reference : references) {
      length += reference.size();
    }
    TooLargeException.checkLength("tokens in the references", length, MOST_IN_REFERENCES);
    TooLargeException.checkLength("tokens", output.size(), MOST_IN_OUTPUT);
    TokenList all = new TokenList((int) length);
    int[] ends = new int[references.length];
    for (int r = 0; r < references.length; r++) {
      for (int i = 0; i < references[r].size(); i++) {
        all.add(references[r].get(i));
      }
      ends[r] = all.size();
    }
    Vocabulary vocabulary = new Vocabulary(all);
    return new NGrams(vocabulary.ids(), ends, vocabulary.idsOf(output), vocabulary.size());
  }

  /** How many n-grams of each order from 1 to {@code highest} are shared. */
  long[] shared(int highest) {
    long[] shared = new long[highest];
    for (int n = 1; n <= highest; n++) {
      if (n > 1) {
        advance();
      }
      shared[n - 1] = shared();
      if (shared[n - 1] == 0) {
        // No longer one can be shared either.
        break;
      }
    }
    return shared;
  }

  /** How many n-grams a text of {@code tokens} has. */
  static long count(int tokens, int order) {
    return Math.max(0, tokens - order + 1);
  }

  private long shared() {
    int[] most = new int[numbers + 1];
    int[] count = new int[numbers + 1];
    int start = 0;
    for (int end : ends) {
      for (int i = start; i < end; i++) {
        int number = inReference[i];
        most[number] = Math.max(most[number], ++count[number]);
      }
      for (int i = start; i < end; i++) {
        count[inReference[i]] = 0;
      }
      start = end;
    }
    most[0] = 0;
    Arrays.fill(count, 0);
    long shared = 0;
    for (int number : inOutput) {
      if (count[number] < most[number]) {
        count[number]++;
        shared++;
      }
    }
    return shared;
  }

  private void advance() {
    order++;
    TokenList keys = new TokenList(reference.length);
    int start = 0;
    for (int end : ends) {
      for (int i = start; i + order <= end; i++) {
        keys.add(key(inReference[i], reference[i + order - 1]));
      }
      start = end;
    }
    Vocabulary vocabulary = new Vocabulary(keys);
    numberReferences(vocabulary.ids());
    for (int i = 0; i < inOutput.length; i++) {
      int last = i + order - 1;
      boolean known = inOutput[i] != 0 && last < output.length && output[last] != 0;
      inOutput[i] = known ? vocabulary.idOf(key(inOutput[i], output[last])) : 0;
    }
    numbers = vocabulary.size();
  }

  private void numberReferences(int[] ids) {
    int next = 0;
    int start = 0;
    for (int end : ends) {
      for (int i = start; i < end; i++) {
        inReference[i] = i + order <= end ? ids[next++] : 0;
      }
      start = end;
    }
  }

  private static long key(int prefix, int last) {
    return ((long) prefix << 32) | last;
  }
}
