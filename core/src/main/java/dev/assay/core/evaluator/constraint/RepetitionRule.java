package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.TextCount;
import dev.assay.core.evaluator.detect.WordRuns;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * The output must say nothing twice: no run of so many words may come again, in any case and
 * punctuation, unless it overlaps itself.
 */
final class RepetitionRule {

  private static final int WORDS = 8;
  private static final int MOST_WORDS = 200_000;

  private RepetitionRule() {}

  static Rule of(Settings settings) {
    int n = length(settings);
    return Rule.ofOutput(
        output -> {
          List<String> words =
              TextCount.wordList(output, MOST_WORDS).stream()
                  .map(word -> word.toLowerCase(Locale.ROOT))
                  .toList();
          int[] runs = WordRuns.number(n, List.of(words))[0];
          // Where each run was first, plus 1.
          int[] first = new int[words.size() + 1];
          for (int i = 0; i < runs.length; i++) {
            int before = first[runs[i]] - 1;
            if (before < 0) {
              first[runs[i]] = i + 1;
            } else if (i - before >= n) {
              String run = String.join(" ", words.subList(i, i + n));
              return Finding.violated(
                  Shown.quoted(run) + " twice", "no " + n + " words in a row again");
            }
          }
          return Finding.HOLDS;
        });
  }

  private static int length(Settings settings) {
    JsonNode setting = settings.setting();
    if (setting.isObject()) {
      JsonNode words = setting.get("words");
      if (setting.size() == 1
          && words != null
          && words.isIntegralNumber()
          && words.canConvertToInt()
          && words.intValue() >= 2
          && words.intValue() <= 100) {
        return words.intValue();
      }
      throw settings.wrong("true, or {words: n} with n from 2 to 100");
    }
    settings.requireTrue();
    return WORDS;
  }
}
