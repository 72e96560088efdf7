package dev.assay.server.store.duckdb;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.sql.Migrations;
import dev.assay.server.store.sql.Shape;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * An open DuckDB file with the tables of a store.
 *
 * @since 0.1
 */
public final class DuckDbFile implements AutoCloseable {

  private static final String MIGRATIONS = "dev/assay/server/store/duckdb";

  private final DuckDBConnection root;

  private DuckDbFile(DuckDBConnection root) {
    this.root = root;
  }

  /**
   * Opens a file, which is made if it is missing, and brings its tables up to date.
   *
   * @throws InvalidInputException if a newer version made it
   */
  public static DuckDbFile open(Path file, DuckDbSettings settings) throws SQLException {
    DuckDbFile open = openAsIs(file, settings);
    try {
      Migrations.run(open::connect, MIGRATIONS, null);
      return open;
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  static DuckDbFile openAsIs(Path file, DuckDbSettings settings) throws SQLException {
    if (file.toString().indexOf(';') >= 0) {
      throw new InvalidInputException(Problem.of("store", file, "a path without semicolons"));
    }
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.memoryMegabytes() + "MB");
    properties.setProperty("threads", String.valueOf(settings.threads()));
    properties.setProperty("checkpoint_threshold", settings.checkpointMegabytes() + "MB");
    properties.setProperty("temp_directory", file + ".tmp");
    // Nothing is fetched from anywhere, whatever a query says.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("jdbc_stream_results", "true");
    return new DuckDbFile(
        DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), properties)
            .unwrap(DuckDBConnection.class));
  }

  /** A new connection. */
  public Connection connect() throws SQLException {
    return root.duplicate();
  }

  /** Appends rows in the connection's transaction. */
  public static void append(
      Connection connection, Shape into, boolean temporary, List<@Nullable Object[]> rows)
      throws SQLException {
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    try (DuckDBAppender appender =
        temporary
            ? duck.createAppender("temp", DuckDBConnection.DEFAULT_SCHEMA, into.name())
            : duck.createAppender(DuckDBConnection.DEFAULT_SCHEMA, into.name())) {
      for (@Nullable Object[] row : rows) {
        appender.beginRow();
        for (@Nullable Object value : row) {
          append(appender, value);
        }
        appender.endRow();
      }
      appender.flush();
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof Boolean flag) {
      appender.append(flag.booleanValue());
    } else if (value instanceof byte[] bytes) {
      appender.append(bytes);
    } else {
      throw new IllegalArgumentException("value: " + value.getClass() + " (expected: a column's)");
    }
  }

  /** Writes what its own log holds into the file. */
  public static void checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }
}
