package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** Word errors per word of the reference; of several references the one with the fewest. */
final class WordErrorRate implements Evaluator {

  private static final String CASE_SENSITIVE = "case_sensitive";
  private static final String PUNCTUATION = "punctuation";

  private final boolean caseSensitive;
  private final boolean punctuation;
  private final long mostCells;

  WordErrorRate(boolean caseSensitive, boolean punctuation, long mostCells) {
    this.caseSensitive = caseSensitive;
    this.punctuation = punctuation;
    this.mostCells = mostCells;
  }

  private WordErrorRate(Parameters parameters) {
    this(
        parameters.bool(CASE_SENSITIVE),
        parameters.bool(PUNCTUATION),
        TooLargeException.MOST_CELLS);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "wer",
            "1",
            "Counts the words inserted, left out or replaced, per word of the expected output.")
        .documentation(
            "Word error rate: the fewest insertions, deletions and replacements of words that turn"
                + " the expected output into the output, divided by the number of expected words."
                + " Words are what white space separates. Lower is better; 0 is the same words in"
                + " the same order, and an output much longer than expected goes above 1. Of"
                + " several references the nearest counts; references without words are left out."
                + " Made for transcripts, where one wording is right.")
        .example("- wer: {case_sensitive: false, punctuation: false, threshold: 0.1}")
        .range(0, Double.POSITIVE_INFINITY)
        .lowerIsBetter()
        .parameter(
            Parameter.bool(CASE_SENSITIVE, "Whether upper and lower case differ.")
                .withDefault(true))
        .parameter(
            Parameter.bool(
                    PUNCTUATION, "Whether ASCII punctuation counts; without it, it is removed.")
                .withDefault(true))
        .needs(Need.EXPECTED)
        .createdBy((parameters, context) -> new WordErrorRate(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    LongTokens longTokens = new LongTokens();
    TokenList output = tokens(subject.output(), longTokens);
    double best = Double.POSITIVE_INFINITY;
    ObjectNode evidence = Json.object();
    for (String reference : subject.references()) {
      TokenList expected = tokens(reference, longTokens);
      if (expected.size() == 0) {
        continue;
      }
      Vocabulary vocabulary = new Vocabulary(expected);
      Symbols symbols = Symbols.of(vocabulary.idsOf(output), vocabulary.ids());
      OptionalInt errors = EditDistance.of(symbols, mostCells);
      if (errors.isEmpty()) {
        return Score.unscored(
            TooLargeException.reason("words", output.size(), expected.size(), mostCells));
      }
      double rate = (double) errors.getAsInt() / expected.size();
      if (rate < best) {
        best = rate;
        evidence.put("errors", errors.getAsInt()).put("words", expected.size());
      }
    }
    return Double.isFinite(best)
        ? Score.of(best).withEvidence(evidence)
        : Score.unscored("the expected output has no words");
  }

  private TokenList tokens(String text, LongTokens longTokens) {
    List<String> words = PythonText.words(caseSensitive ? text : PythonText.lower(text));
    TokenList tokens = new TokenList(words.size());
    for (String word : punctuation ? words : withoutPunctuation(words)) {
      tokens.add(TokenKeys.of(word, longTokens));
    }
    return tokens;
  }

  private static List<String> withoutPunctuation(List<String> words) {
    List<String> plain = new ArrayList<>(words.size());
    for (String word : words) {
      StringBuilder letters = new StringBuilder(word.length());
      word.chars()
          .filter(c -> !SquadText.isAsciiPunctuation(c))
          .forEach(c -> letters.append((char) c));
      if (letters.length() > 0) {
        plain.add(letters.toString());
      }
    }
    return plain;
  }
}
