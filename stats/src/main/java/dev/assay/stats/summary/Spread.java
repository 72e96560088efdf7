package dev.assay.stats.summary;

/**
 * Sum of weights, weighted mean, and weighted squares around it, of a growing set of values.
 *
 * <p>Every term added to the squares is at least 0, so that nothing cancels. Sources: D. H. D.
 * West, "Updating mean and variance estimates: an improved method", CACM 22 (1979); T. F. Chan, G.
 * H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample
 * variances" (1979); P. Pébay, "Formulas for robust, one-pass parallel computation of covariances
 * and arbitrary-order statistical moments", Sandia report SAND2008-6212 (2008).
 */
final class Spread {

  private double weight;
  private double mean;
  private double squares;

  Spread() {}

  Spread(double weight, double mean, double squares) {
    this.weight = weight;
    this.mean = mean;
    this.squares = squares;
  }

  double weight() {
    return weight;
  }

  double mean() {
    return mean;
  }

  /** Infinite where the squares left the range of a double. */
  double squares() {
    return squares;
  }

  /** The squares around another point than the mean. */
  double squaresAround(double point) {
    double off = mean - point;
    return weight == 0 || off == 0 ? squares : squares + weight * off * off;
  }

  void add(double value, double w) {
    if (w == 0) {
      return;
    }
    if (weight == 0) {
      weight = w;
      mean = value;
      return;
    }
    double total = weight + w;
    double delta = value - mean;
    double term = w * (weight / total) * delta * delta;
    squares += Double.isNaN(term) ? Double.POSITIVE_INFINITY : term;
    double share = w / total;
    mean += Double.isFinite(delta) ? delta * share : value * share - mean * share;
    weight = total;
  }

  void add(Spread other) {
    double others = other.squares;
    add(other.mean, other.weight);
    squares += others;
  }

  /** What is left without a part: the inverse of adding it, to rounding. */
  Spread without(Spread part) {
    double rest = weight - part.weight;
    if (part.weight == 0) {
      return copy();
    }
    if (!(rest > 0)) {
      return new Spread();
    }
    double delta = mean - part.mean;
    double left = squares - part.squares - part.weight * (weight / rest) * delta * delta;
    return new Spread(
        rest,
        mean + delta * (part.weight / rest),
        Double.isNaN(left) ? squares : Math.max(0, left));
  }

  Spread copy() {
    return new Spread(weight, mean, squares);
  }
}
