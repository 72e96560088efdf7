package dev.assay.core.report;

/**
 * Makes hostile text harmless to show: what would steer a terminal, hide, or reorder other text is
 * written as its {@code \}{@code uXXXX} escape.
 */
final class Visible {

  private Visible() {}

  /** The text on one line: white space becomes single spaces, at most {@code most} characters. */
  static String line(String text, int most) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), most) + 1);
    boolean gap = false;
    int shown = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        gap = shown > 0;
        continue;
      }
      if (shown + (gap ? 1 : 0) >= most) {
        return line.append('…').toString();
      }
      if (gap) {
        line.append(' ');
        shown++;
        gap = false;
      }
      append(line, c);
      shown++;
    }
    return line.toString();
  }

  /** The text with its lines and tabs, at most {@code most} UTF-16 units of it. */
  static String block(String text, int most) {
    int end = Math.min(text.length(), most);
    if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder block = new StringBuilder(end + 16);
    int i = 0;
    while (i < end) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\t') {
        block.append((char) c);
      } else if (c == '\r') {
        block.append(i < end && text.charAt(i) == '\n' ? "" : "\n");
      } else {
        append(block, c);
      }
    }
    int rest = text.length() - end;
    if (rest > 0) {
      block.append("… (").append(rest).append(" more characters)");
    }
    return block.toString();
  }

  /** Whether a code point is unsafe to show as it is. */
  static boolean hidden(int c) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  /** Appends {@code c}, or its escape if it is unsafe. */
  static void append(StringBuilder text, int c) {
    if (!hidden(c)) {
      text.appendCodePoint(c);
      return;
    }
    for (char unit : Character.toChars(c)) {
      escape(text, unit);
    }
  }

  /** Appends the escape of one UTF-16 unit. */
  static void escape(StringBuilder text, char unit) {
    String hex = Integer.toHexString(unit);
    text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
  }
}
