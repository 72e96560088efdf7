package dev.assay.examples.support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Word lists that are packaged with the assistant. */
final class Lexicon {

  /** Words that say nothing about what a question is about. */
  static final Set<String> STOPWORDS = words(Resources.text("stopwords.txt"));

  /** Common words outside the knowledge base; a speller must leave them alone. */
  static final Set<String> ORDINARY = words(Resources.text("ordinary.txt"));

  /**
   * Function words, without accents, of the languages that are told apart; of English, the one that
   * is answered, and of some that are not.
   */
  static final Map<String, Set<String>> LANGUAGES = languages(Resources.text("languages.txt"));

  private Lexicon() {}

  private static Map<String, Set<String>> languages(String text) {
    Map<String, Set<String>> languages = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              String[] both = line.split(": ", 2);
              languages.put(both[0], words(both[1]));
            });
    return languages;
  }

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }
}
