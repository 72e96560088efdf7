package dev.assay.server.web.page;

/**
 * Texts from outside as they are shown.
 *
 * @since 0.1
 */
public final class Words {

  private static final int PICTURES = 0x2400;
  private static final int DELETE = 0x7f;

  private Words() {}

  /**
   * The text with what cannot be seen made visible: control characters as their pictures, halves of
   * characters and what turns the direction of letters against their nature as U+FFFD. Line breaks
   * and tabs stay, and so does what languages and emoji need to join and order their letters.
   */
  public static String shown(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (hidden(c) || Character.isSurrogate(c)) {
        return mended(text);
      }
    }
    return text;
  }

  private static boolean hidden(int c) {
    return (c < ' ' && c != '\n' && c != '\t') || (c >= DELETE && c <= 0x9f) || overrides(c);
  }

  // An override lets a text be read as another than it is, from the right or from the left.
  private static boolean overrides(int c) {
    return c == '\u202d' || c == '\u202e';
  }

  private static String mended(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\r') {
                return;
              }
              if (c < ' ' && hidden(c)) {
                mended.appendCodePoint(PICTURES + c);
              } else if (hidden(c)
                  || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                mended.append('\ufffd');
              } else {
                mended.appendCodePoint(c);
              }
            });
    return mended.toString();
  }

  /** The beginning of the text in one line. */
  public static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    boolean space = false;
    int i = 0;
    while (i < text.length() && line.length() < longest) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c)) {
        space = !line.isEmpty();
        continue;
      }
      line.append(space ? " " : "").appendCodePoint(c);
      space = false;
    }
    return shown(line.toString()) + (i < text.length() ? " …" : "");
  }
}
