package dev.assay.monitor.watch;

import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.Sample;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.hypothesis.PValueAdjustment;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Where a change is larger than elsewhere: each slice is held against the rest of what changed, at
 * the same hours of the days before.
 */
final class Concentrations {

  private static final int DAYS = 7;
  private static final int MOST = 5;
  private static final int MOST_SLICES = 2_000;
  private static final double SIGNIFICANT = 0.05;
  private static final double GREATEST_PART = 0.95;
  private static final double LEAST_SIZE = 10;
  private static final double Z = 1.959963984540054;

  private record Shift(double value, double variance, double size) {}

  private record Found(Slice slice, Shift shift, double share, double p) {}

  private Concentrations() {}

  /** The slices, the surest first; none where the change is everywhere alike. */
  static List<Alert.Concentration> of(
      Measure measure, Instant since, Instant now, Slice within, History history) {
    Map<Slice, SliceSummary> after = history.slices(since, now);
    Map<Slice, SliceSummary> before = new HashMap<>();
    for (int day = 1; day <= DAYS; day++) {
      Duration back = Duration.ofDays(day);
      Instant to = now.minus(back);
      history
          .slices(since.minus(back), to.isAfter(since) ? since : to)
          .forEach(
              (slice, summary) ->
                  before
                      .computeIfAbsent(slice, key -> new SliceSummary())
                      .merge(summary, measure.needs(), key -> true));
    }
    Optional<Shift> whole = shift(measure, before.get(within), after.get(within));
    if (whole.isEmpty() || whole.get().value == 0) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    after.forEach(
        (slice, summary) -> {
          if (!slice.equals(within)
              && slice.parts().containsAll(within.parts())
              && found.size() < MOST_SLICES) {
            shift(measure, before.get(slice), summary)
                .flatMap(part -> against(slice, part, whole.get()))
                .ifPresent(found::add);
          }
        });
    return ranked(found);
  }

  private static Optional<Shift> shift(
      Measure measure, @Nullable SliceSummary before, @Nullable SliceSummary after) {
    if (before == null || after == null) {
      return Optional.empty();
    }
    Optional<Sample> was = measure.sample(before);
    Optional<Sample> is = measure.sample(after);
    if (was.isEmpty() || is.isEmpty()) {
      return Optional.empty();
    }
    Sample a = was.get();
    Sample b = is.get();
    double variance = a.variance() / a.size() + b.variance() / b.size();
    boolean enough = a.count() >= LEAST_SIZE && b.count() >= LEAST_SIZE && variance > 0;
    return enough
        ? Optional.of(new Shift(b.value() - a.value(), variance, b.count()))
        : Optional.empty();
  }

  /** Against the rest: what the whole would have shifted without this part. */
  private static Optional<Found> against(Slice slice, Shift part, Shift whole) {
    double f = part.size / whole.size;
    if (f > GREATEST_PART) {
      return Optional.empty();
    }
    double rest = (whole.value - f * part.value) / (1 - f);
    double variance =
        Math.max(0, whole.variance - f * f * part.variance) / (1 - f) / (1 - f) + part.variance;
    double z = Math.signum(whole.value) * (part.value - rest) / Math.sqrt(variance);
    double p = NormalDistribution.of(0, 1).survivalProbability(z);
    return Optional.of(new Found(slice, part, f * part.value / whole.value, p));
  }

  private static List<Alert.Concentration> ranked(List<Found> found) {
    double[] adjusted =
        PValueAdjustment.BENJAMINI_HOCHBERG.adjust(found.stream().mapToDouble(Found::p).toArray());
    List<Alert.Concentration> all = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Found each = found.get(i);
      if (adjusted[i] <= SIGNIFICANT) {
        double half = Z * Math.sqrt(each.shift.variance);
        double value = each.shift.value;
        all.add(
            new Alert.Concentration(
                each.slice.key(),
                new Estimate(
                    value,
                    new Interval(value - half, value + half, 0.95),
                    Math.max(1, Math.round(each.shift.size))),
                each.share,
                adjusted[i]));
      }
    }
    all.sort(
        Comparator.comparingDouble(Alert.Concentration::pValue)
            .thenComparing(Comparator.comparingDouble(Alert.Concentration::share).reversed())
            .thenComparing(Alert.Concentration::slice));
    return all.stream().limit(MOST).toList();
  }
}
