package dev.assay.benchmarks.grounding;

import java.util.Locale;

/** How the probabilities said stand to the rates observed. */
final class Reliability {

  private static final int BINS = 10;

  private Reliability() {}

  /** The Brier score, the expected calibration error, and a line for each tenth. */
  static String of(boolean[] yes, double[] probability) {
    double[] said = new double[BINS];
    double[] seen = new double[BINS];
    int[] count = new int[BINS];
    double brier = 0;
    for (int i = 0; i < yes.length; i++) {
      int bin = Math.min(BINS - 1, (int) (probability[i] * BINS));
      double label = yes[i] ? 1 : 0;
      count[bin]++;
      said[bin] += probability[i];
      seen[bin] += label;
      brier += (probability[i] - label) * (probability[i] - label) / yes.length;
    }
    double error = 0;
    StringBuilder lines = new StringBuilder();
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(said[bin] - seen[bin]) / yes.length;
      lines.append(
          String.format(
              Locale.ROOT,
              "%n  said %.2f, seen %.2f, n %d",
              said[bin] / Math.max(1, count[bin]),
              seen[bin] / Math.max(1, count[bin]),
              count[bin]));
    }
    return String.format(Locale.ROOT, "Brier %.3f, ECE %.3f", brier, error) + lines;
  }
}
