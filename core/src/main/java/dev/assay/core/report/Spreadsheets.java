package dev.assay.core.report;

/**
 * Texts as cells of tables for other programs.
 *
 * @since 0.1
 */
public final class Spreadsheets {

  private Spreadsheets() {}

  /**
   * The text as a cell that no spreadsheet calculates and no terminal obeys: one that would be
   * taken for a formula is led by an apostrophe, and control characters are made visible, but for
   * line breaks and tabs.
   */
  public static String cell(String text) {
    StringBuilder cell = new StringBuilder(text.length() + 8);
    if (isFormula(text)) {
      cell.append('\'');
    }
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\r' || c == '\t') {
        cell.append((char) c);
      } else {
        Visible.append(cell, c);
      }
    }
    return cell.toString();
  }

  private static boolean isFormula(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    if (first == '\t' || first == '\r' || first == '\n') {
      return true;
    }
    // Leading blanks are skipped, and some read the full-width forms as well.
    int start = 0;
    while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\u00a0')) {
      start++;
    }
    return start < text.length() && "=+-@\uff1d\uff0b\uff0d\uff20".indexOf(text.charAt(start)) >= 0;
  }
}
