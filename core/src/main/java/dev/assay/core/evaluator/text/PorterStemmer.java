package dev.assay.core.evaluator.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Porter's stemmer with NLTK's extensions, which is what ROUGE stems with.
 *
 * <p>Source: M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980); the extensions
 * are those of {@code nltk.stem.porter}, mode {@code NLTK_EXTENSIONS}. Works in place on lower-case
 * ASCII letters and digits; a digit counts as a consonant.
 */
final class PorterStemmer {

  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("skies", "sky"),
          Map.entry("sky", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("news", "news"),
          Map.entry("innings", "inning"),
          Map.entry("inning", "inning"),
          Map.entry("outings", "outing"),
          Map.entry("outing", "outing"),
          Map.entry("cannings", "canning"),
          Map.entry("canning", "canning"),
          Map.entry("howe", "howe"),
          Map.entry("proceed", "proceed"),
          Map.entry("exceed", "exceed"),
          Map.entry("succeed", "succeed"));
  private static final int LONGEST_IRREGULAR = 8;

  private static final StemRule[] STEP_2 =
      StemRule.list(
          0,
          "ational ate, tional tion, enci ence, anci ance, izer ize, bli ble, alli al, entli ent,"
              + " eli e, ousli ous, ization ize, ation ate, ator ate, alism al, iveness ive,"
              + " fulness ful, ousness ous, aliti al, iviti ive, biliti ble, fulli ful");
  private static final StemRule[] STEP_3 =
      StemRule.list(0, "icate ic, ative -, alize al, iciti ic, ical ic, ful -, ness -");
  private static final StemRule[] STEP_4_BEFORE_ION =
      StemRule.list(
          1, "al -, ance -, ence -, er -, ic -, able -, ible -, ant -, ement -, ment -, ent -");
  private static final StemRule[] STEP_4_AFTER_ION =
      StemRule.list(1, "ou -, ism -, ate -, iti -, ous -, ive -, ize -");

  private final byte[] word;
  private int end;

  private PorterStemmer(byte[] word, int length) {
    this.word = word;
    this.end = length;
  }

  /**
   * Stems the first {@code length} bytes of {@code word} in place and returns the stem's length.
   */
  static int stem(byte[] word, int length) {
    if (length <= LONGEST_IRREGULAR) {
      String irregular = IRREGULAR.get(new String(word, 0, length, US_ASCII));
      if (irregular != null) {
        byte[] stem = irregular.getBytes(US_ASCII);
        System.arraycopy(stem, 0, word, 0, stem.length);
        return stem.length;
      }
    }
    if (length <= 2) {
      return length;
    }
    PorterStemmer stemmer = new PorterStemmer(word, length);
    stemmer.plurals();
    stemmer.pastAndGerund();
    stemmer.finalY();
    stemmer.step2();
    stemmer.apply(STEP_3);
    stemmer.step4();
    stemmer.finalE();
    stemmer.finalDoubleL();
    return stemmer.end;
  }

  /**
   * The stem of a word in lower case, of any letters: those that are not ASCII count as consonants,
   * as NLTK has it.
   */
  static String stem(String word) {
    int[] points = word.codePoints().toArray();
    byte[] letters = new byte[Math.max(points.length, LONGEST_IRREGULAR)];
    Map<Integer, Byte> others = new HashMap<>();
    for (int i = 0; i < points.length; i++) {
      // Different bytes, for two equal consonants at the end are told from two different ones.
      letters[i] =
          points[i] > 0 && points[i] < 0x80
              ? (byte) points[i]
              : others.computeIfAbsent(points[i], p -> (byte) (0x80 | (others.size() & 0x7F)));
    }
    int length = stem(letters, points.length);
    StringBuilder stem = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      stem.appendCodePoint(letters[i] > 0 ? letters[i] : points[i]);
    }
    return stem.toString();
  }

  // Step 1a.
  private void plurals() {
    if (endsWith("ies")) {
      end -= end == 4 ? 1 : 2;
    } else if (endsWith("sses")) {
      end -= 2;
    } else if (endsWith("s") && !endsWith("ss")) {
      end--;
    }
  }

  // Step 1b.
  private void pastAndGerund() {
    if (endsWith("ied")) {
      end -= end == 4 ? 1 : 2;
    } else if (endsWith("eed")) {
      if (measure(end - 3) > 0) {
        end--;
      }
    } else if (endsWith("ed") && containsVowel(end - 2)) {
      end -= 2;
      afterPastAndGerund();
    } else if (endsWith("ing") && containsVowel(end - 3)) {
      end -= 3;
      afterPastAndGerund();
    }
  }

  private void afterPastAndGerund() {
    if (endsWith("at") || endsWith("bl") || endsWith("iz")) {
      append('e');
    } else if (endsWithDoubleConsonant()) {
      byte last = word[end - 1];
      if (last != 'l' && last != 's' && last != 'z') {
        end--;
      }
    } else if (measure(end) == 1 && endsConsonantVowelConsonant(end)) {
      append('e');
    }
  }

  // Step 1c, as NLTK has it: y after a consonant that is not the whole stem.
  private void finalY() {
    if (endsWith("y") && end > 2 && isConsonant(end - 2)) {
      word[end - 1] = 'i';
    }
  }

  private void step2() {
    if (endsWith("alli") && measure(end - 4) > 0) {
      end -= 2;
      step2();
    } else if (!apply(STEP_2) && endsWith("logi") && measure(end - 3) > 0) {
      end--;
    }
  }

  private void step4() {
    if (apply(STEP_4_BEFORE_ION)) {
      return;
    }
    if (endsWith("ion")) {
      int stem = end - 3;
      if (measure(stem) > 1 && (word[stem - 1] == 's' || word[stem - 1] == 't')) {
        end = stem;
      }
    } else {
      apply(STEP_4_AFTER_ION);
    }
  }

  // Step 5a.
  private void finalE() {
    if (endsWith("e")) {
      int measure = measure(end - 1);
      if (measure > 1 || (measure == 1 && !endsConsonantVowelConsonant(end - 1))) {
        end--;
      }
    }
  }

  // Step 5b.
  private void finalDoubleL() {
    if (endsWith("ll") && measure(end - 1) > 1) {
      end--;
    }
  }

  // The first rule whose suffix the word has decides, whether it then changes the word or not.
  private boolean apply(StemRule[] rules) {
    for (StemRule rule : rules) {
      if (rule.matches(word, end)) {
        int stem = end - rule.suffixLength();
        if (measure(stem) > rule.measureAbove()) {
          end = rule.replaceAt(word, stem);
        }
        return true;
      }
    }
    return false;
  }

  private boolean endsWith(String suffix) {
    int start = end - suffix.length();
    if (start < 0) {
      return false;
    }
    for (int i = 0; i < suffix.length(); i++) {
      if (word[start + i] != suffix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void append(char letter) {
    word[end++] = (byte) letter;
  }

  private boolean isVowel(int i) {
    return switch (word[i]) {
      case 'a', 'e', 'i', 'o', 'u' -> true;
      default -> false;
    };
  }

  // A y is a consonant unless it follows one.
  private boolean isConsonant(int i) {
    int at = i;
    boolean flipped = false;
    while (at > 0 && word[at] == 'y') {
      flipped = !flipped;
      at--;
    }
    return isVowel(at) == flipped;
  }

  // How many times a consonant follows a vowel in the first length letters.
  private int measure(int length) {
    int measure = 0;
    boolean afterVowel = false;
    for (int i = 0; i < length; i++) {
      boolean vowel = isVowel(i) || (word[i] == 'y' && i > 0 && !afterVowel);
      if (afterVowel && !vowel) {
        measure++;
      }
      afterVowel = vowel;
    }
    return measure;
  }

  private boolean containsVowel(int length) {
    for (int i = 0; i < length; i++) {
      // The first y after another letter that is no vowel is one.
      if (isVowel(i) || (word[i] == 'y' && i > 0)) {
        return true;
      }
    }
    return false;
  }

  private boolean endsWithDoubleConsonant() {
    return end >= 2 && word[end - 1] == word[end - 2] && isConsonant(end - 1);
  }

  // Or vowel, consonant alone: NLTK's extension.
  private boolean endsConsonantVowelConsonant(int length) {
    if (length == 2) {
      return !isConsonant(0) && isConsonant(1);
    }
    if (length < 3) {
      return false;
    }
    byte last = word[length - 1];
    return isConsonant(length - 3)
        && !isConsonant(length - 2)
        && isConsonant(length - 1)
        && last != 'w'
        && last != 'x'
        && last != 'y';
  }

  /** A suffix, what takes its place, and the measure its stem must exceed. */
  private record StemRule(String suffix, String replacement, int measureAbove) {

    static StemRule[] list(int measureAbove, String rules) {
      return Arrays.stream(rules.split(", "))
          .map(rule -> rule.split(" "))
          .map(rule -> new StemRule(rule[0], rule[1].replace("-", ""), measureAbove))
          .toArray(StemRule[]::new);
    }

    int suffixLength() {
      return suffix.length();
    }

    boolean matches(byte[] word, int end) {
      int start = end - suffix.length();
      if (start < 0) {
        return false;
      }
      for (int i = suffix.length() - 1; i >= 0; i--) {
        if (word[start + i] != suffix.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    int replaceAt(byte[] word, int stem) {
      for (int i = 0; i < replacement.length(); i++) {
        word[stem + i] = (byte) replacement.charAt(i);
      }
      return stem + replacement.length();
    }
  }
}
