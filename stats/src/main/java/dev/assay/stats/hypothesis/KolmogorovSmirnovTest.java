package dev.assay.stats.hypothesis;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.internal.Checks;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The Kolmogorov-Smirnov test: do two independent lists come from one distribution.
 *
 * <p>The statistic D is the greatest distance of their distribution functions, from 0 to 1; for one
 * alternative, on one side. It sees any difference, of place, spread or shape, and each of them
 * less well than a test made for it. P-values are exact for continuous values where the product of
 * the lengths is at most 10,000, asymptotic beyond; with ties, as in grades, they are too large, so
 * that it errs less often than it says. Sources: N. V. Smirnov, "On the estimation of the
 * discrepancy between empirical curves of distribution for two independent samples", Bulletin of
 * Moscow University 2 (1939); T. Viehmann, "Numerically more stable computation of the p-values for
 * the two-sample Kolmogorov-Smirnov test" (2021); computed by commons-statistics.
 *
 * @since 0.1
 */
public final class KolmogorovSmirnovTest {

  private static final int LEAST = 2;
  private static final KolmogorovSmirnovTest DEFAULT =
      new KolmogorovSmirnovTest(Alternative.TWO_SIDED, PValueMethod.AUTO);

  private final Alternative alternative;
  private final PValueMethod method;

  private KolmogorovSmirnovTest(Alternative alternative, PValueMethod method) {
    this.alternative = alternative;
    this.method = method;
  }

  /** Two-sided. */
  public static KolmogorovSmirnovTest withDefaults() {
    return DEFAULT;
  }

  /**
   * Looks for this: greater is, the first tends to be greater, so that its distribution function is
   * below. (SciPy and R name that alternative by the function: less.)
   */
  public KolmogorovSmirnovTest with(Alternative alternative) {
    return new KolmogorovSmirnovTest(requireNonNull(alternative, "alternative"), method);
  }

  KolmogorovSmirnovTest with(PValueMethod method) {
    return new KolmogorovSmirnovTest(alternative, method);
  }

  /**
   * Tests two lists of scores.
   *
   * @throws IllegalArgumentException if a list has fewer than two values, or one is not finite
   */
  public TestResult test(double[] first, double[] second) {
    check("first", first);
    check("second", second);
    var result =
        org.apache.commons.statistics.inference.KolmogorovSmirnovTest.withDefaults()
            .with(ofFunctions())
            .with(method)
            .test(first, second);
    return TestResult.of(
        "Kolmogorov-Smirnov test",
        result.getStatistic(),
        Math.max(0, Math.min(1, result.getPValue())),
        (long) first.length + second.length);
  }

  private AlternativeHypothesis ofFunctions() {
    return switch (alternative) {
      case TWO_SIDED -> AlternativeHypothesis.TWO_SIDED;
      case LESS -> AlternativeHypothesis.GREATER_THAN;
      case GREATER -> AlternativeHypothesis.LESS_THAN;
    };
  }

  private static void check(String name, double[] values) {
    if (values.length < LEAST) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " values (expected: at least " + LEAST + ")");
    }
    Checks.finite(name, values);
  }
}
