package dev.assay.benchmarks.grounding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The area under the ROC curve with a percentile interval by bootstrap over groups.
 *
 * @param value the probability that a grounded output scores higher than one that is not; ties are
 *     half
 * @param low lower end of the 95% interval
 * @param high upper end
 */
record Auroc(double value, double low, double high) {

  private static final int RESAMPLES = 2_000;

  static Auroc of(double[] score, boolean[] grounded, List<String> groups, long seed) {
    if (Arrays.stream(score).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("score: NaN (expected: numbers)");
    }
    Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < score.length; i++) {
      byGroup.computeIfAbsent(groups.get(i), g -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> clusters = List.copyOf(byGroup.values());
    Integer[] order = new Integer[score.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> score[i]));
    int[] once = new int[score.length];
    Arrays.fill(once, 1);
    double value = weighted(order, score, grounded, once);
    SplittableRandom random = new SplittableRandom(seed);
    double[] resampled = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      int[] count = new int[score.length];
      for (int k = 0; k < clusters.size(); k++) {
        for (int i : clusters.get(random.nextInt(clusters.size()))) {
          count[i]++;
        }
      }
      resampled[r] = weighted(order, score, grounded, count);
    }
    double[] finite = Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
    return new Auroc(
        value,
        finite[(int) Math.floor(0.025 * (finite.length - 1))],
        finite[(int) Math.ceil(0.975 * (finite.length - 1))]);
  }

  private static double weighted(Integer[] order, double[] score, boolean[] grounded, int[] count) {
    double below = 0;
    double pairs = 0;
    double positives = 0;
    double negatives = 0;
    int i = 0;
    while (i < order.length) {
      int j = i;
      double tiedPositives = 0;
      double tiedNegatives = 0;
      while (j < order.length && score[order[j]] == score[order[i]]) {
        if (grounded[order[j]]) {
          tiedPositives += count[order[j]];
        } else {
          tiedNegatives += count[order[j]];
        }
        j++;
      }
      pairs += tiedPositives * (below + tiedNegatives / 2);
      below += tiedNegatives;
      positives += tiedPositives;
      negatives += tiedNegatives;
      i = j;
    }
    return pairs / (positives * negatives);
  }
}
