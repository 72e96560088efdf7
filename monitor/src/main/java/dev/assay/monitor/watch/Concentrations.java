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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Where a change is larger than elsewhere: each slice is held against the rest of what changed, at
 * the same hours of the days before.
 *
 * <p>The rest is what is left of the whole without the slice, before and after, each by the share
 * of the traffic that the slice had then: so traffic that moves into the slice or out of it, or a
 * slice that is looked at more often than others, does not look like a change; traffic that moves
 * within the rest changes the rest. Of quantiles, which do not add up, the slice's share is the
 * present one at both times. P-values are one-sided and by the normal distribution; one observation
 * varies as at the time at which it varied more, lest a few that all came out alike seem sure. They
 * are adjusted for all slices that had enough (Benjamini and Hochberg), which holds about as well
 * where slices overlap (see the simulation).
 */
final class Concentrations {

  private static final int DAYS = 7;
  private static final int MOST = 5;
  private static final int MOST_SLICES = 2_000;
  private static final double SIGNIFICANT = 0.05;
  private static final double GREATEST_PART = 0.95;
  private static final double LEAST_SIZE = 10;
  private static final double Z = 1.959963984540054;

  /** A value at one time, and how much traffic it stands for. */
  private record Side(double value, double variance, double traffic) {}

  /** A value before and after. */
  private record Shift(Side before, Side after, long count) {

    double value() {
      return after.value - before.value;
    }

    double variance() {
      return after.variance + before.variance;
    }
  }

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
    boolean adds =
        !(measure instanceof Measure.Quantile || measure instanceof Measure.ScoreQuantile);
    return of(samples(measure, before), samples(measure, after), within, adds);
  }

  private static Map<Slice, Sample> samples(Measure measure, Map<Slice, SliceSummary> summaries) {
    Map<Slice, Sample> samples = new LinkedHashMap<>();
    summaries.forEach(
        (slice, summary) ->
            measure.sample(summary).ifPresent(sample -> samples.put(slice, sample)));
    return samples;
  }

  /**
   * The slices by what was looked at.
   *
   * @param adds whether the value of a whole is the mean of its parts' by their traffic
   */
  static List<Alert.Concentration> of(
      Map<Slice, Sample> before, Map<Slice, Sample> after, Slice within, boolean adds) {
    Shift whole = shift(before.get(within), after.get(within));
    if (whole == null || whole.value() == 0) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    after.forEach(
        (slice, sample) -> {
          if (!slice.equals(within)
              && slice.parts().containsAll(within.parts())
              && found.size() < MOST_SLICES) {
            Shift part = shift(before.get(slice), sample);
            if (part != null) {
              against(slice, part, whole, adds).ifPresent(found::add);
            }
          }
        });
    return ranked(found);
  }

  private static @Nullable Shift shift(@Nullable Sample before, @Nullable Sample after) {
    if (before == null
        || after == null
        || before.count() < LEAST_SIZE
        || after.count() < LEAST_SIZE) {
      return null;
    }
    double most = Math.max(before.variance(), after.variance());
    return most > 0 ? new Shift(side(before, most), side(after, most), after.count()) : null;
  }

  private static Side side(Sample sample, double variance) {
    // Of a quantile the variance is that of the value itself, not of one observation.
    double own = sample.size() == 1 ? sample.variance() : variance;
    return new Side(sample.value(), own / sample.size(), sample.traffic());
  }

  /** Against the rest. */
  private static Optional<Found> against(Slice slice, Shift part, Shift whole, boolean adds) {
    double is = part.after.traffic / whole.after.traffic;
    double was = adds ? part.before.traffic / whole.before.traffic : is;
    if (is > GREATEST_PART || was > GREATEST_PART) {
      return Optional.empty();
    }
    Side before = rest(part.before, whole.before, was);
    Side after = rest(part.after, whole.after, is);
    double variance = before.variance + after.variance + part.variance();
    double more = part.value() - (after.value - before.value);
    double z = Math.signum(whole.value()) * more / Math.sqrt(variance);
    double p = NormalDistribution.of(0, 1).survivalProbability(z);
    return Optional.of(new Found(slice, part, is * part.value() / whole.value(), p));
  }

  private static Side rest(Side part, Side whole, double f) {
    double left = 1 - f;
    return new Side(
        (whole.value - f * part.value) / left,
        Math.max(0, whole.variance - f * f * part.variance) / left / left,
        left * whole.traffic);
  }

  private static List<Alert.Concentration> ranked(List<Found> found) {
    double[] adjusted =
        PValueAdjustment.BENJAMINI_HOCHBERG.adjust(found.stream().mapToDouble(Found::p).toArray());
    List<Alert.Concentration> all = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Found each = found.get(i);
      if (adjusted[i] <= SIGNIFICANT) {
        double half = Z * Math.sqrt(each.shift.variance());
        double value = each.shift.value();
        all.add(
            new Alert.Concentration(
                each.slice.key(),
                new Estimate(
                    value, new Interval(value - half, value + half, 0.95), each.shift.count),
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
