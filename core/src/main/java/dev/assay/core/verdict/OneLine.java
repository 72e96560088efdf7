package dev.assay.core.verdict;

import dev.assay.core.problem.Printable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Texts for reasons: one line, bounded, whatever evaluators and targets said. */
final class OneLine {

  private static final int LONGEST = 300;
  // Of megabytes of text only the start can be shown.
  private static final int MOST_READ = 10_000;

  private OneLine() {}

  static String of(String text) {
    String start = text.substring(0, Math.min(text.length(), MOST_READ));
    String joined = start.strip().replaceAll("\\s+", " ");
    String line = Printable.line(joined, LONGEST);
    return start.length() < text.length() && !line.endsWith("…") ? line + "…" : line;
  }

  /** Such as {@code 0.81 < 0.88}: with as many digits as it takes to tell them apart. */
  static String comparison(double value, double threshold) {
    String sign = value < threshold ? " < " : " > ";
    for (int digits = 3; digits < 17; digits++) {
      String left = number(value, digits);
      String right = number(threshold, digits);
      if (!left.equals(right)) {
        return left + sign + right;
      }
    }
    return value + sign + threshold;
  }

  private static String number(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    // Rounding must not shorten whole numbers: 12345 ms stays 12345.
    BigDecimal shown =
        Math.abs(value) >= Math.pow(10, digits)
            ? new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN)
            : rounded;
    BigDecimal plain = shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros();
    String text = plain.scale() > 12 ? plain.toString() : plain.toPlainString();
    return text.toLowerCase(Locale.ROOT);
  }
}
