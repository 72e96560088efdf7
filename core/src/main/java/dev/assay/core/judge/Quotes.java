package dev.assay.core.judge;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds quotes in a context: case, white space, kinds of quotation marks and dashes, and marks at
 * the ends do not matter; {@code …} and {@code [...]} stand for what was left out. Every other word
 * must be there, in order.
 */
final class Quotes {

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern SINGLE = Pattern.compile("[\u2018\u2019\u201A\u2032\u02BC`]");
  private static final Pattern DOUBLE = Pattern.compile("[\u201C\u201D\u201E\u00AB\u00BB\u2033]");
  private static final Pattern DASH = Pattern.compile("[\u2010-\u2015\u2212]");
  private static final Pattern OMISSION =
      Pattern.compile("\\[\\s?(?:\\.{3}|\u2026)\\s?\\]|\\(\\.{3}\\)|\\.{3,}|\u2026");
  private static final String ENDS = " \"'.,;:!?()[]*_-";
  private static final Pattern LABEL = Pattern.compile("(?m)^Passage [0-9]{1,9}:$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int SHORTEST_WORD = 4;

  private final String context;

  Quotes(String context) {
    this.context = normal(context);
  }

  /**
   * Quotes of passages as a judge was shown them: that it names one, as in {@code Passage 1}, is no
   * quote.
   */
  static Quotes ofPassages(String shown) {
    return new Quotes(LABEL.matcher(shown).replaceAll("\n"));
  }

  /** Whether {@code quote} says something and stands in the context. */
  boolean hold(String quote) {
    int from = 0;
    boolean telling = false;
    for (String part : OMISSION.split(quote)) {
      String words = trimmed(normal(part));
      if (words.isEmpty()) {
        continue;
      }
      int at = find(words, from);
      if (at < 0) {
        return false;
      }
      telling |= telling(words);
      from = at + words.length();
    }
    return telling;
  }

  // In whole words and numbers: "2 euros" does not stand in "12 euros", nor "12" in "12.50".
  private int find(String words, int from) {
    int at = context.indexOf(words, from);
    while (at >= 0 && !(opensAt(at) && closesAt(at + words.length()))) {
      at = context.indexOf(words, at + 1);
    }
    return at;
  }

  private boolean opensAt(int at) {
    if (at == 0) {
      return true;
    }
    boolean decimal = at > 1 && digit(at) && mark(at - 1) && digit(at - 2);
    return !decimal && !joined(context.codePointBefore(at), context.codePointAt(at));
  }

  private boolean closesAt(int end) {
    if (end == context.length()) {
      return true;
    }
    boolean decimal = end + 1 < context.length() && digit(end - 1) && mark(end) && digit(end + 1);
    return !decimal && !joined(context.codePointBefore(end), context.codePointAt(end));
  }

  private boolean digit(int at) {
    return Character.isDigit(context.charAt(at));
  }

  private boolean mark(int at) {
    return context.charAt(at) == '.' || context.charAt(at) == ',';
  }

  // Whether two neighbours are of one word or number. Scripts without spaces between words, and
  // units written at their number, have no such ends.
  private static boolean joined(int before, int after) {
    return (Character.isDigit(before) && Character.isDigit(after))
        || (isSpaced(before) && isSpaced(after));
  }

  private static boolean isSpaced(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case LATIN, CYRILLIC, GREEK, ARABIC, HEBREW, ARMENIAN, GEORGIAN, DEVANAGARI ->
          Character.isLetter(c);
      default -> false;
    };
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && ENDS.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && ENDS.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  // A stray word such as "the" stands in any context.
  private static boolean telling(String words) {
    long count = WORD.matcher(words).results().count();
    return count > 1
        || WORD.matcher(words)
            .results()
            .anyMatch(
                word ->
                    word.group().length() >= SHORTEST_WORD
                        || word.group().codePoints().anyMatch(Character::isDigit)
                        || word.group().codePoints().anyMatch(Character::isIdeographic));
  }

  private static String normal(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String single = SINGLE.matcher(folded).replaceAll("'");
    String doubled = DOUBLE.matcher(single).replaceAll("\"");
    String dashed = DASH.matcher(doubled).replaceAll("-");
    return SPACE.matcher(dashed).replaceAll(" ").strip();
  }
}
