package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Chooses what people should label next, with known probabilities.
 *
 * <p>By default every scored interaction has the same chance, which any estimate may use. Enriched,
 * half of the sample comes from the quarter of interactions whose scores are nearest to the
 * threshold, where a label tells most about it; each choice keeps its probability, and the
 * estimates weigh by it.
 *
 * @since 0.1
 */
public final class LabelSample {

  private static final double NEAR = 0.25;

  private final int n;
  private final long seed;
  private final OptionalDouble threshold;

  private LabelSample(int n, long seed, OptionalDouble threshold) {
    this.n = n;
    this.seed = seed;
    this.threshold = threshold;
  }

  /**
   * One interaction to label.
   *
   * @param judged what the evaluator said; not for the eyes of whoever labels
   * @param probability the probability with which it was chosen
   * @param stratum {@code all}, or {@code near} and {@code far} where the sample is enriched
   */
  public record Choice(Judged judged, double probability, String stratum) {

    /** Checks the parts. */
    public Choice {
      requireNonNull(judged, "judged");
      requireNonNull(stratum, "stratum");
    }
  }

  /**
   * A simple random sample.
   *
   * @throws InvalidInputException if {@code n < 1}
   */
  public static LabelSample of(int n, long seed) {
    if (n < 1) {
      throw new InvalidInputException(Problem.of("n", n, "at least 1"));
    }
    return new LabelSample(n, seed, OptionalDouble.empty());
  }

  /**
   * Half of it from near {@code threshold}.
   *
   * @throws InvalidInputException if the threshold is not finite, or for a sample of one, which
   *     could not have both halves
   */
  public LabelSample enrichedNear(double threshold) {
    if (!Double.isFinite(threshold)) {
      throw new InvalidInputException(Problem.of("near", threshold, "a finite number"));
    }
    if (n < 2) {
      throw new InvalidInputException(
          Problem.of("n", n, "at least 2, one near the threshold and one far from it"));
    }
    return new LabelSample(n, seed, OptionalDouble.of(threshold));
  }

  /**
   * Chooses from {@code judged}; what is unscored is not chosen, for there is nothing to hold a
   * label against. All of them, in their own order, if there are no more than asked for.
   *
   * @throws InvalidInputException if nothing is scored
   */
  public List<Choice> from(List<Judged> judged) {
    List<Judged> scored = judged.stream().filter(j -> j.value() != null).toList();
    if (scored.isEmpty()) {
      throw new InvalidInputException(Problem.of("scores", "none", "at least one score to label"));
    }
    Random random = new Random(seed);
    if (threshold.isEmpty() || scored.size() <= n) {
      return choose(scored, Math.min(n, scored.size()), "all", random);
    }
    List<Judged> byDistance = new ArrayList<>(scored);
    byDistance.sort(Comparator.comparingDouble(this::distance));
    int near = Math.max(1, (int) Math.round(NEAR * scored.size()));
    int fromNear = Math.min(near, Math.max(1, n / 2));
    int fromFar = Math.min(scored.size() - near, n - fromNear);
    List<Choice> choices =
        new ArrayList<>(choose(byDistance.subList(0, near), fromNear, "near", random));
    if (fromFar > 0) {
      choices.addAll(choose(byDistance.subList(near, byDistance.size()), fromFar, "far", random));
    }
    // Nobody should be able to tell from its place which half an interaction comes from.
    Collections.shuffle(choices, random);
    return choices;
  }

  private double distance(Judged judged) {
    Double value = judged.value();
    return value == null ? Double.MAX_VALUE : Math.abs(value - threshold.orElseThrow());
  }

  private static List<Choice> choose(List<Judged> from, int count, String stratum, Random random) {
    List<Judged> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, random);
    double probability = (double) count / from.size();
    return shuffled.subList(0, count).stream()
        .map(j -> new Choice(j, probability, stratum))
        .toList();
  }
}
