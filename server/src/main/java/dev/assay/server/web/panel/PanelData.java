package dev.assay.server.web.panel;

import dev.assay.monitor.window.Series;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a panel shows.
 *
 * @since 0.1
 */
public sealed interface PanelData {

  /** What is to be said of the numbers. */
  Remarks remarks();

  /** Whether there is nothing to be seen. */
  boolean empty();

  /** The numbers as a table. */
  Sheet sheet();

  /**
   * Measures over time.
   *
   * @param unit what the numbers are numbers of
   * @param period of all buckets
   * @param lines one for each measure, those of a comparison after all others
   * @param marks what happened meanwhile
   * @param remarks what is to be said
   */
  record Lines(Unit unit, Period period, List<Line> lines, List<AxisMark> marks, Remarks remarks)
      implements PanelData {

    /** Copies the lists. */
    public Lines {
      lines = List.copyOf(lines);
      marks = List.copyOf(marks);
    }

    @Override
    public boolean empty() {
      return lines.stream().allMatch(line -> line.points().stream().allMatch(Series.Point::gap));
    }

    /** Those that are not of a comparison. */
    public List<Line> current() {
      return lines.stream().filter(line -> !line.overlay()).toList();
    }

    /** What a line is laid over, if anything. */
    @Nullable Line under(Line line) {
      return lines.stream()
          .filter(each -> each.overlay() && each.key().equals(line.key()))
          .findFirst()
          .orElse(null);
    }

    @Override
    public Sheet sheet() {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (Line line : lines) {
        for (Series.Point point : line.points()) {
          List<@Nullable Object> row = new ArrayList<>();
          row.add(line.overlay() ? line.label() + " (comparison)" : line.label());
          row.add(point.start());
          Sheet.add(row, point.estimate());
          row.add(point.open() ? "still open" : "");
          rows.add(row);
        }
      }
      return new Sheet(
          List.of(
              Sheet.Column.text("measure"),
              Sheet.Column.time("from"),
              Sheet.Column.number("value", unit),
              Sheet.Column.number("low", unit),
              Sheet.Column.number("high", unit),
              Sheet.Column.number("n", Unit.COUNT),
              Sheet.Column.text("note")),
          rows);
    }
  }

  /**
   * One measure over time.
   *
   * @param key names the measure, such as {@code latency:p95}
   * @param label what people call it
   * @param ink its colour
   * @param overlay whether it is of the comparison
   * @param points bucket by bucket, gaps included
   * @param whole over all buckets; null where nothing tells it
   * @param interactions in all buckets
   * @param weighted whether it is estimated from a sample
   * @param version the evaluator's, for scores
   * @param others versions that have scores too, which are in no number
   */
  record Line(
      String key,
      String label,
      Ink ink,
      boolean overlay,
      List<Series.Point> points,
      @Nullable Estimate whole,
      long interactions,
      boolean weighted,
      @Nullable String version,
      Set<String> others) {

    /** Copies the collections. */
    public Line {
      points = List.copyOf(points);
      others = Set.copyOf(others);
    }
  }

  /**
   * Things side by side.
   *
   * @param unit what the numbers are numbers of
   * @param bars in order
   * @param total how many there are with those that are not shown
   * @param noun what they are, such as {@code features}
   * @param remarks what is to be said
   */
  record Bars(Unit unit, List<Bar> bars, int total, String noun, Remarks remarks)
      implements PanelData {

    /** Copies the bars. */
    public Bars {
      bars = List.copyOf(bars);
    }

    @Override
    public boolean empty() {
      return bars.isEmpty();
    }

    /** The end of the axis. */
    double most() {
      double most = unit == Unit.SHARE ? 0.05 : 0;
      for (Bar bar : bars) {
        if (bar.estimate() != null) {
          most = Math.max(most, bar.estimate().value());
          most =
              Double.isFinite(bar.estimate().high()) ? Math.max(most, bar.estimate().high()) : most;
        }
      }
      return most == 0 ? 1 : most;
    }

    @Override
    public Sheet sheet() {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (Bar bar : bars) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(bar.label());
        Sheet.add(row, bar.estimate());
        rows.add(row);
      }
      return new Sheet(
          List.of(
              Sheet.Column.text(noun),
              Sheet.Column.number("value", unit),
              Sheet.Column.number("low", unit),
              Sheet.Column.number("high", unit),
              Sheet.Column.number("n", Unit.COUNT)),
          rows);
    }
  }

  /**
   * One of them.
   *
   * @param label what it is; hostile
   * @param href where to read on, on this server; null for nowhere
   * @param ink its colour
   * @param estimate null where nothing tells it
   */
  record Bar(String label, @Nullable String href, Ink ink, @Nullable Estimate estimate) {}

  /**
   * A number for each value of another, such as how often scores come true.
   *
   * @param unit what the numbers are numbers of
   * @param across what the other is, such as {@code score}
   * @param from the least of the axis across
   * @param to its greatest
   * @param even whether both are the same thing, so that a line shows where they are equal
   * @param points from left to right
   * @param remarks what is to be said
   */
  record Curve(
      Unit unit,
      String across,
      double from,
      double to,
      boolean even,
      List<CurvePoint> points,
      Remarks remarks)
      implements PanelData {

    /** Copies the points. */
    public Curve {
      points = List.copyOf(points);
    }

    @Override
    public boolean empty() {
      return points.isEmpty();
    }

    /** Where a value lies across, from 0 to 100. */
    double across(double value) {
      return to > from ? 100 * Math.max(0, Math.min(1, (value - from) / (to - from))) : 50;
    }

    /** Where a share lies from above, from 0 to 100. */
    static double down(double share) {
      return 100 - 100 * Math.max(0, Math.min(1, share));
    }

    /** The band of all intervals, as the points of a polygon. */
    String band() {
      StringBuilder band = new StringBuilder();
      for (CurvePoint point : points) {
        corner(band, point.at(), point.estimate().high());
      }
      for (int i = points.size() - 1; i >= 0; i--) {
        corner(band, points.get(i).at(), points.get(i).estimate().low());
      }
      return band.toString();
    }

    /** The line through all points. */
    String line() {
      StringBuilder line = new StringBuilder();
      points.forEach(point -> corner(line, point.at(), point.estimate().value()));
      return line.toString();
    }

    private void corner(StringBuilder corners, double at, double share) {
      corners.append(String.format(Locale.ROOT, "%.2f,%.2f ", across(at), down(share)));
    }

    @Override
    public Sheet sheet() {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (CurvePoint point : points) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(point.from());
        row.add(point.to());
        row.add(point.at());
        Sheet.add(row, point.estimate());
        rows.add(row);
      }
      return new Sheet(
          List.of(
              Sheet.Column.number(across + " from", Unit.SCORE),
              Sheet.Column.number(across + " to", Unit.SCORE),
              Sheet.Column.number("mean " + across, Unit.SCORE),
              Sheet.Column.number("value", unit),
              Sheet.Column.number("low", unit),
              Sheet.Column.number("high", unit),
              Sheet.Column.number("n", Unit.COUNT)),
          rows);
    }
  }

  /**
   * A point of a {@link Curve}.
   *
   * @param from the least of the other value that it stands for
   * @param to the greatest
   * @param at their mean, where it is drawn
   * @param estimate the number, a share
   */
  record CurvePoint(double from, double to, double at, Estimate estimate) {}

  /**
   * A number for each pair.
   *
   * @param unit what the numbers are numbers of
   * @param across what the columns are
   * @param columns from left to right
   * @param down what the rows are
   * @param rows from top to bottom, each with as many cells as there are columns
   * @param remarks what is to be said
   */
  record HeatMap(
      Unit unit,
      String across,
      List<String> columns,
      String down,
      List<HeatRow> rows,
      Remarks remarks)
      implements PanelData {

    /** Copies the lists. */
    public HeatMap {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    @Override
    public boolean empty() {
      return rows.stream().allMatch(row -> row.cells().stream().allMatch(each -> each == null));
    }

    /** In which tenth of the range a cell lies, from 0 to 9. */
    int step(Estimate cell) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (HeatRow row : rows) {
        for (Estimate each : row.cells()) {
          if (each != null) {
            least = Math.min(least, each.value());
            most = Math.max(most, each.value());
          }
        }
      }
      return most == least ? 0 : (int) Math.min(9, 10 * (cell.value() - least) / (most - least));
    }

    @Override
    public Sheet sheet() {
      List<List<@Nullable Object>> table = new ArrayList<>();
      for (HeatRow row : rows) {
        for (int i = 0; i < columns.size(); i++) {
          List<@Nullable Object> line = new ArrayList<>();
          line.add(row.label());
          line.add(columns.get(i));
          Sheet.add(line, row.cells().get(i));
          table.add(line);
        }
      }
      return new Sheet(
          List.of(
              Sheet.Column.text(down),
              Sheet.Column.text(across),
              Sheet.Column.number("value", unit),
              Sheet.Column.number("low", unit),
              Sheet.Column.number("high", unit),
              Sheet.Column.number("n", Unit.COUNT)),
          table);
    }
  }

  /**
   * A row of a {@link HeatMap}.
   *
   * @param label what it is; hostile
   * @param cells null where nothing tells it
   */
  record HeatRow(String label, List<@Nullable Estimate> cells) {

    /** Copies the cells. */
    public HeatRow {
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }
  }
}
