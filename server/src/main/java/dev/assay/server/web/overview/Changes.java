package dev.assay.server.web.overview;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.EstimateDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What changed since the week before the time that is shown, by more than chance.
 *
 * <p>Every measure of every slice is held against the seven days before. Looking at many things
 * finds something by chance alone: intervals are as wide as makes a false finding among all of them
 * a matter of one page in twenty (Bonferroni).
 */
final class Changes {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final double ALPHA = 0.05;
  private static final int MOST_SLICES = 40;
  private static final int LEAST = 30;
  private static final int MOST = 6;
  private static final int MOST_OF_A_MEASURE = 2;
  private static final Duration ALONG = Duration.ofHours(2);
  private static final SliceSummary.Needs NEEDS =
      new SliceSummary.Needs(
          Set.of(
              SliceSummary.Part.SCORES,
              SliceSummary.Part.OUTCOMES,
              SliceSummary.Part.SIGNALS,
              SliceSummary.Part.COST),
          Set.of(Quantity.LATENCY, Quantity.TTFT));

  private final Desks desks;

  Changes(Desks desks) {
    this.desks = desks;
  }

  /**
   * What was found.
   *
   * @param changes the clearest first
   * @param looked how many comparisons were made
   * @param period the time that is shown
   * @param before what it was held against
   */
  record Found(List<Change> changes, int looked, Period period, Period before) {}

  Found in(View view, Instant now) {
    Period period = view.period(now);
    Instant day = WindowLevel.DAY.start(period.from());
    Instant hour = WindowLevel.HOUR.start(period.from());
    Instant start = day.minus(WEEK);
    WindowReader.Range range = WindowReader.Range.of(period.from(), period.to(), null);
    List<String> slices = slices(range, view.slice());
    Map<String, SliceSummary> current = desks.reader().whole(range, slices, NEEDS);
    Map<String, SliceSummary> past = new HashMap<>();
    add(past, WindowReader.Range.of(start, day, WindowLevel.DAY), slices);
    if (day.isBefore(hour)) {
      add(past, WindowReader.Range.of(day, hour, WindowLevel.HOUR), slices);
    }
    List<Candidate> candidates = candidates(current, past);
    double level = 1 - ALPHA / Math.max(1, candidates.size());
    List<Change> found = new ArrayList<>();
    candidates.forEach(each -> each.judge(level).ifPresent(found::add));
    found.sort(Comparator.comparingDouble(Change::strength).reversed());
    List<Change> told = new ArrayList<>();
    for (Change change : shortened(found)) {
      told.add(dated(change, period));
    }
    return new Found(
        told, candidates.size(), period, new Period(start, hour.isAfter(start) ? hour : day));
  }

  private void add(Map<String, SliceSummary> to, WindowReader.Range range, List<String> slices) {
    desks
        .reader()
        .whole(range, slices, NEEDS)
        .forEach(
            (key, summary) -> to.computeIfAbsent(key, any -> new SliceSummary()).merge(summary));
  }

  private List<String> slices(WindowReader.Range range, Slice shown) {
    List<String> keys = new ArrayList<>();
    keys.add(shown.key());
    if (shown.equals(Slice.ALL)) {
      desks.reader().keys(range).stream()
          .map(Slice::ofKey)
          .filter(slice -> slice.parts().size() == 1)
          .map(Slice::key)
          .limit(MOST_SLICES)
          .forEach(keys::add);
    }
    return keys;
  }

  /** Two summaries of a slice, and what to compare them by. */
  private record Candidate(
      Change.Measured measured, Slice slice, SliceSummary before, SliceSummary now) {

    Optional<Change> judge(double level) {
      MeasureName name = MeasureName.parse(measured.name());
      Optional<Estimate> then = name.measure().of(before, level);
      Optional<Estimate> today = name.measure().of(now, level);
      if (then.isEmpty() || today.isEmpty() || then.get().n() < LEAST || today.get().n() < LEAST) {
        return Optional.empty();
      }
      Estimate difference = EstimateDifference.of(today.get(), then.get());
      boolean clear = difference.low() > 0 || difference.high() < 0;
      if (!clear || !matters(then.get(), difference)) {
        return Optional.empty();
      }
      // Shown as everywhere: at 0.95.
      Estimate shownBefore = name.measure().of(before, 0.95).orElse(then.get());
      Estimate shownNow = name.measure().of(now, 0.95).orElse(today.get());
      return Optional.of(
          new Change(measured, slice, shownBefore, shownNow, difference, null, List.of()));
    }

    // A point, or a tenth of what it was: less is of no use on a first page.
    private boolean matters(Estimate then, Estimate difference) {
      double size = Math.abs(difference.value());
      return measured.unit() == Unit.SHARE ? size >= 0.01 : size >= 0.1 * Math.abs(then.value());
    }
  }

  private static List<Candidate> candidates(
      Map<String, SliceSummary> current, Map<String, SliceSummary> past) {
    List<Candidate> candidates = new ArrayList<>();
    for (Map.Entry<String, SliceSummary> entry : new TreeMap<>(current).entrySet()) {
      SliceSummary before = past.get(entry.getKey());
      if (before != null) {
        for (Change.Measured measured : measures(entry.getValue(), before)) {
          candidates.add(
              new Candidate(measured, Slice.ofKey(entry.getKey()), before, entry.getValue()));
        }
      }
    }
    return candidates;
  }

  private static List<Change.Measured> measures(SliceSummary now, SliceSummary before) {
    List<Change.Measured> all = new ArrayList<>();
    all.add(new Change.Measured("completion:rate", "Task completion", Unit.SHARE, 1));
    all.add(new Change.Measured("signal:negative:rate", "Signals against answers", Unit.SHARE, -1));
    all.add(new Change.Measured("latency:p95", "Latency (p95)", Unit.MILLIS, -1));
    all.add(new Change.Measured("ttft:p95", "Time to first token (p95)", Unit.MILLIS, -1));
    all.add(new Change.Measured("cost:mean", "Cost per answer", Unit.MONEY, -1));
    all.add(new Change.Measured("cache-hit:rate", "Cache hits", Unit.SHARE, 1));
    for (FailureMode mode : FailureMode.values()) {
      if (now.modeCount(mode.key()) + before.modeCount(mode.key()) > 0) {
        all.add(new Change.Measured("mode:" + mode.key() + ":rate", words(mode), Unit.SHARE, -1));
      }
    }
    for (ScoreKey key : now.scoreKeys()) {
      // Never a version against another one.
      if (before.scoreKeys().contains(key)) {
        String name = "score:" + key.evaluator() + "@" + key.version() + ":pass";
        all.add(new Change.Measured(name, "Passed " + key.evaluator(), Unit.SHARE, 1));
      }
    }
    return all;
  }

  private static String words(FailureMode mode) {
    return switch (mode) {
      case HALLUCINATED -> "Hallucination";
      case INCORRECT -> "Incorrect answers";
      case REFUSED -> "Refusals";
      case INCOMPLETE -> "Incomplete answers";
      case OFF_TOPIC -> "Answers off topic";
      case FORMAT -> "Answers of the wrong form";
      case UNSAFE -> "Unsafe answers";
      case SLOW -> "Slow answers";
      case ERROR -> "Errors";
    };
  }

  // The clearest of each measure, so that one thing seen from many sides is not all there is.
  private static List<Change> shortened(List<Change> found) {
    Map<String, Integer> told = new HashMap<>();
    List<Change> few = new ArrayList<>();
    for (Change change : found) {
      int times = told.merge(change.measured().name(), 1, Integer::sum);
      if (times <= MOST_OF_A_MEASURE && few.size() < MOST) {
        few.add(change);
      }
    }
    return few;
  }

  private Change dated(Change change, Period period) {
    Instant since = since(change, period);
    List<String> along = new ArrayList<>();
    if (since != null) {
      for (Mark mark : desks.alerts().marks()) {
        if (Duration.between(mark.at(), since).abs().compareTo(ALONG) <= 0) {
          along.add(mark.template() + " version " + mark.after());
        }
      }
    }
    return new Change(
        change.measured(),
        change.slice(),
        change.before(),
        change.now(),
        change.difference(),
        since,
        along);
  }

  // Where the sum of what is above or below the mean turns: the usual estimate of when a level
  // changed (E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954).
  private @Nullable Instant since(Change change, Period period) {
    MeasureName name = MeasureName.parse(change.measured().name());
    Instant from = period.from().minus(Duration.ofDays(1));
    if (Duration.between(from, period.to()).compareTo(Duration.ofDays(15)) > 0) {
      return null;
    }
    WindowReader.Range range = WindowReader.Range.of(from, period.to(), WindowLevel.HOUR);
    NavigableMap<Instant, SliceSummary> hours =
        desks.reader().over(range, change.slice(), WindowReader.needs(List.of(name)));
    TreeMap<Instant, Estimate> points = new TreeMap<>();
    hours.forEach(
        (start, summary) ->
            name.measure().of(summary, 0.95).ifPresent(point -> points.put(start, point)));
    double weights = points.values().stream().mapToDouble(Estimate::n).sum();
    double mean = points.values().stream().mapToDouble(p -> p.n() * p.value()).sum() / weights;
    double sum = 0;
    double most = 0;
    Instant turn = null;
    for (Map.Entry<Instant, Estimate> point : points.entrySet()) {
      sum += point.getValue().n() * (point.getValue().value() - mean);
      if (Math.abs(sum) > most) {
        most = Math.abs(sum);
        turn = points.higherKey(point.getKey());
      }
    }
    return turn;
  }
}
