package dev.assay.monitor.sampling;

/** Checks of what people declare. */
final class Rates {

  private Rates() {}

  static double rate(String subject, double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          subject + ": " + rate + " (expected: 0 < rate <= 1; what is never drawn is never heard)");
    }
    return rate;
  }

  static double amount(String subject, double amount) {
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          subject + ": " + amount + " (expected: a finite number of at least 0)");
    }
    return amount;
  }

  static String name(String subject, String name) {
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException(
          subject + ": " + name.length() + " characters (expected: 1 to 200, not only blanks)");
    }
    return name;
  }
}
