package dev.assay.core.evaluator.safety;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Phrases of refusals in the languages there are lists for, tried in every text. */
final class RefusalPatterns {

  static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt", "nl");

  /** What a phrase says. */
  enum Kind {
    /** It will not or cannot. */
    DECLINE,
    /** What it is, which declines nothing. */
    ABOUT_ITSELF,
    /** What was asked is wrong to ask. */
    PREMISE,
    /** What is right and wrong. */
    MORAL,
    /** Something is given all the same. */
    HELP
  }

  private static final Map<Kind, List<Pattern>> PATTERNS = load();

  private RefusalPatterns() {}

  /** Whether a phrase of {@code kind} stands in {@code sentence}. */
  static boolean find(Kind kind, String sentence) {
    return PATTERNS.getOrDefault(kind, List.of()).stream()
        .anyMatch(pattern -> pattern.matcher(sentence).find());
  }

  private static Map<Kind, List<Pattern>> load() {
    Map<Kind, List<Pattern>> patterns = new EnumMap<>(Kind.class);
    for (String language : LANGUAGES) {
      for (String line : Resources.lines("refusal-" + language + ".txt")) {
        int space = line.indexOf(' ');
        Kind kind =
            Kind.valueOf(line.substring(0, space).replace('-', '_').toUpperCase(Locale.ROOT));
        patterns
            .computeIfAbsent(kind, k -> new ArrayList<>())
            .add(
                Pattern.compile(
                    line.substring(space + 1),
                    Pattern.CASE_INSENSITIVE
                        | Pattern.UNICODE_CASE
                        | Pattern.UNICODE_CHARACTER_CLASS));
      }
    }
    return patterns;
  }
}
