package dev.assay.core.report;

/**
 * What programs for tables make of texts that they read.
 *
 * @since 0.1
 */
public final class Spreadsheets {

  private Spreadsheets() {}

  /**
   * Whether a cell with this text would be taken for a formula, and run. An apostrophe before it
   * makes it a text again.
   */
  public static boolean isFormula(String text) {
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
