package dev.assay.core.report;

/**
 * What a terminal can show.
 *
 * @param colours whether ANSI colours may be used
 * @param width how many columns there are; less than 40 is taken as 40
 * @param unicode whether box-drawing and symbols may be used, or ASCII alone
 * @since 0.1
 */
public record ConsoleStyle(boolean colours, int width, boolean unicode) {

  /** No colours, 100 columns, symbols: for files and pipes. */
  public static final ConsoleStyle PLAIN = new ConsoleStyle(false, 100, true);

  private static final int NARROWEST = 40;

  /** Bounds the width from below. */
  public ConsoleStyle {
    width = Math.max(width, NARROWEST);
  }
}
