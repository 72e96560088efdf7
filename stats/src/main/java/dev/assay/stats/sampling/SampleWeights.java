package dev.assay.stats.sampling;

import dev.assay.stats.internal.Checks;

/**
 * The weights of sampled items, and what they make of the variance of a weighted mean.
 *
 * <p>With weights {@code h} that sum to 1 and deviations {@code d} from the weighted mean, the
 * variance is {@code sum(q d^2)}, where {@code q} is {@code h^2}, or for the finite population
 * {@code h^2 (1 - probability)}: the linearised variance of Hájek's estimator under Poisson
 * sampling. Source: C.-E. Särndal, B. Swensson, J. Wretman, "Model assisted survey sampling"
 * (1992), sections 5.7 and 5.10.
 */
final class SampleWeights {

  private static final double ROUNDING = 1e-12;

  private final double[] h;
  private final double[] q;

  private SampleWeights(double[] h, double[] q) {
    this.h = h;
    this.q = q;
  }

  static SampleWeights of(double[] probability, Scope scope) {
    Checks.probabilities("probability", probability);
    double least = 1;
    for (double p : probability) {
      least = Math.min(least, p);
    }
    double[] h = new double[probability.length];
    double sum = 0;
    for (int i = 0; i < h.length; i++) {
      // Against the least probability no weight leaves the range of a double.
      h[i] = least / probability[i];
      sum += h[i];
    }
    double[] q = new double[h.length];
    for (int i = 0; i < h.length; i++) {
      h[i] /= sum;
      q[i] = h[i] * h[i] * (scope == Scope.POPULATION ? 1 - probability[i] : 1);
    }
    return new SampleWeights(h, q);
  }

  double mean(double[] values) {
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < h.length; i++) {
      sum += h[i] * values[i];
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    // Rounding may leave the range, above all where all values are equal.
    return Math.max(least, Math.min(greatest, sum));
  }

  /**
   * The linearised variance of what lies around {@code mean}; infinite where squares leave the
   * range of a double.
   */
  double variance(double[] values, double mean) {
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      double error = Math.sqrt(q[i]) * (values[i] - mean);
      sum += error * error;
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  /** What the values themselves vary by, without bias where they vary alike at any weight. */
  double spread(double[] values, double mean) {
    double sum = 0;
    double own = 0;
    for (int i = 0; i < h.length; i++) {
      double deviation = values[i] - mean;
      sum += h[i] * deviation * deviation;
      own += h[i] * h[i];
    }
    return own < 1 ? sum / (1 - own) : Double.POSITIVE_INFINITY;
  }

  /**
   * The size of an equally weighted sample that would be as good, were all values to vary alike
   * (Kish); infinite where everything was drawn for certain.
   */
  double effectiveSize() {
    double sum = 0;
    for (double each : q) {
      sum += each;
    }
    return 1 / sum;
  }

  /**
   * What the variance from deviations must be multiplied by to have no bias, and its degrees of
   * freedom by Satterthwaite's method, where values vary alike at any weight: with equal weights
   * {@code n / (n - 1)} and {@code n - 1}.
   *
   * @param factor at least 1; infinite where one weight is so large that nothing can be said
   * @param degreesOfFreedom from 1 to {@code n - 1}
   */
  record SmallSample(double factor, double degreesOfFreedom) {}

  // Deviations are (I - 1h') times errors: the variance is the form of M = (I - 1h')' Q (I - 1h').
  SmallSample smallSample() {
    double sumQ = 0;
    double hh = 0;
    double hq = 0;
    double qq = 0;
    double qqh = 0;
    double qhh = 0;
    for (int i = 0; i < h.length; i++) {
      sumQ += q[i];
      hh += h[i] * h[i];
      hq += h[i] * q[i];
      qq += q[i] * q[i];
      qqh += q[i] * q[i] * h[i];
      qhh += q[i] * h[i] * h[i];
    }
    double most = h.length - 1.0;
    if (sumQ == 0) {
      return new SmallSample(1, most);
    }
    double trace = sumQ - 2 * hq + sumQ * hh;
    if (trace <= ROUNDING * sumQ) {
      return new SmallSample(Double.POSITIVE_INFINITY, 1);
    }
    double traceOfSquare =
        qq
            + 2 * (hq * hq + hh * qq)
            + sumQ * sumQ * hh * hh
            - 4 * qqh
            + 2 * sumQ * qhh
            - 4 * sumQ * hh * hq;
    double degrees = trace * trace / traceOfSquare;
    return new SmallSample(
        Math.max(1, sumQ / trace),
        degrees >= 1 && degrees <= most ? degrees : degrees < 1 ? 1 : most);
  }
}
