package dev.assay.core.calibration;

import dev.assay.stats.classification.ThresholdSearch;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Decides about each item by the threshold of greatest F1 that the other items choose: what such a
 * choice is worth on items that had no part in it.
 */
final class HeldOut {

  private static final int FOLDS = 10;

  private HeldOut() {}

  /**
   * Decides about all, fold by fold, groups kept together.
   *
   * @param values turned so that more is better
   * @param drawn with which probability each item was drawn
   * @param groups of the items, numbered from 0 without gaps
   */
  static boolean[] decide(
      boolean[] passed, double[] values, double[] drawn, int[] groups, long seed) {
    int[] folds = folds(Arrays.stream(groups).max().orElse(0) + 1, seed);
    boolean[] decided = new boolean[passed.length];
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      int[] others =
          IntStream.range(0, passed.length).filter(i -> folds[groups[i]] != fold).toArray();
      OptionalDouble threshold =
          ThresholdSearch.forF1()
              .best(
                  Measured.at(passed, others),
                  Measured.at(values, others),
                  Measured.at(drawn, others));
      for (int i = 0; i < passed.length; i++) {
        if (folds[groups[i]] == fold) {
          decided[i] = threshold.isPresent() && values[i] >= threshold.getAsDouble();
        }
      }
    }
    return decided;
  }

  // Groups in random order, dealt out one by one.
  private static int[] folds(int groups, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, groups).toArray();
    for (int i = groups - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    int[] folds = new int[groups];
    for (int i = 0; i < groups; i++) {
      folds[order[i]] = i % FOLDS;
    }
    return folds;
  }
}
