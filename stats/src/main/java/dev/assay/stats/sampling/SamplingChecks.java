package dev.assay.stats.sampling;

final class SamplingChecks {

  private SamplingChecks() {}

  static void within(String name, double[] values, double least, double greatest) {
    for (double value : values) {
      if (!Double.isFinite(value) || value < least || value > greatest) {
        throw new IllegalArgumentException(
            name
                + ": "
                + value
                + " (expected: a finite number"
                + (least > Double.NEGATIVE_INFINITY || greatest < Double.POSITIVE_INFINITY
                    ? " from " + least + " to " + greatest
                    : "")
                + ")");
      }
    }
  }
}
