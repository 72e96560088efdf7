package dev.assay.stats.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.assay.stats.Vectors;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The distributions that the methods rest on, against mpmath 1.2.1 with 60 digits. */
class DistributionVectorTest {

  static Stream<Vectors.Row> rows(String... inputs) {
    return Vectors.of(DistributionVectorTest.class, "distributions.jsonl")
        .filter(row -> Set.copyOf(row.input().propertyNames()).equals(Set.of(inputs)));
  }

  static Stream<Vectors.Row> normal() {
    return rows("z");
  }

  static Stream<Vectors.Row> normalQuantiles() {
    return rows("p");
  }

  static Stream<Vectors.Row> student() {
    return rows("t", "df");
  }

  static Stream<Vectors.Row> studentQuantiles() {
    return rows("p", "df");
  }

  static Stream<Vectors.Row> chiSquare() {
    return rows("x", "df");
  }

  static Stream<Vectors.Row> beta() {
    return rows("a", "b", "x");
  }

  static Stream<Vectors.Row> binomial() {
    return rows("k", "n", "p");
  }

  @ParameterizedTest
  @MethodSource("normal")
  void normal_referenceValues_equal(Vectors.Row row) {
    double z = in(row, "z");
    close(Normal.cdf(z), row, "cdf");
    close(NormalDistribution.of(0, 1).survivalProbability(z), row, "sf");
    double tail = Math.min(expected(row, "cdf"), expected(row, "sf"));
    close(Normal.twoSidedP(z), 2 * tail);
  }

  @ParameterizedTest
  @MethodSource("normalQuantiles")
  void normalQuantile_referenceValues_equal(Vectors.Row row) {
    close(Normal.quantile(in(row, "p")), row, "quantile");
  }

  @ParameterizedTest
  @MethodSource("student")
  void student_referenceValues_equal(Vectors.Row row) {
    both(TDistribution.of(in(row, "df")), in(row, "t"), row);
  }

  @ParameterizedTest
  @MethodSource("studentQuantiles")
  void studentQuantile_referenceValues_equal(Vectors.Row row) {
    double p = in(row, "p");
    double level = Math.abs(1 - 2 * p);
    double quantile = level == 0 ? 0 : Normal.twoSidedT(level, in(row, "df"));
    double expected = expected(row, "quantile");
    double actual = p < 0.5 ? -quantile : quantile;
    if (Math.min(p, 1 - p) < 1e-9) {
      // A level this near to 1 has but four digits of its tail.
      assertThat(actual).isCloseTo(expected, withinPercentage(0.01));
    } else {
      close(actual, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("chiSquare")
  void chiSquare_referenceValues_equal(Vectors.Row row) {
    both(ChiSquaredDistribution.of(in(row, "df")), in(row, "x"), row);
  }

  @ParameterizedTest
  @MethodSource("beta")
  void beta_referenceValues_equal(Vectors.Row row) {
    BetaDistribution beta = BetaDistribution.of(in(row, "a"), in(row, "b"));
    close(beta.cumulativeProbability(in(row, "x")), row, "I");
    close(beta.survivalProbability(in(row, "x")), row, "one_minus_I");
  }

  @ParameterizedTest
  @MethodSource("binomial")
  void binomial_referenceValues_equal(Vectors.Row row) {
    int k = (int) in(row, "k");
    BinomialDistribution binomial = BinomialDistribution.of((int) in(row, "n"), in(row, "p"));
    close(binomial.probability(k), row, "pmf");
    close(binomial.cumulativeProbability(k), row, "cdf");
    close(binomial.survivalProbability(k - 1), row, "sf_ge_k");
  }

  private static void both(ContinuousDistribution distribution, double x, Vectors.Row row) {
    close(distribution.cumulativeProbability(x), row, "cdf");
    close(distribution.survivalProbability(x), row, "sf");
  }

  private static double in(Vectors.Row row, String name) {
    return row.input().get(name).doubleValue();
  }

  private static double expected(Vectors.Row row, String name) {
    return row.expected().get(name).doubleValue();
  }

  private static void close(double actual, Vectors.Row row, String name) {
    close(actual, expected(row, name));
  }

  // To 1e-9, tails to 1e-7; nothing below the least normal number has so many digits.
  private static void close(double actual, double expected) {
    if (Math.abs(expected) < Double.MIN_NORMAL) {
      assertThat(actual).isBetween(-Double.MIN_NORMAL, Double.MIN_NORMAL);
    } else {
      assertThat(actual).isCloseTo(expected, withinPercentage(expected < 1e-6 ? 1e-5 : 1e-7));
    }
  }
}
