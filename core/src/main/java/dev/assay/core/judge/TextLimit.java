package dev.assay.core.judge;

/**
 * How much of a text a judge is shown.
 *
 * @param longest the most characters of one text
 * @param cut whether a longer one is shown by its beginning and end; if not, it is not judged at
 *     all: what a judge has not seen it cannot have judged
 * @since 0.1
 */
public record TextLimit(int longest, boolean cut) {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if {@code longest < 100}
   */
  public TextLimit {
    if (longest < 100) {
      throw new IllegalArgumentException("longest: " + longest + " (expected: longest >= 100)");
    }
  }

  boolean refuses(String text) {
    return !cut && text.length() > longest;
  }

  String reason(String text) {
    return text.length()
        + " characters, and judges are shown at most "
        + longest
        + "; raise max_chars, or set too_long to cut";
  }

  /** The text, or its beginning and end around a line that says how much is missing. */
  String shown(String text) {
    if (text.length() <= longest) {
      return text;
    }
    int head = longest * 2 / 3;
    int tail = text.length() - (longest - head);
    head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
    tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
    return text.substring(0, head)
        + "\n\u27E6"
        + (tail - head)
        + " characters left out here\u27E7\n"
        + text.substring(tail);
  }
}
