package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.TextCount;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          Map<String, Integer> seen = new HashMap<>();
          for (int i = 0; i + n <= words.size(); i++) {
            String run = String.join(" ", words.subList(i, i + n));
            Integer before = seen.putIfAbsent(run, i);
            if (before != null && i - before >= n) {
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
