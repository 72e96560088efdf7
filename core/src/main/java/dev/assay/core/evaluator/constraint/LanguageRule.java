package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.Languages;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The output must be written in one of the languages named. */
final class LanguageRule implements Rule {

  private final List<String> wanted;

  private LanguageRule(List<String> wanted) {
    this.wanted = wanted;
  }

  static Rule of(Settings settings) {
    List<String> wanted = new ArrayList<>();
    for (String code : settings.texts()) {
      String key = code.strip().toLowerCase(Locale.ROOT);
      if (!Languages.CODES.contains(key)) {
        throw new InvalidInputException(
            Problem.of(settings.subject() + ".language", code, "a language code that is known")
                .next(Nearest.advice(key, Languages.CODES)));
      }
      wanted.add(key);
    }
    return new LanguageRule(wanted);
  }

  @Override
  public Finding check(Subject subject) {
    Languages.Guess guess = Languages.guess(subject.output());
    String language = guess.language();
    if (language != null && wanted.contains(language)) {
      return Finding.HOLDS;
    }
    if (language == null || !guess.sure()) {
      return Finding.undecided("the language could not be told: " + guess.reason());
    }
    return Finding.violated(
        String.format(Locale.ROOT, "language %s, probability %.2f", language, guess.probability()),
        String.join(" or ", wanted));
  }

  @Override
  public String fingerprint() {
    return Languages.VERSION;
  }
}
