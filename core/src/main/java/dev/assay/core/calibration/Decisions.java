package dev.assay.core.calibration;

import dev.assay.stats.classification.ThresholdSearch;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the evaluator decided, by its own word or by a threshold on its values. */
final class Decisions {

  private final OptionalDouble threshold;
  private final boolean higherIsBetter;
  private final String words;

  private final boolean chosen;

  private Decisions(
      OptionalDouble threshold, boolean higherIsBetter, String words, boolean chosen) {
    this.threshold = threshold;
    this.higherIsBetter = higherIsBetter;
    this.words = words;
    this.chosen = chosen;
  }

  /**
   * The decisions that need no label: by the threshold asked for, else the evaluator's own; empty
   * if it made none for some of {@code judged}, which all have scores.
   */
  static Optional<Decisions> given(
      Collection<Judged> judged, boolean higher, CalibrationOptions options) {
    if (options.threshold().isPresent()) {
      double given = options.threshold().getAsDouble();
      return Optional.of(
          new Decisions(options.threshold(), higher, comparison(given, higher), false));
    }
    return judged.stream().allMatch(one -> one.passed() != null)
        ? Optional.of(
            new Decisions(OptionalDouble.empty(), higher, "the evaluator's own decisions", false))
        : Optional.empty();
  }

  /**
   * The decisions to compare: by the threshold asked for, else the evaluator's own, else by the
   * threshold of greatest F1; empty if there is none.
   */
  static Optional<Decisions> of(
      List<Pairing.Item> items, boolean[] passed, boolean higher, CalibrationOptions options) {
    Optional<Decisions> given =
        given(items.stream().map(Pairing.Item::judged).toList(), higher, options);
    if (given.isPresent()) {
      return given;
    }
    double[] oriented = oriented(items, higher);
    OptionalDouble best = ThresholdSearch.forF1().best(passed, oriented, Pairing.drawn(items));
    if (best.isEmpty()) {
      return Optional.empty();
    }
    double value = higher ? best.getAsDouble() : 0.0 - best.getAsDouble();
    return Optional.of(
        new Decisions(
            OptionalDouble.of(value),
            higher,
            comparison(value, higher)
                + ", the threshold of greatest F1 on these labels, so figures at it flatter",
            true));
  }

  private static String comparison(double threshold, boolean higher) {
    return String.format(Locale.ROOT, "value %s %.4g", higher ? ">=" : "<=", threshold);
  }

  /** The items' values, turned so that more is better. */
  static double[] oriented(List<Pairing.Item> items, boolean higher) {
    return items.stream().mapToDouble(item -> oriented(item.judged(), higher)).toArray();
  }

  private static double oriented(Judged judged, boolean higher) {
    Double value = judged.value();
    double number = value == null ? Double.NaN : value;
    return higher ? number : -number;
  }

  /** Whether {@code judged}, which has a score, passes; empty where it made no decision. */
  Optional<Boolean> passes(Judged judged) {
    Double value = judged.value();
    if (threshold.isEmpty()) {
      return Optional.ofNullable(judged.passed());
    }
    if (value == null) {
      return Optional.empty();
    }
    double limit = threshold.getAsDouble();
    return Optional.of(higherIsBetter ? value >= limit : value <= limit);
  }

  /** Whether the threshold was chosen by the very labels it is held against. */
  boolean chosen() {
    return chosen;
  }

  /** In words. */
  String words() {
    return words;
  }
}
