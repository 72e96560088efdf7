package dev.assay.examples.support;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Corrects words that are one slip away from a word of the knowledge base. */
final class Speller {

  private static final Pattern WORD = Pattern.compile("[A-Za-z]{4,24}");

  private final Map<String, Integer> known = new HashMap<>();
  private final Set<String> stems = new HashSet<>();

  Speller(List<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      for (String token : Words.tokens(chunk.title() + " " + chunk.text())) {
        known.merge(token, 1, Integer::sum);
      }
    }
    for (String word : Lexicon.ORDINARY) {
      known.merge(word, 1, Integer::sum);
    }
    known.keySet().forEach(word -> stems.add(Words.stem(word)));
  }

  /** {@code text} with its misspelt words corrected. */
  String correct(String text) {
    Matcher matcher = WORD.matcher(text);
    StringBuilder corrected = new StringBuilder();
    while (matcher.find()) {
      boolean name = matcher.start() > 0 && Character.isUpperCase(matcher.group().charAt(0));
      matcher.appendReplacement(corrected, name ? matcher.group() : correctWord(matcher.group()));
    }
    return matcher.appendTail(corrected).toString();
  }

  private String correctWord(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (knows(lower)) {
      return word;
    }
    String best = word;
    int bestCount = 0;
    for (Map.Entry<String, Integer> candidate : known.entrySet()) {
      String other = candidate.getKey();
      boolean better =
          candidate.getValue() > bestCount
              || (candidate.getValue() == bestCount && other.compareTo(best) < 0);
      if (better && oneSlip(lower, other)) {
        best = other;
        bestCount = candidate.getValue();
      }
    }
    return best;
  }

  private boolean knows(String lower) {
    return known.containsKey(lower)
        || Lexicon.STOPWORDS.contains(lower)
        || stems.contains(Words.stem(lower))
        || Words.hasSynonym(lower);
  }

  // One letter missing, extra or wrong, or two neighbours swapped; the first letter is right.
  private static boolean oneSlip(String a, String b) {
    if (b.length() < 4 || a.charAt(0) != b.charAt(0) || Math.abs(a.length() - b.length()) > 1) {
      return false;
    }
    int i = 0;
    while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    if (a.length() != b.length()) {
      return a.length() > b.length()
          ? a.substring(i + 1).equals(b.substring(i))
          : a.substring(i).equals(b.substring(i + 1));
    }
    if (i >= a.length() || (a.length() > 4 && a.substring(i + 1).equals(b.substring(i + 1)))) {
      return true;
    }
    return i + 1 < a.length()
        && a.charAt(i) == b.charAt(i + 1)
        && a.charAt(i + 1) == b.charAt(i)
        && a.substring(i + 2).equals(b.substring(i + 2));
  }
}
