package dev.assay.server.web.panel;

import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.Series;
import dev.assay.monitor.window.SeriesQuery;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Measures of the view's slice over the view's time, as {@code GET /api/v1/series} tells them.
 *
 * @since 0.1
 */
public final class SeriesSource implements Panel.Source {

  private static final double CONFIDENCE = 0.95;

  private final WindowReader reader;
  private final AxisMarks marks;
  private final Unit unit;
  private final Function<PanelRequest, List<LineSpec>> specs;

  private SeriesSource(
      WindowReader reader,
      AxisMarks marks,
      Unit unit,
      Function<PanelRequest, List<LineSpec>> specs) {
    this.reader = reader;
    this.marks = marks;
    this.unit = unit;
    this.specs = specs;
  }

  /** Always these lines, all of one unit. */
  public static SeriesSource of(WindowReader reader, AxisMarks marks, LineSpec... specs) {
    List<LineSpec> lines = List.of(specs);
    return new SeriesSource(reader, marks, Unit.of(lines.get(0).measure()), request -> lines);
  }

  /** Lines that depend on what there is. */
  public static SeriesSource found(
      WindowReader reader,
      AxisMarks marks,
      Unit unit,
      Function<PanelRequest, List<LineSpec>> specs) {
    return new SeriesSource(reader, marks, unit, specs);
  }

  /** The same, with more to be said of what was found. */
  public Panel.Source remarked(Remark remark) {
    return request -> {
      PanelData.Lines lines = load(request);
      List<String> notes = new ArrayList<>(lines.remarks().notes());
      notes.addAll(remark.on(lines, request.formats()));
      return new PanelData.Lines(
          lines.unit(),
          lines.period(),
          lines.lines(),
          lines.marks(),
          new Remarks(notes, lines.remarks().queries()));
    };
  }

  /** Says something of what was found. */
  @FunctionalInterface
  public interface Remark {

    /** Sentences; none where there is nothing to say. */
    List<String> on(PanelData.Lines lines, Formats formats);
  }

  @Override
  public PanelData.Lines load(PanelRequest request) {
    View view = request.view();
    Period period = request.period();
    List<LineSpec> wanted = specs.apply(request);
    WindowReader.Range range = WindowReader.Range.of(period.from(), period.to(), null);
    List<PanelData.Line> lines =
        new ArrayList<>(lines(wanted, view.slice(), range, request.now(), false));
    Optional<Period> compared = view.compared(request.now());
    if (compared.isPresent()) {
      Period other = compared.get();
      WindowReader.Range earlier = WindowReader.Range.of(other.from(), other.to(), range.level());
      lines.addAll(lines(wanted, view.slice(), earlier, request.now(), true));
    }
    List<String> notes = new ArrayList<>();
    lines.forEach(line -> note(line, notes));
    Period shown = new Period(range.from(), range.to());
    return new PanelData.Lines(
        unit,
        shown,
        lines,
        marks.in(shown, view.slice()),
        new Remarks(notes, queries(wanted, view.slice(), period)));
  }

  private List<PanelData.Line> lines(
      List<LineSpec> wanted, Slice slice, WindowReader.Range range, Instant now, boolean overlay) {
    SliceSummary.Needs needs = WindowReader.needs(wanted.stream().map(LineSpec::measure).toList());
    NavigableMap<Instant, SliceSummary> windows = reader.over(range, slice, needs);
    List<PanelData.Line> lines = new ArrayList<>();
    for (LineSpec spec : wanted) {
      WindowReader.Meant meant = reader.meant(spec.measure(), range, slice, windows);
      // Without any score any version tells the same: gaps.
      Measure measure =
          Objects.requireNonNullElseGet(meant.measure(), () -> spec.measure().measure(""));
      Series series =
          new SeriesQuery(measure, range.level(), range.from(), range.to(), CONFIDENCE)
              .over(windows, now);
      lines.add(
          new PanelData.Line(
              spec.key(),
              spec.label(),
              spec.ink(),
              overlay,
              points(series, spec),
              spec.of(series.whole()),
              series.interactions(),
              spec.weighted(),
              meant.version(),
              meant.others()));
    }
    return lines;
  }

  private static List<Series.Point> points(Series series, LineSpec spec) {
    return series.points().stream()
        .map(
            point ->
                new Series.Point(
                    point.start(),
                    point.end(),
                    spec.of(point.estimate()),
                    point.interactions(),
                    point.open()))
        .toList();
  }

  private static void note(PanelData.Line line, List<String> notes) {
    if (!line.others().isEmpty() && !line.overlay()) {
      notes.add(
          line.label()
              + " is of version "
              + line.version()
              + "; "
              + line.others().size()
              + (line.others().size() == 1 ? " other version is" : " other versions are")
              + " left out.");
    }
  }

  /** What asks the API for the same numbers. */
  static List<String> queries(List<LineSpec> wanted, Slice slice, Period period) {
    return wanted.stream()
        .map(
            spec ->
                "GET /api/v1/series?measure="
                    + encoded(spec.measure().toString())
                    + "&slice="
                    + encoded(slice.key())
                    + "&from="
                    + period.from()
                    + "&to="
                    + period.to())
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }
}
