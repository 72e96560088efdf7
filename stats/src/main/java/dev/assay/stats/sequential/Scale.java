package dev.assay.stats.sequential;

/** The bounds of values, and their image in [0, 1]. */
record Scale(double low, double high) {

  static final Scale UNIT = new Scale(0, 1);

  Scale {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "bounds: [" + low + ", " + high + "] (expected: finite, low < high)");
    }
  }

  /** Where a value or threshold lies between the bounds, from 0 to 1. */
  double unit(String name, double value) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: a number from " + low + " to " + high + ")");
    }
    return Math.min(1, (value - low) / (high - low));
  }

  /** The value at a place between the bounds. */
  double value(double unit) {
    return Math.min(high, Math.max(low, low + unit * (high - low)));
  }

  void write(StateWriter out) {
    out.number(low);
    out.number(high);
  }

  static Scale read(StateReader in) {
    return new Scale(in.number(), in.number());
  }
}
