package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.Languages;
import dev.assay.core.evaluator.detect.TextCount;
import dev.assay.core.json.Json;

/**
 * How hard an English text is to read, from the length of its sentences and words.
 *
 * <p>Sources: R. Flesch, "A new readability yardstick", J. Applied Psychology 32 (1948); J. P.
 * Kincaid et al., "Derivation of new readability formulas for Navy enlisted personnel", Research
 * Branch Report 8-75 (1975).
 */
final class Readability implements Evaluator {

  /** Which formula. */
  enum Formula {
    READING_EASE(
        "readability",
        "Tells how easy an English text is to read, by Flesch's formula: 60 to 70 is plain English.",
        "Flesch reading ease: 206.835 - 1.015 words per sentence - 84.6 syllables per word (Flesch"
            + " 1948). 90 and above is very easy, 60 to 70 plain English, below 30 for graduates;"
            + " very long sentences go below 0. The US school grade is in the evidence and is the"
            + " value of `readability-grade`.") {
      @Override
      double of(double wordsPerSentence, double syllablesPerWord) {
        return 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord;
      }
    },
    GRADE(
        "readability-grade",
        "Tells the US school grade at which an English text can be read, by Flesch and Kincaid's"
            + " formula.",
        "Flesch-Kincaid grade level: 0.39 words per sentence + 11.8 syllables per word - 15.59"
            + " (Kincaid et al. 1975). 8 is what most adults read with ease; lower is easier. The"
            + " reading ease is in the evidence and is the value of `readability`.") {
      @Override
      double of(double wordsPerSentence, double syllablesPerWord) {
        return 0.39 * wordsPerSentence + 11.8 * syllablesPerWord - 15.59;
      }
    };

    private final String evaluator;
    private final String summary;
    private final String documentation;

    Formula(String evaluator, String summary, String documentation) {
      this.evaluator = evaluator;
      this.summary = summary;
      this.documentation = documentation;
    }

    abstract double of(double wordsPerSentence, double syllablesPerWord);

    EvaluatorDefinition definition() {
      EvaluatorDefinition.Builder builder =
          EvaluatorDefinition.builder(evaluator, "1", summary)
              .documentation(
                  documentation
                      + " English only: a text in another language, or of fewer than `min_words`"
                      + " words, is not scored. Syllables are counted by spelling, which is right for"
                      + " most words; the formulas know nothing of meaning, so use them for trends"
                      + " and outliers.")
              .range(
                  this == GRADE ? -4 : Double.NEGATIVE_INFINITY,
                  this == GRADE ? Double.POSITIVE_INFINITY : 122)
              .failureMode(FailureMode.FORMAT)
              .parameter(
                  Parameter.integer(MIN_WORDS, "Shorter texts are not scored.")
                      .between(1, 100_000)
                      .withDefault(30));
      if (this == GRADE) {
        builder.lowerIsBetter();
      }
      return builder.createdBy((parameters, context) -> new Readability(this, parameters));
    }
  }

  private static final String MIN_WORDS = "min_words";
  private static final String ENGLISH = "en";

  private final Formula formula;
  private final int minWords;

  private Readability(Formula formula, Parameters parameters) {
    this.formula = formula;
    this.minWords = parameters.integer(MIN_WORDS);
  }

  @Override
  public Score evaluate(Subject subject) {
    String output = subject.output();
    int words = 0;
    long syllables = 0;
    for (String word : PythonText.words(output)) {
      // A number is not spelled as it is said.
      if (word.chars().anyMatch(c -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
        words++;
        syllables += Syllables.of(word);
      }
    }
    if (words < minWords) {
      return Score.unscored("too short: " + words + " words (expected: at least " + minWords + ")");
    }
    Languages.Guess guess = Languages.guess(output);
    if (!ENGLISH.equals(guess.language())) {
      return Score.unscored(
          guess.language() == null
              ? "not known to be English: " + guess.reason()
              : "not English: " + guess.language());
    }
    int sentences = Math.max(1, TextCount.sentences(output));
    double length = (double) words / sentences;
    double weight = (double) syllables / words;
    return Score.of(formula.of(length, weight))
        .withEvidence(
            Json.object()
                .put("reading_ease", Formula.READING_EASE.of(length, weight))
                .put("grade", Formula.GRADE.of(length, weight))
                .put("words", words)
                .put("sentences", sentences)
                .put("syllables", syllables));
  }

  @Override
  public String fingerprint() {
    return Languages.VERSION;
  }
}
