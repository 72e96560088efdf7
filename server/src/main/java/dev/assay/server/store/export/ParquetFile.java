package dev.assay.server.store.export;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Collectors;

/** Parquet out of JSON Lines, by a DuckDB in memory that passes the rows on as it reads them. */
final class ParquetFile {

  private ParquetFile() {}

  static void fromLines(Path lines, long longest, ExportTable table, Path file)
      throws SQLException {
    String columns =
        table.columns().stream()
            .map(
                column -> {
                  int space = column.indexOf(' ');
                  return quoted(column.substring(0, space))
                      + ": "
                      + quoted(column.substring(space + 1));
                })
            .collect(Collectors.joining(", ", "{", "}"));
    Properties properties = new Properties();
    // It holds room for two of the longest lines for each thread, and the rows of a group.
    long most = Math.max(16L << 20, longest + 1);
    properties.setProperty("memory_limit", (400L << 20) + 4 * most + "B");
    properties.setProperty("threads", "1");
    properties.setProperty("autoinstall_known_extensions", "false");
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

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
