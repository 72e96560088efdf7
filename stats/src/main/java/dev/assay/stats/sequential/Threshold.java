package dev.assay.stats.sequential;

/** A threshold, in standard deviations, with the run length of its side. */
record Threshold(double value, double runLength) {

  /** Of a side that is not watched. */
  static final Threshold NONE = new Threshold(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
}
