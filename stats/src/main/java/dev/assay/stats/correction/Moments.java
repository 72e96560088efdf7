package dev.assay.stats.correction;

/** Mean and sample variance in one pass (Welford). */
record Moments(double mean, double variance) {

  static Moments of(double[] values) {
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double before = values[i] - mean;
      mean += before / (i + 1);
      squares += before * (values[i] - mean);
    }
    return new Moments(mean, values.length < 2 ? 0 : squares / (values.length - 1));
  }
}
