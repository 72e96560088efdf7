package dev.assay.core.evaluator.text;

import java.util.Locale;

/** Two texts whose table of comparison is larger than is worth waiting for. */
final class TooLargeException extends Exception {

  /** Cells of a table that may be filled in, 64 at a time: some seconds. */
  static final long MOST_CELLS = 100_000_000_000L;

  /** Cells of a table that may be kept, a bit each: 64 MB. */
  private static final long MOST_KEPT = 1L << 29;

  private static final long serialVersionUID = 1L;

  private final String reason;

  private TooLargeException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** Why there is no score. */
  String reason() {
    return reason;
  }

  static void check(String unit, long output, long reference) throws TooLargeException {
    if (output * reference > MOST_CELLS) {
      throw new TooLargeException(reason(unit, output, reference, MOST_CELLS));
    }
  }

  /** Refuses texts of more units than tables are worth making for. */
  static void checkLength(String unit, long length, long most) throws TooLargeException {
    if (length > most) {
      throw new TooLargeException(
          String.format(
              Locale.ROOT,
              "too large to compare: %d %s (expected: at most %d)",
              length,
              unit,
              most));
    }
  }

  static void checkMemory(String unit, long output, long reference) throws TooLargeException {
    if ((reference + 63) / 64 * 64 * output > MOST_KEPT) {
      throw new TooLargeException(reason(unit, output, reference, MOST_KEPT));
    }
  }

  static String reason(String unit, long output, long reference, long limit) {
    return String.format(
        Locale.ROOT,
        "too large to compare: %d by %d %s (expected: output times reference of at most %d)",
        output,
        reference,
        unit,
        limit);
  }
}
