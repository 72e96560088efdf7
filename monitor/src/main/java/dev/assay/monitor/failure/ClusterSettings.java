package dev.assay.monitor.failure;

/**
 * When failures are alike, and how many are kept.
 *
 * @param join the least cosine similarity of a failure to the centre of the case it joins
 * @param merge the least cosine similarity of the centres of two new cases that are one
 * @param mostCases how many cases are kept; of more the new one that was seen longest ago goes
 * @param mostMembers of how many failures it is kept which case they are in; the first to come go
 *     first, and are then counted again should they come again
 * @since 0.1
 */
public record ClusterSettings(double join, double merge, int mostCases, int mostMembers) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public ClusterSettings {
    if (!(join > 0 && join <= 1) || !(merge >= join && merge <= 1)) {
      throw new IllegalArgumentException(
          "join, merge: " + join + ", " + merge + " (expected: 0 < join <= merge <= 1)");
    }
    if (mostCases < 1 || mostCases > 100_000 || mostMembers < 1 || mostMembers > 10_000_000) {
      throw new IllegalArgumentException(
          "mostCases, mostMembers: "
              + mostCases
              + ", "
              + mostMembers
              + " (expected: 1 to 100000, 1 to 10000000)");
    }
  }

  /**
   * Join from 0.5, merge from 0.75, 500 cases, 50,000 failures. The thresholds are for the
   * embedding model in this process, measured on labelled questions: see docs/monitor.md.
   */
  public static ClusterSettings withDefaults() {
    return new ClusterSettings(0.5, 0.75, 500, 50_000);
  }
}
