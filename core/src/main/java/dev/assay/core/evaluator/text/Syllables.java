package dev.assay.core.evaluator.text;

import java.util.List;
import java.util.Locale;

/**
 * Counts the syllables of English words by their spelling: groups of vowels, less those that are
 * silent, and more where two vowels are said apart. English spelling does not tell for sure; on
 * running text the errors are few and largely cancel out.
 */
final class Syllables {

  private static final List<String> APART_EA = List.of("creat", "react", "theat");

  private Syllables() {}

  /** At least 1. Parts joined by hyphens are counted one by one. */
  static int of(String word) {
    int syllables = 0;
    StringBuilder letters = new StringBuilder();
    String lower = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i <= lower.length(); i++) {
      char c = i == lower.length() ? '-' : lower.charAt(i);
      if (c >= 'a' && c <= 'z') {
        letters.append(c);
      } else if (c != '\'' && c != '’') {
        syllables += letters.isEmpty() ? 0 : ofPart(letters.toString());
        letters.setLength(0);
      }
    }
    return Math.max(1, syllables);
  }

  private static int ofPart(String word) {
    if (word.length() <= 3) {
      return 1;
    }
    String spoken = withoutSilentEnd(word);
    int groups = 0;
    boolean inGroup = false;
    for (int i = 0; i < spoken.length(); i++) {
      boolean vowel = isVowel(spoken.charAt(i));
      if (vowel && (!inGroup || saidApart(spoken, i))) {
        groups++;
      }
      inGroup = vowel;
    }
    return Math.max(1, groups);
  }

  // The e of "make", "makes" and "baked", but not of "table", "houses" or "wanted".
  private static String withoutSilentEnd(String word) {
    int length = word.length();
    if (word.endsWith("le") && !isVowel(word.charAt(length - 3))) {
      return word;
    }
    if (word.endsWith("les") && !isVowel(word.charAt(length - 4))) {
      return word;
    }
    if (word.endsWith("e") && !word.endsWith("ee")) {
      return word.substring(0, length - 1);
    }
    char before = word.charAt(length - 3);
    if (word.endsWith("ed") && before != 't' && before != 'd' && !isVowel(before)) {
      return word.substring(0, length - 2);
    }
    boolean hisses = "sxzcg".indexOf(before) >= 0 || word.endsWith("shes") || word.endsWith("ches");
    if (word.endsWith("es") && !hisses && !isVowel(before)) {
      return word.substring(0, length - 2);
    }
    if (word.endsWith("ely") || word.endsWith("eful") || word.endsWith("eless")) {
      int e = word.lastIndexOf('e', word.endsWith("eless") ? length - 4 : length - 2);
      return e > 1 && !isVowel(word.charAt(e - 1))
          ? word.substring(0, e) + word.substring(e + 1)
          : word;
    }
    return word;
  }

  // Two vowels side by side that begin a new syllable: "i-dea", "sci-ence", "cre-ate", "du-al".
  private static boolean saidApart(String word, int i) {
    char before = word.charAt(i - 1);
    char here = word.charAt(i);
    String pair = "" + before + here;
    return switch (pair) {
      case "ia" -> !precededBy(word, i - 1, "tc") || word.endsWith("ciation");
      case "io" -> !precededBy(word, i - 1, "tscg");
      case "iu" -> true;
      case "eo" -> !word.startsWith("peo");
      case "ua", "uo" -> !precededBy(word, i - 1, "qg");
      case "ie" -> saidIE(word, i);
      case "ea" ->
          APART_EA.stream().anyMatch(word::startsWith)
              || (i == word.length() - 1 && word.chars().limit(i - 1).anyMatch(Syllables::isVowel));
      case "yi" -> true;
      default -> false;
    };
  }

  // "sci-ence", "cli-ent", "qui-et"; not "pa-tient", "effi-cient".
  private static boolean saidIE(String word, int i) {
    if (word.endsWith("iet")) {
      return true;
    }
    boolean ending = word.startsWith("enc", i) || word.startsWith("ent", i);
    return ending && (word.startsWith("sci") || !precededBy(word, i - 1, "tc"));
  }

  private static boolean precededBy(String word, int i, String letters) {
    return i > 0 && letters.indexOf(word.charAt(i - 1)) >= 0;
  }

  private static boolean isVowel(int c) {
    return "aeiouy".indexOf(c) >= 0;
  }
}
