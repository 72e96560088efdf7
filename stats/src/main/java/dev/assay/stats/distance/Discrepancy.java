package dev.assay.stats.distance;

/**
 * What {@link MaximumMeanDiscrepancy} found.
 *
 * @param value the squared discrepancy, without bias: around 0, on either side, where nothing
 *     differs
 * @param threshold what it exceeds with probability alpha where nothing differs
 * @param pValue how often a value as large comes about where nothing differs
 * @param bandwidth of the kernel, in the unit of distances; 0 where all vectors are the same
 * @param n how many vectors of both samples were used
 * @since 0.1
 */
public record Discrepancy(double value, double threshold, double pValue, double bandwidth, long n) {

  /** Whether the samples differ, at the alpha that the threshold was made for. */
  public boolean exceeded() {
    return value > threshold;
  }
}
