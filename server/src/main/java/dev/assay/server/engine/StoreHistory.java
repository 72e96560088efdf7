package dev.assay.server.engine;

import dev.assay.monitor.watch.BaselineSource;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.WatchedMeasure;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.stats.interval.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the store knows of before, and what runs said. */
final class StoreHistory implements History {

  // Of a normal interval; intervals of estimates are near enough to it to tell a variance.
  private static final double LEVEL = 0.95;
  private static final double HALF_WIDTHS = 1.959963984540054;
  private static final Duration BY_HOUR = Duration.ofHours(3);

  private final Store store;
  private final RunLevels runs;

  StoreHistory(Store store, RunLevels runs) {
    this.store = store;
    this.runs = runs;
  }

  @Override
  public Optional<Level> baseline(
      BaselineSource source, WatchedMeasure measure, String version, Slice slice) {
    if (source instanceof BaselineSource.Period period) {
      SliceSummary whole = merged(period.from(), period.to(), slice);
      return measure
          .of(version)
          .of(whole, LEVEL)
          .map(
              estimate ->
                  level(estimate, period.from() + " to " + period.to() + ", n = " + estimate.n()));
    }
    return runs.level(source, measure, version);
  }

  static Level level(Estimate estimate, String words) {
    double half = (estimate.high() - estimate.low()) / 2;
    double deviation = half / HALF_WIDTHS;
    return new Level(estimate.value(), deviation * deviation, words);
  }

  private SliceSummary merged(Instant from, Instant to, Slice slice) {
    SliceSummary whole = new SliceSummary();
    for (StoredWindow each :
        store.windows().read(level(from, to), from, to, List.of(slice.key()))) {
      whole.merge(SliceSummary.fromBytes(each.bytes()));
    }
    return whole;
  }

  // Long times by the hour, at whole hours: what is cut off is little beside the rest.
  private static StoredWindow.Level level(Instant from, Instant to) {
    boolean hours = Duration.between(from, to).compareTo(BY_HOUR) >= 0;
    return hours ? StoredWindow.Level.HOUR : StoredWindow.Level.MINUTE;
  }

  @Override
  public Map<Slice, SliceSummary> slices(Instant from, Instant to) {
    Map<Slice, SliceSummary> slices = new LinkedHashMap<>();
    StoredWindow.Level level = level(from, to);
    Instant start = level == StoredWindow.Level.HOUR ? WindowLevel.HOUR.start(from) : from;
    for (StoredWindow each : store.windows().readAll(level, start, to)) {
      slices
          .computeIfAbsent(Slice.ofKey(each.slice()), key -> new SliceSummary())
          .merge(SliceSummary.fromBytes(each.bytes()));
    }
    return slices;
  }
}
