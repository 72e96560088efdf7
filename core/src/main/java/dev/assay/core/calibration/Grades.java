package dev.assay.core.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The grades that people used, in order. */
final class Grades {

  private static final int MOST_GRADES = 100;

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
