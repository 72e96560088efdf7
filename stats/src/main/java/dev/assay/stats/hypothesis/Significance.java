package dev.assay.stats.hypothesis;

final class Significance {

  private Significance() {}

  static double check(double significance) {
    if (!(significance > 0 && significance < 0.5)) {
      throw new IllegalArgumentException(
          "significance: " + significance + " (expected: 0 < significance < 0.5)");
    }
    return significance;
  }

  static double margin(double margin) {
    if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("margin: " + margin + " (expected: a number above 0)");
    }
    return margin;
  }

  static double marginOfProportions(double margin) {
    if (margin >= 1) {
      throw new IllegalArgumentException(
          "margin: " + margin + " (expected: 0 < margin < 1, for proportions)");
    }
    return margin;
  }
}
