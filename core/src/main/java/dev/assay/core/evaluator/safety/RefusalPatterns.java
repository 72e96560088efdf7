package dev.assay.core.evaluator.safety;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * A phrase.
   *
   * @param anchors of each of these words one is in every text that the pattern can match
   */
  private record Phrase(Pattern pattern, List<BitSet> anchors) {

    boolean in(String sentence, BitSet words) {
      for (BitSet any : anchors) {
        if (!any.intersects(words)) {
          return false;
        }
      }
      return pattern.matcher(sentence).find();
    }
  }

  private static final Map<Kind, List<Pattern>> PATTERNS = load();
  private static final List<String> WORDS = words();
  // One pass finds the words; most sentences have none of those that a phrase needs.
  private static final WordFinder FINDER = WordFinder.of(WORDS);
  private static final Map<Kind, List<Phrase>> PHRASES = phrases();

  private RefusalPatterns() {}

  /** Which of the words that phrases need are in {@code sentence}. */
  static BitSet wordsIn(String sentence) {
    return FINDER.in(sentence);
  }

  /** Whether a phrase of {@code kind} stands in {@code sentence}. */
  static boolean find(Kind kind, String sentence) {
    return find(kind, sentence, wordsIn(sentence));
  }

  /** Whether a phrase of {@code kind} stands in {@code sentence}, which has these words. */
  static boolean find(Kind kind, String sentence, BitSet words) {
    for (Phrase phrase : PHRASES.getOrDefault(kind, List.of())) {
      if (phrase.in(sentence, words)) {
        return true;
      }
    }
    return false;
  }

  /** The patterns alone. */
  static List<Pattern> patterns(Kind kind) {
    return List.copyOf(PATTERNS.getOrDefault(kind, List.of()));
  }

  private static List<String> words() {
    TreeSet<String> words = new TreeSet<>();
    for (List<Pattern> patterns : PATTERNS.values()) {
      patterns.forEach(pattern -> Anchors.of(pattern.pattern()).forEach(words::addAll));
    }
    return List.copyOf(words);
  }

  private static Map<Kind, List<Phrase>> phrases() {
    Map<Kind, List<Phrase>> phrases = new EnumMap<>(Kind.class);
    PATTERNS.forEach(
        (kind, patterns) ->
            phrases.put(kind, patterns.stream().map(RefusalPatterns::phrase).toList()));
    return phrases;
  }

  private static Phrase phrase(Pattern pattern) {
    List<BitSet> anchors = new ArrayList<>();
    for (Set<String> any : Anchors.of(pattern.pattern())) {
      BitSet numbers = new BitSet(WORDS.size());
      any.forEach(word -> numbers.set(Collections.binarySearch(WORDS, word)));
      anchors.add(numbers);
    }
    return new Phrase(pattern, anchors);
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
