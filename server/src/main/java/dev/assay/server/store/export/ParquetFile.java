package dev.assay.server.store.export;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Parquet by a DuckDB in memory that passes the rows on as it reads them. */
final class ParquetFile {

  private static final long MEMORY = 400L << 20;

  private ParquetFile() {}

  /** Makes a file of JSON Lines. */
  static void fromLines(Path lines, long longest, ExportTable table, Path file)
      throws SQLException {
    String columns =
        table.columns().entrySet().stream()
            .map(column -> quoted(column.getKey()) + ": " + quoted(column.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    // It holds room for two of the longest lines for each thread, and the rows of a group.
    long most = Math.max(16L << 20, longest + 1);
    Properties properties = properties(MEMORY + 4 * most);
    properties.setProperty("preserve_insertion_order", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_json("
              + quoted(lines.toString())
              + ", format = 'newline_delimited', maximum_object_size = "
              + most
              + ", columns = "
              + columns
              + ")) TO "
              + quoted(file.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
    }
  }

  /** Takes the rows of a file, as the lines of JSON Lines would have them, with their numbers. */
  interface Sink {
    void take(int number, ObjectNode row);
  }

  /**
   * Hands over every row, in order.
   *
   * @throws InvalidInputException if a column is not one of the table's, or JSON in one is none
   */
  static void rows(Path file, ExportTable table, Sink sink) throws SQLException {
    Properties properties = properties(MEMORY);
    properties.setProperty("jdbc_stream_results", "true");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT * FROM read_parquet(" + quoted(file.toString()) + ")")) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
      Map<String, String> types = table.columns();
      for (String name : names) {
        if (!types.containsKey(name)) {
          throw new InvalidInputException(
              Problem.of("column", name, "a known column")
                  .next(Nearest.advice(name, types.keySet()))
                  .at(Location.ofFile(file.toString())));
        }
      }
      for (int number = 1; rows.next(); number++) {
        ObjectNode row = Json.object();
        try {
          for (int i = 0; i < names.size(); i++) {
            put(rows, i + 1, names.get(i), String.valueOf(types.get(names.get(i))), row);
          }
        } catch (InvalidInputException e) {
          Location at = Location.ofLine(file.toString(), number);
          throw new InvalidInputException(e.problems().stream().map(p -> p.at(at)).toList());
        }
        sink.take(number, row);
      }
    }
  }

  private static void put(ResultSet rows, int column, String name, String type, ObjectNode row)
      throws SQLException {
    if (rows.getObject(column) == null) {
      return;
    }
    switch (type) {
      case "TIMESTAMP" -> {
        LocalDateTime time = rows.getObject(column, LocalDateTime.class);
        row.put(name, time.toInstant(ZoneOffset.UTC).toString());
      }
      case "DOUBLE" -> row.put(name, rows.getDouble(column));
      case "BIGINT" -> row.put(name, rows.getLong(column));
      case "BOOLEAN" -> row.put(name, rows.getBoolean(column));
      case "JSON" -> row.set(name, Json.parse(rows.getString(column), name, 1));
      default -> row.put(name, rows.getString(column));
    }
  }

  private static Properties properties(long memory) {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memory + "B");
    properties.setProperty("threads", "1");
    properties.setProperty("autoinstall_known_extensions", "false");
    return properties;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
