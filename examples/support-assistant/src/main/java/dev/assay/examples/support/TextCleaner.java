package dev.assay.examples.support;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Undoes tricks with Unicode, so that a question reads as it looks. */
final class TextCleaner {

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern STACKED_MARKS = Pattern.compile("\\p{M}{2,}");

  // Cyrillic and Greek letters that look like Latin ones.
  private static final Map<Character, Character> LOOKALIKES =
      pairs(
          "аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwкkмmтtвbнhАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅS"
              + "αaεeιiκkνvοoρpτtυuχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX");

  private TextCleaner() {}

  /** {@code text} in compatibility form, without invisible characters, lookalikes made Latin. */
  static String clean(String text) {
    String visible = visible(Normalizer.normalize(text, Normalizer.Form.NFKC));
    visible =
        STACKED_MARKS.matcher(Normalizer.normalize(visible, Normalizer.Form.NFD)).replaceAll("");
    visible =
        SPACES.matcher(Normalizer.normalize(visible, Normalizer.Form.NFC)).replaceAll(" ").strip();
    boolean mostlyLatin = latinShare(visible) >= 0.5;
    return Arrays.stream(visible.split(" "))
        .map(word -> mostlyLatin || mixed(word) ? folded(word) : word)
        .collect(Collectors.joining(" "));
  }

  /** The share of Latin letters among the letters of {@code text}; 1 where it has none. */
  static double latinShare(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    return letters == 0
        ? 1
        : (double) text.codePoints().filter(TextCleaner::latin).count() / letters;
  }

  private static String visible(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (Character.isWhitespace(c)) {
                kept.append(' ');
              } else if (type != Character.FORMAT
                  && type != Character.CONTROL
                  && type != Character.SURROGATE
                  && type != Character.PRIVATE_USE
                  && type != Character.UNASSIGNED) {
                kept.appendCodePoint(c);
              }
            });
    return kept.toString();
  }

  private static boolean mixed(String word) {
    double share = latinShare(word);
    return share > 0 && share < 1;
  }

  private static boolean latin(int c) {
    return Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
  }

  private static String folded(String word) {
    StringBuilder folded = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      folded.append(LOOKALIKES.getOrDefault(c, c));
    }
    return folded.toString();
  }

  private static Map<Character, Character> pairs(String letters) {
    Map<Character, Character> pairs = new HashMap<>();
    for (int i = 0; i < letters.length(); i += 2) {
      pairs.put(letters.charAt(i), letters.charAt(i + 1));
    }
    return Map.copyOf(pairs);
  }
}
