package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.List;

/**
 * Distinct words or runs of characters in both texts, over those in either; the best over the
 * references. Two texts without any are alike if they are equal.
 *
 * <p>Source: P. Jaccard, "Étude comparative de la distribution florale", 1901.
 */
final class Jaccard implements Evaluator {

  private static final String UNIT = "unit";
  private static final String CHARACTERS = "chars";
  private static final String SIZE = "n";
  private static final String CASE_SENSITIVE = "case_sensitive";
  private static final int LONGEST = 20_000_000;

  private final boolean characters;
  private final int size;
  private final boolean caseSensitive;

  private Jaccard(Parameters parameters) {
    this.characters = parameters.string(UNIT).equals(CHARACTERS);
    this.size = parameters.integer(SIZE);
    this.caseSensitive = parameters.bool(CASE_SENSITIVE);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "jaccard",
            "1",
            "Compares the sets of words, or of runs of characters, of output and expected output.")
        .documentation(
            "The number of distinct words in both texts over the number in either (Jaccard 1901)."
                + " Words are what white space separates; with `unit: chars` every run of `n`"
                + " characters counts instead, which forgives inflection and typing errors. Order"
                + " and frequency do not matter; for them see `rouge-l` and `token-f1`. Of several"
                + " references the best counts.")
        .example("- jaccard: {unit: chars, threshold: 0.5}")
        .parameter(
            Parameter.string(UNIT, "What is compared: words, or runs of n characters.")
                .oneOf("words", CHARACTERS)
                .withDefault("words"))
        .parameter(
            Parameter.integer(SIZE, "How long the runs of characters are.")
                .between(1, 10)
                .withDefault(3))
        .parameter(
            Parameter.bool(CASE_SENSITIVE, "Whether upper and lower case differ.")
                .withDefault(true))
        .needs(Need.EXPECTED)
        .createdBy((parameters, context) -> new Jaccard(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    try {
      double best = -1;
      int bestShared = 0;
      int bestEither = 0;
      LongTokens longTokens = new LongTokens();
      long[] output = distinct(subject.output(), longTokens);
      for (String reference : subject.references()) {
        long[] expected = distinct(reference, longTokens);
        int shared = shared(output, expected);
        int either = output.length + expected.length - shared;
        boolean equal = subject.output().equals(reference);
        double value = either == 0 ? (equal || !characters ? 1 : 0) : (double) shared / either;
        if (value > best) {
          best = value;
          bestShared = shared;
          bestEither = either;
        }
      }
      return Score.of(best)
          .withEvidence(Json.object().put("shared", bestShared).put("either", bestEither));
    } catch (TooLargeException e) {
      return Score.unscored(e.reason());
    }
  }

  private long[] distinct(String text, LongTokens longTokens) throws TooLargeException {
    TooLargeException.checkLength("characters", text.length(), LONGEST);
    String line = caseSensitive ? text : PythonText.lower(text);
    return characters ? runs(line, longTokens) : words(line, longTokens);
  }

  private static long[] words(String text, LongTokens longTokens) {
    List<String> words = PythonText.words(text);
    return sorted(words.stream().mapToLong(word -> TokenKeys.of(word, longTokens)).toArray());
  }

  private long[] runs(String text, LongTokens longTokens) {
    int[] points = Symbols.codePoints(text);
    if (points.length < size) {
      return new long[0];
    }
    long[] keys = new long[points.length - size + 1];
    for (int i = 0; i < keys.length; i++) {
      keys[i] =
          size <= 3 ? packed(points, i) : TokenKeys.of(new String(points, i, size), longTokens);
    }
    return sorted(keys);
  }

  // A code point has 21 bits; three of them fit, and no key is 0 nor depends on a table.
  private long packed(int[] points, int start) {
    long key = 0;
    for (int i = start; i < start + size; i++) {
      key = (key << 21) | points[i];
    }
    return key;
  }

  private static long[] sorted(long[] keys) {
    Arrays.sort(keys);
    int distinct = 0;
    for (int i = 0; i < keys.length; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        keys[distinct++] = keys[i];
      }
    }
    return Arrays.copyOf(keys, distinct);
  }

  private static int shared(long[] one, long[] other) {
    int shared = 0;
    int j = 0;
    for (long key : one) {
      while (j < other.length && other[j] < key) {
        j++;
      }
      shared += j < other.length && other[j] == key ? 1 : 0;
    }
    return shared;
  }
}
