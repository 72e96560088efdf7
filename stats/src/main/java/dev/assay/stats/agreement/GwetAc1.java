package dev.assay.stats.agreement;

import dev.assay.stats.internal.Checks;
import java.util.OptionalDouble;

/**
 * Gwet's AC1: agreement of two raters beyond chance, where chance is not driven by one category
 * being rare.
 *
 * <p>Beside kappa it shows whether a low kappa comes from disagreement or from skewed categories.
 * Source: K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high
 * agreement", British Journal of Mathematical and Statistical Psychology 61 (2008).
 *
 * @since 0.1
 */
public final class GwetAc1 {

  private GwetAc1() {}

  /**
   * The coefficient of ratings of the same items, as numbers of categories from 0; empty without
   * items or with fewer than two categories.
   *
   * @throws IllegalArgumentException if the lengths differ or a rating is not a category, or there
   *     are more than 4,096
   */
  public static OptionalDouble of(int[] a, int[] b, int categories) {
    Checks.sameLength("a", a.length, "b", b.length);
    Checks.categories("a", a, categories);
    Checks.categories("b", b, categories);
    if (a.length == 0 || categories < 2) {
      return OptionalDouble.empty();
    }
    double[] uses = new double[categories];
    int agreed = 0;
    for (int i = 0; i < a.length; i++) {
      uses[a[i]]++;
      uses[b[i]]++;
      agreed += a[i] == b[i] ? 1 : 0;
    }
    double expected = 0;
    for (double use : uses) {
      double share = use / (2.0 * a.length);
      expected += share * (1 - share);
    }
    expected /= categories - 1;
    double observed = (double) agreed / a.length;
    return OptionalDouble.of((observed - expected) / (1 - expected));
  }
}
