package dev.assay.server.web.explore;

import dev.assay.monitor.window.Series;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.Store;
import dev.assay.server.web.panel.AxisMarks;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many interactions there are of those that are listed, over time: counted in the store, for no
 * window knows of what is asked here.
 */
final class CountSource implements Panel.Source {

  private static final double LEVEL = 0.95;

  private final Store store;
  private final WindowReader reader;
  private final AxisMarks marks;

  CountSource(Store store, WindowReader reader, AxisMarks marks) {
    this.store = store;
    this.reader = reader;
    this.marks = marks;
  }

  /** The windows that hold a time, as other pages count it: what is listed is as many. */
  static WindowReader.Range range(Period period) {
    return WindowReader.Range.of(period.from(), period.to(), null);
  }

  /** What is asked for, of all the time that windows are of. */
  static InteractionFilter filter(
      ExploreQuery query, Slice slice, WindowReader.Range range, WindowReader reader) {
    return query.filter(
        slice, period(range), () -> reader.keys(range).stream().map(Slice::ofKey).toList());
  }

  private static Period period(WindowReader.Range range) {
    return new Period(range.from(), range.to());
  }

  @Override
  public PanelData load(PanelRequest request) {
    ExploreQuery query = ExploreQuery.of(request.parameters());
    Slice slice = request.view().slice();
    WindowReader.Range range = range(request.period());
    List<PanelData.Line> lines = new ArrayList<>();
    lines.add(line(query, slice, range, request.now(), false));
    request
        .view()
        .compared(request.now())
        .ifPresent(
            other -> {
              WindowReader.Range earlier =
                  WindowReader.Range.of(other.from(), other.to(), range.level());
              lines.add(line(query, slice, earlier, request.now(), true));
            });
    Period shown = period(range);
    return new PanelData.Lines(
        Unit.COUNT,
        shown,
        lines,
        marks.in(shown, slice),
        new Remarks(
            List.of("Counted, not estimated; where there is none, nothing is drawn."),
            List.of(ApiQuery.of(query, slice, shown))));
  }

  private PanelData.Line line(
      ExploreQuery query, Slice slice, WindowReader.Range range, Instant now, boolean overlay) {
    WindowLevel level = range.level();
    Duration step = Duration.between(range.from(), level.end(range.from()));
    Map<Instant, Long> counts =
        store.interactions().counts(filter(query, slice, range, reader), step);
    List<Series.Point> points = new ArrayList<>();
    long all = 0;
    for (Instant start = range.from(); start.isBefore(range.to()); start = level.end(start)) {
      long count = counts.getOrDefault(start, 0L);
      all += count;
      Instant end = level.end(start);
      boolean open = end.isAfter(now);
      points.add(new Series.Point(start, end, exactly(count), count, open));
    }
    return new PanelData.Line(
        "count",
        "Interactions",
        Ink.MAIN,
        overlay,
        points,
        exactly(all),
        all,
        false,
        null,
        Set.of());
  }

  // Every one is counted: nothing is estimated.
  private static @Nullable Estimate exactly(long count) {
    return count == 0 ? null : new Estimate(count, new Interval(count, count, LEVEL), count);
  }
}
