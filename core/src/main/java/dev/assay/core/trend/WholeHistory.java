package dev.assay.core.trend;

import dev.assay.core.comparison.Compared;
import dev.assay.core.comparison.ComparisonSettings;
import dev.assay.core.comparison.Outcome;
import dev.assay.core.trend.RunHistory.Point;
import dev.assay.core.trend.RunHistory.Step;
import dev.assay.stats.hypothesis.PValueAdjustment;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Decides every step again, with p-values adjusted over the whole history: each step alone finds a
 * change by chance in up to 5% of cases, so that thirty runs of an unchanged system would show one
 * more often than not.
 */
final class WholeHistory {

  private WholeHistory() {}

  static List<Step> of(List<Step> steps) {
    // What answers took and cost, by itself: it changes with the machine.
    return decided(decided(steps, false), true);
  }

  private static List<Step> decided(List<Step> steps, boolean operational) {
    Predicate<Point> family = point -> tested(point) && operational(point) == operational;
    double[] tested =
        steps.stream()
            .flatMap(step -> step.points().stream())
            .filter(family)
            .mapToDouble(point -> p(point).orElse(1))
            .toArray();
    double[] adjusted = PValueAdjustment.HOLM.adjust(tested);
    int next = 0;
    List<Step> decided = new ArrayList<>(steps.size());
    for (Step step : steps) {
      List<Point> points = new ArrayList<>(step.points().size());
      for (Point point : step.points()) {
        points.add(family.test(point) ? decided(point, adjusted[next++], tested.length) : point);
      }
      decided.add(step.with(points));
    }
    return decided;
  }

  private static boolean tested(Point point) {
    return point.comparable() && p(point).isPresent();
  }

  private static boolean operational(Point point) {
    return point.change() != null && point.change().operational();
  }

  private static OptionalDouble p(Point point) {
    return point.change() == null ? OptionalDouble.empty() : point.change().p();
  }

  private static Point decided(Point point, double adjusted, int tests) {
    Compared change = point.change();
    if (change == null) {
      return point;
    }
    boolean claimed =
        switch (change.outcome()) {
          case REGRESSION, IMPROVEMENT, SIGNIFICANT_BUT_TRIVIAL -> true;
          default -> false;
        };
    Outcome outcome = change.outcome();
    String reason = change.reason();
    if (claimed && adjusted > ComparisonSettings.DEFAULT.alpha()) {
      boolean trivial = trivial(change);
      outcome = trivial ? Outcome.NO_CHANGE : Outcome.INCONCLUSIVE;
      reason =
          trivial
              ? "its interval lies within what is too small to matter"
              : String.format(
                  Locale.ROOT,
                  "p %.2g, which among %,d comparisons of a history may be chance",
                  change.p().orElse(1),
                  tests);
    } else if (claimed) {
      reason = String.format(Locale.ROOT, "adjusted p %.2g over the whole history", adjusted);
    }
    return new Point(
        point.measure(),
        point.estimate(),
        point.unscored(),
        true,
        change.over(adjusted, outcome, reason));
  }

  private static boolean trivial(Compared change) {
    Estimate difference = change.difference();
    return difference != null
        && difference.low() > -change.minimumEffect()
        && difference.high() < change.minimumEffect();
  }
}
