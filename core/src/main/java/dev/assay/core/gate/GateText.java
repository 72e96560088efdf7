package dev.assay.core.gate;

import dev.assay.core.problem.Printable;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import java.util.Locale;

/** How gates write numbers and names. */
final class GateText {

  private static final int NAMED = 20;
  private static final int LONGEST_ID = 80;

  private GateText() {}

  /** Three decimals, and never a rounded 1 or 0 that is not one. */
  static String share(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    if ((text.equals("1.000") && value < 1)
        || ((text.equals("0.000") || text.equals("-0.000")) && value != 0)) {
      text = String.format(Locale.ROOT, "%.6f", value);
    }
    String shown = text.replaceFirst("(\\.\\d+?)0+$", "$1");
    return shown.equals("-0.0") ? "0.0" : shown;
  }

  /** A number of any size, such as 1234.5 or 0.00021. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    return share(value);
  }

  /** Such as {@code 0.98 [0.895, 0.996]}. */
  static String estimate(Estimate estimate) {
    return number(estimate.value())
        + " ["
        + end(estimate.low(), "-infinity")
        + ", "
        + end(estimate.high(), "infinity")
        + "]";
  }

  private static String end(double value, String infinite) {
    boolean endless = Double.isInfinite(value) || Math.abs(value) == Double.MAX_VALUE;
    return endless ? infinite : number(value);
  }

  /** Such as {@code 95%} or {@code 98.33%}. */
  static String percent(double level) {
    return String.format(Locale.ROOT, "%.2f", 100 * level).replaceFirst("\\.?0+$", "") + "%";
  }

  /** Such as {@code 6.1 points}. */
  static String points(double share) {
    String text = String.format(Locale.ROOT, "%.1f", 100 * share).replaceFirst("\\.0$", "");
    return text + (text.equals("1") ? " point" : " points");
  }

  /** Such as {@code 1 example} or {@code 40 examples}. */
  static String counted(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  static String named(List<String> ids) {
    if (ids.isEmpty()) {
      return "";
    }
    String first =
        String.join(
            ", ", ids.stream().limit(NAMED).map(id -> Printable.line(id, LONGEST_ID)).toList());
    return ": " + first + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
  }

  /** A name that a person or a file gave, on one line. */
  static String name(String name) {
    return Printable.line(name, LONGEST_ID);
  }
}
