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
  private static final Pattern ENDS =
      Pattern.compile("^[\\s\"'.,;:!?()\\[\\]*_-]+|[\\s\"'.,;:!?()\\[\\]*_-]+$");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final int SHORTEST_WORD = 4;

  private final String context;

  Quotes(String context) {
    this.context = normal(context);
  }

  /** Whether {@code quote} says something and stands in the context. */
  boolean hold(String quote) {
    int from = 0;
    boolean telling = false;
    for (String part : OMISSION.split(quote)) {
      String words = ENDS.matcher(normal(part)).replaceAll("");
      if (words.isEmpty()) {
        continue;
      }
      int at = context.indexOf(words, from);
      if (at < 0) {
        return false;
      }
      telling |= telling(words);
      from = at + words.length();
    }
    return telling;
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
