package dev.assay.core.calibration;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The grades that people used, in order. */
final class Grades {

  private static final int MOST_GRADES = 100;
  private static final double SLACK = 0.5;

  private final double[] values;

  private Grades(double[] values) {
    this.values = values;
  }

  // Whole grades have those between them too, used or not: the distance of 2 and 5 is 3.
  static Grades of(double[] given) {
    double[] used = Arrays.stream(given).sorted().distinct().toArray();
    boolean whole = Arrays.stream(used).allMatch(v -> v == Math.rint(v));
    double span = used.length == 0 ? 0 : used[used.length - 1] - used[0];
    if (!whole || span > MOST_GRADES) {
      return new Grades(used);
    }
    double least = used.length == 0 ? 0 : used[0];
    return new Grades(IntStream.rangeClosed(0, (int) span).mapToDouble(i -> least + i).toArray());
  }

  /**
   * The scale of these grades and of {@code given}, an evaluator's values: its own where all values
   * are within half a grade of it; drawn out by whole values that are off its ends, as where people
   * never used the lowest grade; empty where the values are on another scale, such as shares beside
   * grades from 1 to 5.
   */
  Optional<Grades> joined(double[] given) {
    if (count() < 2) {
      return Optional.empty();
    }
    double low = Arrays.stream(given).min().orElse(least());
    double high = Arrays.stream(given).max().orElse(greatest());
    if (low >= 0 && high <= 1 && greatest() > 1.5) {
      return Optional.empty();
    }
    if (low >= least() - SLACK && high <= greatest() + SLACK) {
      return Optional.of(this);
    }
    double span = greatest() - least();
    boolean whole = Arrays.stream(values).allMatch(v -> v == Math.rint(v));
    long within =
        Arrays.stream(given).filter(v -> v >= least() - SLACK && v <= greatest() + SLACK).count();
    if (!whole || low < least() - span || high > greatest() + span || 2 * within < given.length) {
      return Optional.empty();
    }
    return Optional.of(
        of(
            new double[] {
              Math.min(least(), Math.rint(low)), Math.max(greatest(), Math.rint(high))
            }));
  }

  int count() {
    return values.length;
  }

  double least() {
    return values[0];
  }

  double greatest() {
    return values[values.length - 1];
  }

  /** The number, from 0, of the grade nearest to {@code value}; of two as near, the upper. */
  int index(double value) {
    int nearest = 0;
    for (int i = 1; i < values.length; i++) {
      if (Math.abs(values[i] - value) <= Math.abs(values[nearest] - value)) {
        nearest = i;
      }
    }
    return nearest;
  }
}
