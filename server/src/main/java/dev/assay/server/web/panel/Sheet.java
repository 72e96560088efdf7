package dev.assay.server.web.panel;

import dev.assay.core.report.Spreadsheets;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A panel's numbers as a table.
 *
 * @param columns what stands in them
 * @param rows each with a cell for every column: text, an {@link Instant}, a {@link Double}, a
 *     {@link Long}, or null where there is nothing
 * @since 0.1
 */
public record Sheet(List<Column> columns, List<List<@Nullable Object>> rows) {

  /** Copies the columns. */
  public Sheet {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param name what stands above it
   * @param unit of its numbers; null for text and times
   */
  public record Column(String name, @Nullable Unit unit) {

    static Column text(String name) {
      return new Column(name, null);
    }

    static Column time(String name) {
      return new Column(name, null);
    }

    static Column number(String name, Unit unit) {
      return new Column(name, unit);
    }

    boolean numeric() {
      return unit != null;
    }
  }

  static void add(List<@Nullable Object> row, @Nullable Estimate estimate) {
    row.add(estimate == null ? null : estimate.value());
    row.add(estimate == null ? null : estimate.low());
    row.add(estimate == null ? null : estimate.high());
    row.add(estimate == null ? null : estimate.n());
  }

  /** A cell for a reader. */
  String cell(List<@Nullable Object> row, int column, Formats formats) {
    Object value = row.get(column);
    if (value == null) {
      return "–";
    }
    if (value instanceof Instant time) {
      return formats.time(time);
    }
    Unit unit = columns.get(column).unit();
    if (value instanceof Number number && unit != null) {
      double finite = number.doubleValue();
      return Double.isFinite(finite) ? formats.of(unit, finite) : "open";
    }
    return value.toString();
  }

  /** The table as comma-separated values (RFC 4180), times in UTC, numbers as they are. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(column -> Spreadsheets.cell(column.name())).toList());
    for (List<@Nullable Object> row : rows) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell == null ? "" : cell(cell)));
      line(text, cells);
    }
    return text.toString();
  }

  // Where nothing bounds an interval nothing stands: a word for it would be a name in a formula.
  private static String cell(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return "";
    }
    return value instanceof String text ? Spreadsheets.cell(text) : value.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : ",")
          .append('"')
          .append(cells.get(i).replace("\"", "\"\""))
          .append('"');
    }
    text.append("\r\n");
  }
}
