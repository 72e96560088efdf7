package dev.assay.core.problem;

/**
 * Makes hostile text harmless where people read it: terminals, logs, test reports.
 *
 * @since 0.1
 */
public final class Printable {

  private static final int REPLACEMENT = 0xFFFD;

  private Printable() {}

  /**
   * The text on one line: every character that a terminal would act on, hide or choke on is
   * replaced.
   */
  public static String line(String text) {
    return replace(text, false);
  }

  /** The same, but line feeds and tabs stay. */
  public static String lines(String text) {
    return replace(text, true);
  }

  /** At most {@code longest} characters of {@link #line}, with an ellipsis if there were more. */
  public static String line(String text, int longest) {
    if (text.codePointCount(0, text.length()) <= longest) {
      return line(text);
    }
    return line(text.substring(0, text.offsetByCodePoints(0, longest))) + "…";
  }

  private static String replace(String text, boolean lines) {
    if (text.codePoints().noneMatch(c -> isReplaced(c, lines))) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> printable.appendCodePoint(isReplaced(c, lines) ? REPLACEMENT : c));
    return printable.toString();
  }

  private static boolean isReplaced(int c, boolean lines) {
    if ((c >= ' ' && c < 0x7F) || (lines && (c == '\n' || c == '\t'))) {
      return false;
    }
    return switch (Character.getType(c)) {
      // Format characters turn the direction of text or have no width.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
