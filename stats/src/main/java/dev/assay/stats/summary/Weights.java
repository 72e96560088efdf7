package dev.assay.stats.summary;

import dev.assay.stats.sampling.Scope;

/**
 * How many items there were, and the sums of their weights, of the weights' squares, and of squares
 * less weights. Items may be withdrawn again; a part may have more withdrawn than added.
 */
final class Weights {

  /** The least probability that can be told from a mistake. */
  private static final double LEAST_PROBABILITY = 1e-9;

  private long count;
  private double sum;
  private double squares;
  private double finite;

  static double weight(double probability) {
    if (!(probability >= LEAST_PROBABILITY && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability: "
              + probability
              + " (expected: "
              + LEAST_PROBABILITY
              + " <= probability <= 1)");
    }
    return 1 / probability;
  }

  /** Adds an item, or with {@code times} of -1 withdraws it. */
  void add(double weight, int times) {
    if (Math.abs(count) >= Keys.MOST) {
      throw new IllegalArgumentException("count: above " + Keys.MOST + " (expected: at most that)");
    }
    count += times;
    sum += times * weight;
    squares += times * weight * weight;
    finite += times * (weight * weight - weight);
  }

  void add(Weights other) {
    long total = count + other.count;
    if (Math.abs(total) > Keys.MOST) {
      throw new IllegalArgumentException("count: above " + Keys.MOST + " (expected: at most that)");
    }
    double more = other.sum;
    double moreSquares = other.squares;
    double moreFinite = other.finite;
    count = total;
    sum += more;
    squares += moreSquares;
    finite += moreFinite;
  }

  long count() {
    return count;
  }

  /** Nothing where as many were withdrawn as added, whatever rounding left. */
  double sum() {
    return count <= 0 ? 0 : Math.max(0, sum);
  }

  /** What deviations are weighted by in the variance: squares, or of a finite population less. */
  double variance(Scope scope) {
    return count <= 0 ? 0 : Math.max(0, scope == Scope.PROCESS ? squares : finite);
  }

  void write(SummaryWriter out) {
    out.signed(count);
    out.number(sum);
    out.number(squares);
    out.number(finite);
  }

  static Weights read(SummaryReader in) {
    Weights weights = new Weights();
    weights.count = in.signed();
    if (Math.abs(weights.count) > Keys.MOST) {
      throw SummaryReader.refuse("count " + weights.count, "at most " + Keys.MOST);
    }
    weights.sum = in.finite();
    weights.squares = in.finite();
    weights.finite = in.finite();
    return weights;
  }
}
