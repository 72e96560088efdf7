package dev.assay.core.verdict;

/** Numbers and ranges as messages spell them. */
final class Texts {

  private Texts() {}

  static String trim(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  static String range(double low, double high) {
    if (Double.isFinite(low) && Double.isFinite(high)) {
      return " from " + trim(low) + " to " + trim(high);
    }
    if (Double.isFinite(low)) {
      return " of at least " + trim(low);
    }
    return Double.isFinite(high) ? " of at most " + trim(high) : "";
  }
}
