package dev.assay.core.evaluator.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Text as Python sees it: {@code str.lower}, {@code str.isspace} and {@code \w}. The reference
 * implementations are in Python, and Java's own ideas of these differ at the edges.
 */
final class PythonText {

  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final int FINAL_SIGMA = 0x3C2;
  private static final int SMALL_SIGMA = 0x3C3;
  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private PythonText() {}

  /** Lower case by Unicode's full mapping, whatever the locale. */
  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length() + 8);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c == CAPITAL_I_WITH_DOT) {
        lower.append("i\u0307");
      } else if (c == CAPITAL_SIGMA) {
        lower.appendCodePoint(endsWord(text, i) ? FINAL_SIGMA : SMALL_SIGMA);
      } else {
        lower.appendCodePoint(Character.toLowerCase(c));
      }
      i += Character.charCount(c);
    }
    return lower.toString();
  }

  /** Whether {@code str.split} and {@code str.isspace} take {@code c} for white space. */
  static boolean isSpace(int c) {
    if (c < 0x80) {
      return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    }
    return c == 0x85 || Character.isSpaceChar(c);
  }

  /** What white space separates, as {@code str.split} has it. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      }
    }
    if (start >= 0) {
      words.add(text.substring(start));
    }
    return words;
  }

  /** Without white space at the end, as {@code str.rstrip} has it. */
  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Without white space at the ends, as {@code str.strip} has it. */
  static String strip(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return stripEnd(text.substring(start));
  }

  /** Any run of white space as one space, and none at the ends. */
  static String collapseSpace(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean spaceBefore = false;
    // By char: white space is never beyond the basic plane.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        spaceBefore = true;
      } else {
        if (spaceBefore && collapsed.length() > 0) {
          collapsed.append(' ');
        }
        spaceBefore = false;
        collapsed.append(c);
      }
    }
    return collapsed.toString();
  }

  /**
   * Whether {@code \w} matches {@code c}: letters, digits and numbers of any script, underscore.
   */
  static boolean isWordPart(int c) {
    if (Character.isLetterOrDigit(c) || c == '_') {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
  }

  // The Final_Sigma condition of Unicode's SpecialCasing: a cased letter before it and none after,
  // case-ignorable characters not counting.
  private static boolean endsWord(String text, int sigma) {
    int i = sigma;
    while (i > 0 && isCaseIgnorable(text.codePointBefore(i))) {
      i -= Character.charCount(text.codePointBefore(i));
    }
    if (i == 0 || !isCased(text.codePointBefore(i))) {
      return false;
    }
    int j = sigma + 1;
    while (j < text.length() && isCaseIgnorable(text.codePointAt(j))) {
      j += Character.charCount(text.codePointAt(j));
    }
    return j >= text.length() || !isCased(text.codePointAt(j));
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean isCaseIgnorable(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default ->
          // Word_Break = MidLetter, MidNumLet or Single_Quote
          "':.\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A"
                  .indexOf(c)
              >= 0;
    };
  }
}
