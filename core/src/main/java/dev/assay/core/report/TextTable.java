package dev.assay.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table of a terminal: the first column takes what is left of the width, and is cut to it. */
final class TextTable {

  private static final String GAP = "  ";
  private static final int NARROWEST_NAME = 10;

  private final List<String> header;
  private final List<Row> rows = new ArrayList<>();

  TextTable(List<String> header) {
    this.header = header;
  }

  /** Adds a row; {@code paint} may colour its cells, by column, once they are padded. */
  TextTable row(List<String> cells, List<UnaryOperator<String>> paint) {
    rows.add(new Row(cells, paint));
    return this;
  }

  /** Adds a row without colours. */
  TextTable row(List<String> cells) {
    return row(cells, List.of());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines within {@code width}; columns that do not fit are left out from the right. */
  List<String> lines(int width, Paint paint) {
    int[] widths = widths();
    int count = widths.length;
    while (count > 2 && NARROWEST_NAME + others(widths, count) > width) {
      count--;
    }
    widths[0] = Math.max(NARROWEST_NAME, Math.min(widths[0], width - others(widths, count)));
    List<String> lines = new ArrayList<>(rows.size() + 1);
    lines.add(paint.dim(line(header, List.of(), widths, count)));
    for (Row row : rows) {
      lines.add(line(row.cells(), row.paint(), widths, count));
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Columns.of(header.get(column));
      for (Row row : rows) {
        widths[column] = Math.max(widths[column], Columns.of(row.cells().get(column)));
      }
    }
    return widths;
  }

  private static int others(int[] widths, int count) {
    int sum = 0;
    for (int column = 1; column < count; column++) {
      sum += GAP.length() + widths[column];
    }
    return sum;
  }

  private static String line(
      List<String> cells, List<UnaryOperator<String>> paint, int[] widths, int count) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < count; column++) {
      String cell =
          column == 0
              ? Columns.left(Columns.fit(cells.get(0), widths[0]), widths[0])
              : GAP + Columns.right(cells.get(column), widths[column]);
      line.append(column < paint.size() ? paint.get(column).apply(cell) : cell);
    }
    return line.toString().stripTrailing();
  }

  private record Row(List<String> cells, List<UnaryOperator<String>> paint) {}
}
