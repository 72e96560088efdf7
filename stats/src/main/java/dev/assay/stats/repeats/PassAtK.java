package dev.assay.stats.repeats;

/**
 * Chances over {@code k} attempts, estimated from {@code n} attempts of which {@code c} passed.
 *
 * <p>Both are unbiased: they average over all subsets of {@code k} of the {@code n} attempts.
 * Source: M. Chen et al., "Evaluating large language models trained on code", arXiv:2107.03374
 * (2021), for pass@k; S. Yao et al., "τ-bench", arXiv:2406.12045 (2024), for pass^k.
 *
 * @since 0.1
 */
public final class PassAtK {

  private PassAtK() {}

  /**
   * The chance that at least one of {@code k} attempts passes: {@code 1 - C(n-c, k) / C(n, k)}.
   *
   * @param n attempts made, at least 1
   * @param c attempts that passed, from 0 to n
   * @param k attempts allowed, from 1 to n
   * @return a number from 0 to 1
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static double anyOf(int n, int c, int k) {
    check(n, c, k);
    return c == 0 ? 0 : 1 - shareOfSubsetsWithin(n, n - c, k);
  }

  /**
   * The chance that all of {@code k} attempts pass: {@code C(c, k) / C(n, k)}.
   *
   * @param n attempts made, at least 1
   * @param c attempts that passed, from 0 to n
   * @param k attempts needed, from 1 to n
   * @return a number from 0 to 1
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static double allOf(int n, int c, int k) {
    check(n, c, k);
    return shareOfSubsetsWithin(n, c, k);
  }

  // C(m, k) / C(n, k) as a product of ratios at most 1, so that nothing overflows.
  private static double shareOfSubsetsWithin(int n, int m, int k) {
    if (m < k) {
      return 0;
    }
    double share = 1;
    for (int i = 0; i < k; i++) {
      share *= (double) (m - i) / (n - i);
    }
    return share;
  }

  private static void check(int n, int c, int k) {
    if (n < 1) {
      throw new IllegalArgumentException("n: " + n + " (expected: n >= 1)");
    }
    if (c < 0 || c > n) {
      throw new IllegalArgumentException("c: " + c + " (expected: 0 <= c <= n = " + n + ")");
    }
    if (k < 1 || k > n) {
      throw new IllegalArgumentException("k: " + k + " (expected: 1 <= k <= n = " + n + ")");
    }
  }
}
