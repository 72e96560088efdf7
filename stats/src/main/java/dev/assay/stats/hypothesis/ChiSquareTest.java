package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The chi-square test of counts: do they have given proportions, or do rows and columns of a table
 * have nothing to do with each other.
 *
 * <p>The p-value is asymptotic, good where every expected count is 5 or more (in larger tables 1,
 * if few are below 5); with fewer it may err more often than it says. For two rows and columns of
 * small counts see {@link FisherTest}. Observations must be independent. Sources: K. Pearson, "On
 * the criterion that a given system of deviations...", Philosophical Magazine 50 (1900); F. Yates,
 * "Contingency tables involving small numbers and the chi-square test", Supplement to the JRSS 1
 * (1934).
 *
 * @since 0.1
 */
public final class ChiSquareTest {

  /** What is summed. */
  public enum Statistic {
    /** {@code (observed - expected)^2 / expected}. */
    PEARSON,
    /** {@code 2 observed ln(observed / expected)}, also known as G. */
    LIKELIHOOD_RATIO
  }

  private static final double HALF = 0.5;
  private static final ChiSquareTest DEFAULT = new ChiSquareTest(Statistic.PEARSON, false);

  private final Statistic statistic;
  private final boolean corrected;

  private ChiSquareTest(Statistic statistic, boolean corrected) {
    this.statistic = statistic;
    this.corrected = corrected;
  }

  /** Pearson's statistic, without correction for continuity. */
  public static ChiSquareTest withDefaults() {
    return DEFAULT;
  }

  /** Sums this. */
  public ChiSquareTest with(Statistic statistic) {
    return new ChiSquareTest(requireNonNull(statistic, "statistic"), corrected);
  }

  /**
   * Corrects tables of one degree of freedom for continuity, as Yates does: errs less often than it
   * says.
   */
  public ChiSquareTest withYatesCorrection() {
    return new ChiSquareTest(statistic, true);
  }

  /**
   * Tests counts against weights in proportion to which they are expected.
   *
   * @param weights of any sum, above 0
   * @return empty where nothing was counted
   * @throws IllegalArgumentException if the lengths differ, there are fewer than two counts, one is
   *     negative, or a weight is not above 0 and finite
   */
  public Optional<TestResult> goodnessOfFit(long[] counts, double... weights) {
    Checks.sameLength("counts", counts.length, "weights", weights.length);
    checkCounts(counts);
    if (counts.length < 2) {
      throw new IllegalArgumentException("counts: " + counts.length + " (expected: at least 2)");
    }
    for (double weight : weights) {
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("weight: " + weight + " (expected: a number above 0)");
      }
    }
    long n = Arrays.stream(counts).sum();
    double most = Arrays.stream(weights).max().orElseThrow();
    double all = Arrays.stream(weights).map(weight -> weight / most).sum();
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += term((double) counts[i], n * (weights[i] / most / all), 0);
    }
    return n == 0
        ? Optional.empty()
        : Optional.of(result("chi-square test of fit", sum, counts.length - 1.0, n));
  }

  /**
   * Tests whether rows and columns of a table of counts are independent. Rows and columns without a
   * count say nothing and are left out.
   *
   * @return empty where fewer than two rows or columns have a count
   * @throws IllegalArgumentException if rows differ in length or a count is negative
   */
  public Optional<TestResult> independence(long[][] table) {
    int columns = table.length == 0 ? 0 : table[0].length;
    double[] ofRows = new double[table.length];
    double[] ofColumns = new double[columns];
    double n = 0;
    for (int i = 0; i < table.length; i++) {
      Checks.sameLength("row", columns, "next row", table[i].length);
      checkCounts(table[i]);
      for (int j = 0; j < columns; j++) {
        ofRows[i] += table[i][j];
        ofColumns[j] += table[i][j];
        n += table[i][j];
      }
    }
    long rowsUsed = Arrays.stream(ofRows).filter(count -> count > 0).count();
    long columnsUsed = Arrays.stream(ofColumns).filter(count -> count > 0).count();
    if (rowsUsed < 2 || columnsUsed < 2) {
      return Optional.empty();
    }
    double degrees = (rowsUsed - 1.0) * (columnsUsed - 1.0);
    double correction = corrected && degrees == 1 ? HALF : 0;
    double sum = 0;
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < columns; j++) {
        sum += term((double) table[i][j], ofRows[i] / n * ofColumns[j], correction);
      }
    }
    return Optional.of(result("chi-square test of independence", sum, degrees, (long) n));
  }

  private double term(double observed, double expected, double correction) {
    if (expected == 0) {
      return 0;
    }
    double gap = observed - expected;
    double corrected = gap - Math.signum(gap) * Math.min(correction, Math.abs(gap));
    if (statistic == Statistic.PEARSON) {
      return corrected * corrected / expected;
    }
    double moved = expected + corrected;
    return moved == 0 ? 0 : 2 * moved * Math.log(moved / expected);
  }

  private static TestResult result(String method, double sum, double degrees, long n) {
    double statistic = Math.max(0, sum);
    return new TestResult(
        method,
        statistic,
        ChiSquaredDistribution.of(degrees).survivalProbability(statistic),
        OptionalDouble.of(degrees),
        Optional.empty(),
        n);
  }

  private static void checkCounts(long[] counts) {
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("count: " + count + " (expected: count >= 0)");
      }
    }
  }
}
