package dev.assay.core.evaluator.text;

import tools.jackson.databind.node.ObjectNode;

/**
 * BLEU from its sufficient statistics: the lengths of output and reference, and how many n-grams of
 * each order match and are there.
 *
 * <p>Sources: K. Papineni et al., "BLEU: a method for automatic evaluation of machine translation",
 * ACL 2002; M. Post, "A call for clarity in reporting BLEU scores", WMT 2018, whose sacrebleu this
 * is equal to; the smoothing methods are 1 (floor), 2 (add-k) and 3 (exp) of B. Chen and C. Cherry,
 * "A systematic comparison of smoothing techniques for sentence-level BLEU", WMT 2014.
 *
 * @param smoothing what stands for the precision of an order without a match
 * @param smoothValue the number that floor and add-k take
 */
record BleuFormula(Smoothing smoothing, double smoothValue) {

  /** What stands for the precision of an order without a match. */
  enum Smoothing {
    NONE("none", 0),
    FLOOR("floor", 0.1),
    ADD_K("add-k", 1),
    EXP("exp", 0);

    private final String key;
    private final double value;

    Smoothing(String key, double value) {
      this.key = key;
      this.value = value;
    }

    String key() {
      return key;
    }

    /** Its number if none is given. */
    double value() {
      return value;
    }

    static String[] keys() {
      return new String[] {NONE.key, FLOOR.key, ADD_K.key, EXP.key};
    }

    static Smoothing of(String key) {
      for (Smoothing smoothing : values()) {
        if (smoothing.key.equals(key)) {
          return smoothing;
        }
      }
      throw new IllegalArgumentException("smoothing: " + key + " (expected: one that exists)");
    }
  }

  private static final String SMOOTHING = "smoothing";
  private static final String SMOOTH_VALUE = "smooth_value";

  /** The formula that {@link #writeTo} wrote. */
  static BleuFormula read(ObjectNode settings) {
    return new BleuFormula(
        Smoothing.of(settings.path(SMOOTHING).asString("")),
        settings.path(SMOOTH_VALUE).doubleValue());
  }

  ObjectNode writeTo(ObjectNode settings) {
    return settings.put(SMOOTHING, smoothing.key()).put(SMOOTH_VALUE, smoothValue);
  }

  /** The factor for outputs shorter than their references. */
  static double brevity(double outputLength, double referenceLength) {
    if (outputLength >= referenceLength) {
      return 1;
    }
    return outputLength > 0 ? Math.exp(1 - referenceLength / outputLength) : 0;
  }

  /**
   * The value.
   *
   * @param sums length of the output, length of the reference, matches by order, n-grams by order
   * @param effectiveOrder whether orders that the output is too short for are left out, rather than
   *     making the value 0
   * @return from 0 to 1
   */
  double value(double[] sums, boolean effectiveOrder) {
    int orders = orders(sums);
    double[] precisions = precisions(sums);
    double logs = 0;
    int counted = 0;
    for (int n = 0; n < orders; n++) {
      boolean reached = total(sums, n) > 0;
      if (!reached && effectiveOrder) {
        break;
      }
      if (precisions[n] == 0) {
        return 0;
      }
      logs += Math.log(precisions[n]);
      counted++;
    }
    double value = counted == 0 ? 0 : brevity(sums[0], sums[1]) * Math.exp(logs / counted);
    // Rounding may add a little above 1.
    return Math.min(1, value);
  }

  /** The precision of each order, smoothed; 0 throughout where nothing matches. */
  double[] precisions(double[] sums) {
    int orders = orders(sums);
    double[] precisions = new double[orders];
    boolean any = false;
    for (int n = 0; n < orders; n++) {
      any |= sums[2 + n] > 0;
    }
    double halves = 1;
    for (int n = 0; any && n < orders; n++) {
      double total = total(sums, n);
      double matches = sums[2 + n] + added(n);
      if (total == 0) {
        break;
      }
      if (matches > 0) {
        precisions[n] = matches / total;
      } else if (smoothing == Smoothing.EXP) {
        halves *= 2;
        precisions[n] = 1 / (halves * total);
      } else if (smoothing == Smoothing.FLOOR) {
        precisions[n] = smoothValue / total;
      }
    }
    return precisions;
  }

  private static int orders(double[] sums) {
    return (sums.length - 2) / 2;
  }

  private double total(double[] sums, int n) {
    return sums[2 + orders(sums) + n] + added(n);
  }

  private double added(int n) {
    return smoothing == Smoothing.ADD_K && n > 0 ? smoothValue : 0;
  }
}
