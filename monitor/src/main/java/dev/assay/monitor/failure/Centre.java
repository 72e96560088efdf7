package dev.assay.monitor.failure;

/** The sum of the directions of a case's failures, to which others are held. */
final class Centre {

  private static final double UNKNOWN = -1;

  private double[] sum;
  // Every failure is held against every centre, but changes one: the length is found once.
  private double squares = UNKNOWN;

  /** Of this sum, which is empty where no meaning is known. */
  Centre(double[] sum) {
    this.sum = sum;
  }

  /** Whether no meaning is known. */
  boolean isEmpty() {
    return sum.length == 0;
  }

  /** The sum; not to be changed. */
  double[] sum() {
    return sum;
  }

  /** The cosine to a direction; 0 to one of other dimensions, or of none. */
  double cosine(Meaning meaning) {
    return meaning.cosine(sum, squares());
  }

  /** The cosine to another; -1 to one of other dimensions, or of none. */
  double cosine(Centre other) {
    if (sum.length != other.sum.length || squares() == 0 || other.squares() == 0) {
      return -1;
    }
    double product = 0;
    for (int i = 0; i < sum.length; i++) {
      product += sum[i] * other.sum[i];
    }
    return product / Math.sqrt(squares() * other.squares());
  }

  /** Adds a direction, times {@code weight}; whether it has the dimensions for that. */
  boolean add(Meaning meaning, double weight) {
    if (isEmpty()) {
      sum = new double[meaning.dimensions()];
    }
    if (sum.length != meaning.dimensions()) {
      return false;
    }
    meaning.addTo(sum, weight);
    squares = UNKNOWN;
    return true;
  }

  /** Adds another, if it has the same dimensions. */
  void add(Centre other) {
    if (isEmpty()) {
      sum = other.sum.clone();
    } else if (sum.length == other.sum.length) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other.sum[i];
      }
    }
    squares = UNKNOWN;
  }

  private double squares() {
    if (squares < 0) {
      double found = 0;
      for (double each : sum) {
        found += each * each;
      }
      squares = found;
    }
    return squares;
  }
}
