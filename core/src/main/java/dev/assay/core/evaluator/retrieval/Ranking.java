package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The retrieved passages as a ranked list with grades.
 *
 * <p>A passage of the example is as relevant as its score says, 1 if it has none; 0 is not
 * relevant. A retrieved passage has the best grade of the relevant ones it is and no one before it
 * was: a relevant passage counts once, whatever chunks it comes in.
 */
final class Ranking {

  // Characters compared, passages times passages: a second or so.
  private static final long MOST_WORK = 1_000_000_000;

  // 2^grade must be a number; nobody grades that finely.
  private static final double HIGHEST_GRADE = 100;

  private final double[] gains;
  private final double[] missed;

  private Ranking(double[] gains, double[] missed) {
    this.gains = gains;
    this.missed = missed;
  }

  /** Why an interaction cannot be ranked. */
  static final class UnrankedException extends Exception {

    private static final long serialVersionUID = 1L;

    UnrankedException(String reason) {
      super(reason);
    }
  }

  /**
   * The ranking of {@code subject}.
   *
   * @throws UnrankedException if nothing is relevant, a grade is none, or there is too much to
   *     compare
   */
  static Ranking of(Subject subject) throws UnrankedException {
    List<Passage> relevant = relevant(subject);
    List<Passage> retrieved = subject.interaction().context();
    checkWork(retrieved, relevant);
    PassageMatcher matcher = new PassageMatcher(relevant);
    BitSet found = new BitSet(relevant.size());
    double[] gains = new double[retrieved.size()];
    for (int i = 0; i < gains.length; i++) {
      for (int match : matcher.matches(retrieved.get(i))) {
        if (!found.get(match)) {
          found.set(match);
          gains[i] = Math.max(gains[i], grade(relevant.get(match)));
        }
      }
    }
    double[] missed = new double[relevant.size() - found.cardinality()];
    int next = 0;
    for (int i = found.nextClearBit(0); i < relevant.size(); i = found.nextClearBit(i + 1)) {
      missed[next++] = grade(relevant.get(i));
    }
    return new Ranking(gains, missed);
  }

  /**
   * The passages of the example that are relevant.
   *
   * @throws UnrankedException if there are none, or a grade is none
   */
  static List<Passage> relevant(Subject subject) throws UnrankedException {
    List<Passage> relevant = new ArrayList<>();
    for (Passage passage : subject.relevantContext()) {
      double grade = grade(passage);
      if (!(grade >= 0 && grade <= HIGHEST_GRADE)) {
        throw new UnrankedException(
            "a relevant passage's score: " + grade + " (expected: a grade from 0 to 100)");
      }
      if (grade > 0) {
        relevant.add(passage);
      }
    }
    if (relevant.isEmpty()) {
      throw new UnrankedException("no passage is relevant, so that there is nothing to find");
    }
    return relevant;
  }

  /**
   * Checks that the texts can be compared.
   *
   * @throws UnrankedException if that would take too long
   */
  static void checkWork(List<Passage> retrieved, List<Passage> relevant) throws UnrankedException {
    long work = characters(retrieved) * relevant.size() + characters(relevant) * retrieved.size();
    if (work > MOST_WORK) {
      throw new UnrankedException(
          "too many passages without ids to compare: "
              + retrieved.size()
              + " by "
              + relevant.size()
              + " (expected: characters times passages of at most "
              + MOST_WORK
              + ")");
    }
  }

  RankedGains ranked() {
    return RankedGains.of(gains);
  }

  /** How many passages were retrieved. */
  int retrieved() {
    return gains.length;
  }

  /** How many relevant passages were not. */
  int missed() {
    return missed.length;
  }

  /** Whether the passage at {@code index} is relevant and was not there before. */
  boolean isHit(int index) {
    return gains[index] > 0;
  }

  /** How many results are relevant or could have been. */
  int relevantResults() {
    return ranked().hits() + missed.length;
  }

  /** Every grade there is, found or missed. */
  double[] all() {
    double[] all = Arrays.copyOf(gains, gains.length + missed.length);
    System.arraycopy(missed, 0, all, gains.length, missed.length);
    return all;
  }

  private static double grade(Passage passage) {
    Double score = passage.score();
    return score == null ? 1 : score;
  }

  private static long characters(List<Passage> passages) {
    return passages.stream()
        .filter(passage -> passage.id() == null)
        .mapToLong(passage -> passage.text().length())
        .sum();
  }
}
