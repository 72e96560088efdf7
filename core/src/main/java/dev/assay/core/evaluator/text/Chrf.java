package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.CorpusMeasure;
import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * chrF and chrF++ as sacrebleu computes them; of several references the one with the best value.
 *
 * <p>Sources: M. Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015,
 * and "chrF++: words helping character n-grams", WMT 2017.
 */
final class Chrf implements Evaluator {

  /** What is compared besides characters. */
  enum Kind {
    CHARACTERS(
        "chrf",
        0,
        "Compares runs of one to six characters with the expected output, as chrF2.",
        "chrF: the F-score, recall counting twice as much as precision, of runs of 1 to 6"
            + " characters, white space left out (Popović 2015). Equal to sacrebleu's, with values"
            + " from 0 to 1 where sacrebleu's are from 0 to 100. It needs no tokenizer and forgives"
            + " inflection and small spelling differences, so it suits any language."),
    WITH_WORDS(
        "chrf++",
        2,
        "Compares runs of characters, words and pairs of words with the expected output, as"
            + " chrF2++.",
        "chrF++: chrF with runs of one and two words beside those of 1 to 6 characters (Popović"
            + " 2017). Equal to sacrebleu's with `word_order=2`, with values from 0 to 1 where"
            + " sacrebleu's are from 0 to 100. It agrees with people a little better than `chrf` in"
            + " languages that put spaces between words.");

    private final String evaluator;
    private final int wordOrder;
    private final String summary;
    private final String documentation;

    Kind(String evaluator, int wordOrder, String summary, String documentation) {
      this.evaluator = evaluator;
      this.wordOrder = wordOrder;
      this.summary = summary;
      this.documentation = documentation;
    }

    EvaluatorDefinition definition() {
      return EvaluatorDefinition.builder(evaluator, "1", summary)
          .documentation(
              documentation
                  + " Of several references the best one counts. Runs also report the corpus value,"
                  + " computed from the counts of all scored outputs.")
          .parameter(
              Parameter.integer(CHAR_ORDER, "The longest run of characters compared.")
                  .between(1, 20)
                  .withDefault(6))
          .parameter(
              Parameter.number(BETA, "How much more recall counts than precision.")
                  .between(0.1, 10)
                  .withDefault(2))
          .parameter(Parameter.bool(LOWERCASE, "Compares in lower case."))
          .parameter(Parameter.bool(WHITESPACE, "Counts white space among the characters."))
          .needs(Need.EXPECTED)
          .corpus(new Corpus("corpus " + evaluator))
          .createdBy((parameters, context) -> new Chrf(this, parameters));
    }
  }

  private static final String CHAR_ORDER = "char_order";
  private static final String BETA = "beta";
  private static final String LOWERCASE = "lowercase";
  private static final String WHITESPACE = "whitespace";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final Kind kind;
  private final int charOrder;
  private final double beta;
  private final boolean lowercase;
  private final boolean whitespace;

  private Chrf(Kind kind, Parameters parameters) {
    this.kind = kind;
    this.charOrder = parameters.integer(CHAR_ORDER);
    this.beta = parameters.number(BETA);
    this.lowercase = parameters.bool(LOWERCASE);
    this.whitespace = parameters.bool(WHITESPACE);
  }

  @Override
  public Score evaluate(Subject subject) {
    try {
      LongTokens longTokens = new LongTokens();
      TokenList characters = characters(subject.output());
      TokenList words = words(subject.output(), longTokens);
      double best = -1;
      double[] bestSums = {};
      for (String reference : subject.references()) {
        double[] sums = new double[3 * (charOrder + kind.wordOrder)];
        compare(characters, characters(reference), charOrder, sums, 0);
        compare(words, words(reference, longTokens), kind.wordOrder, sums, 3 * charOrder);
        double value = value(sums, beta);
        if (value > best) {
          best = value;
          bestSums = sums;
        }
      }
      ObjectNode settings = Json.object().put(BETA, beta);
      return Score.of(best)
          .withEvidence(CorpusStatistics.of(bestSums, settings).writeTo(Json.object()));
    } catch (TooLargeException e) {
      return Score.unscored(e.reason());
    }
  }

  // Three numbers an order: n-grams in the output (0 where the reference has none), in the
  // reference, and in both.
  private static void compare(
      TokenList output, TokenList reference, int highest, double[] sums, int offset)
      throws TooLargeException {
    if (highest == 0) {
      return;
    }
    long[] shared = NGrams.of(output, reference).shared(highest);
    for (int n = 0; n < highest; n++) {
      long expected = NGrams.count(reference.size(), n + 1);
      sums[offset + 3 * n] = expected == 0 ? 0 : NGrams.count(output.size(), n + 1);
      sums[offset + 3 * n + 1] = expected;
      sums[offset + 3 * n + 2] = shared[n];
    }
  }

  private TokenList characters(String text) throws TooLargeException {
    TooLargeException.checkLength("characters", text.length(), NGrams.MOST_IN_OUTPUT);
    String line = lowercase ? PythonText.lower(text) : text;
    TokenList characters = new TokenList(line.length());
    int i = 0;
    while (i < line.length()) {
      int c = line.codePointAt(i);
      if (whitespace || !PythonText.isSpace(c)) {
        // A key is never 0.
        characters.add(c + 1L);
      }
      i += Character.charCount(c);
    }
    return characters;
  }

  private TokenList words(String text, LongTokens longTokens) {
    TokenList words = new TokenList(8);
    if (kind.wordOrder == 0) {
      return words;
    }
    for (String word : PythonText.words(lowercase ? PythonText.lower(text) : text)) {
      int last = word.length() - 1;
      if (last > 0 && isPunctuation(word.charAt(last))) {
        words.add(TokenKeys.of(word.substring(0, last), longTokens));
        words.add(TokenKeys.of(word.substring(last), longTokens));
      } else if (last > 0 && isPunctuation(word.charAt(0))) {
        words.add(TokenKeys.of(word.substring(0, 1), longTokens));
        words.add(TokenKeys.of(word.substring(1), longTokens));
      } else {
        words.add(TokenKeys.of(word, longTokens));
      }
    }
    return words;
  }

  private static boolean isPunctuation(char c) {
    return PUNCTUATION.indexOf(c) >= 0;
  }

  private static double value(double[] sums, double beta) {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int i = 0; i < sums.length; i += 3) {
      if (sums[i] > 0 && sums[i + 1] > 0) {
        precision += sums[i + 2] / sums[i];
        recall += sums[i + 2] / sums[i + 1];
        orders++;
      }
    }
    if (orders == 0 || precision + recall == 0) {
      return 0;
    }
    precision /= orders;
    recall /= orders;
    double factor = beta * beta;
    return Math.min(1, (1 + factor) * precision * recall / (factor * precision + recall));
  }

  /** chrF of the counts of all outputs. */
  private record Corpus(String name) implements CorpusMeasure {

    @Override
    public double value(double[] sums, ObjectNode settings) {
      return Chrf.value(sums, settings.path(BETA).doubleValue());
    }
  }
}
