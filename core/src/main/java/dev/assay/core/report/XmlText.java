package dev.assay.core.report;

/** Text as XML 1.0 can hold it. */
final class XmlText {

  private XmlText() {}

  /**
   * The text with each character that XML 1.0 forbids (most controls, lone surrogates, U+FFFE,
   * U+FFFF), hides or reorders text written as its {@code \}{@code uXXXX} escape.
   */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\t') {
        safe.append((char) c);
      } else {
        Visible.append(safe, c);
      }
    }
    return safe.toString();
  }
}
