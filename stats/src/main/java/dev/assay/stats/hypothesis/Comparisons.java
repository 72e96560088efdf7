package dev.assay.stats.hypothesis;

import dev.assay.stats.interval.PairedOutcomes;
import java.util.Optional;

/** What tests against a margin compare, and how. */
record Comparisons(double range) {

  static final Comparisons UNBOUNDED = new Comparisons(Double.POSITIVE_INFINITY);

  static Comparisons ofRange(double least, double greatest, double margin) {
    double range = greatest - least;
    if (!(range > 0 && range < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "range: [" + least + ", " + greatest + "] (expected: finite, least < greatest)");
    }
    if (margin >= range) {
      throw new IllegalArgumentException(
          "margin: " + margin + " (expected: less than the range of scores, " + range + ")");
    }
    return new Comparisons(range);
  }

  Optional<ShiftTest> paired(double[] first, double[] second) {
    Optional<MeanDifference> difference = MeanDifference.paired(first, second);
    return difference.isPresent() ? difference.map(d -> d) : equal(first, second, first.length);
  }

  Optional<ShiftTest> grouped(double[] first, double[] second, int[] groupOf) {
    Optional<MeanDifference> difference = MeanDifference.grouped(first, second, groupOf);
    return difference.isPresent()
        ? difference.map(d -> d)
        : equal(first, second, EqualDifferences.count(groupOf));
  }

  Optional<ShiftTest> unpaired(double[] first, double[] second) {
    return MeanDifference.welch(first, second).map(d -> d);
  }

  ShiftTest proportions(long successes1, long trials1, long successes2, long trials2) {
    return ProportionShift.unpaired(successes1, trials1, successes2, trials2);
  }

  ShiftTest proportions(PairedOutcomes outcomes) {
    return ProportionShift.paired(outcomes);
  }

  private Optional<ShiftTest> equal(double[] first, double[] second, int groups) {
    return Double.isInfinite(range)
        ? Optional.empty()
        : EqualDifferences.of(first, second, groups, range).map(d -> d);
  }
}
