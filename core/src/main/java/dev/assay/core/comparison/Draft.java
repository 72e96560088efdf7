package dev.assay.core.comparison;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The numbers to compare: of the same length and order where examples are paired.
 *
 * @param measure what was taken
 * @param slice of which examples
 * @param paired whether the two are example by example
 * @param base the base's values
 * @param candidate the candidate's
 * @param counts how many count and could not be scored
 */
record Draft(
    Measure measure, Slice slice, boolean paired, Values base, Values candidate, Counts counts) {

  /** Values of one run. */
  static final class Values {

    private final double[] array;

    private Values(double[] array) {
      this.array = array;
    }

    double[] array() {
      return array.clone();
    }

    int size() {
      return array.length;
    }

    double mean() {
      return Arrays.stream(array).average().orElse(Double.NaN);
    }

    boolean isBinary() {
      return array.length > 0 && Arrays.stream(array).allMatch(v -> v == 0 || v == 1);
    }
  }

  /**
   * What was looked at.
   *
   * @param looked how many examples of each run, or pairs
   * @param baseUnscored how many the base could not score
   * @param candidateUnscored how many the candidate could not
   * @param baseSum the sum over the base's scored ones, paired or not
   * @param candidateSum the same of the candidate
   * @param lookedBase how many of the base
   */
  record Counts(
      int looked,
      int baseUnscored,
      int candidateUnscored,
      double baseSum,
      double candidateSum,
      int lookedBase) {}

  boolean isBinary() {
    return base.isBinary() && candidate.isBinary();
  }

  /** Candidate minus base, pair by pair. */
  double[] differences() {
    double[] differences = new double[base.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = candidate.array[i] - base.array[i];
    }
    return differences;
  }

  /** Collects them. */
  static final class Builder {

    private final Measure measure;
    private final Slice slice;
    private final DoubleStream.Builder base = DoubleStream.builder();
    private final DoubleStream.Builder candidate = DoubleStream.builder();
    private int lookedBase;
    private int lookedCandidate;
    private int baseUnscored;
    private int candidateUnscored;
    private double baseSum;
    private double candidateSum;

    Builder(Measure measure, Slice slice) {
      this.measure = measure;
      this.slice = slice;
    }

    void addPair(Pairs.Pair pair) {
      if (!measure.appliesTo(pair.base()) || !measure.appliesTo(pair.candidate())) {
        return;
      }
      OptionalDouble before = look(pair.base(), true);
      OptionalDouble now = look(pair.candidate(), false);
      if (before.isPresent() && now.isPresent()) {
        base.add(before.getAsDouble());
        candidate.add(now.getAsDouble());
      }
    }

    void addBase(ExampleScores example) {
      if (measure.appliesTo(example)) {
        look(example, true).ifPresent(base::add);
      }
    }

    void addCandidate(ExampleScores example) {
      if (measure.appliesTo(example)) {
        look(example, false).ifPresent(candidate::add);
      }
    }

    private OptionalDouble look(ExampleScores example, boolean ofBase) {
      OptionalDouble value = measure.of(example);
      double counted = value.orElse(0);
      if (ofBase) {
        lookedBase++;
        baseSum += counted;
        baseUnscored += value.isPresent() ? 0 : 1;
      } else {
        lookedCandidate++;
        candidateSum += counted;
        candidateUnscored += value.isPresent() ? 0 : 1;
      }
      return value;
    }

    Draft build(boolean paired) {
      return new Draft(
          measure,
          slice,
          paired,
          new Values(base.build().toArray()),
          new Values(candidate.build().toArray()),
          new Counts(
              lookedCandidate, baseUnscored, candidateUnscored, baseSum, candidateSum, lookedBase));
    }
  }
}
