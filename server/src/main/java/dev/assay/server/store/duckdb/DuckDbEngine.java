package dev.assay.server.store.duckdb;

import dev.assay.server.store.StoreException;
import dev.assay.server.store.StoreSizes;
import dev.assay.server.store.StoreSizes.TableRows;
import dev.assay.server.store.sql.Engine;
import dev.assay.server.store.sql.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** What only DuckDB can. */
final class DuckDbEngine implements Engine {

  private final Path file;
  private final DuckDbSettings settings;
  private final FileChannel lock;

  // Guarded by this.
  private @Nullable DuckDbFile open;

  private final Object backups = new Object();

  DuckDbEngine(Path file, DuckDbSettings settings, FileChannel lock, DuckDbFile open) {
    this.file = file;
    this.settings = settings;
    this.lock = lock;
    this.open = open;
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.DUCKDB;
  }

  @Override
  public Connection writer() throws SQLException {
    return connect();
  }

  @Override
  public Connection reader() throws SQLException {
    return connect();
  }

  private synchronized Connection connect() throws SQLException {
    DuckDbFile current = open;
    if (current == null) {
      current = DuckDbFile.open(file, settings);
      open = current;
    }
    return current.connect();
  }

  @Override
  public void load(
      Connection connection, Shape into, boolean temporary, List<@Nullable Object[]> rows)
      throws SQLException {
    DuckDbFile.append(connection, into, temporary, rows);
  }

  @Override
  public StoreException.Kind kind(SQLException e) {
    String message = message(e);
    if (message.contains("io error")
        || message.contains("no space left")
        || message.contains("invalidated")
        || message.contains("could not write")
        || message.contains("out of memory")
        || message.contains("could not allocate block")) {
      return StoreException.Kind.STORAGE;
    }
    return StoreException.Kind.BROKEN;
  }

  @Override
  public boolean fatal(SQLException e) {
    String message = message(e);
    return message.contains("fatal error")
        || message.contains("invalidated")
        || message.contains("internal error");
  }

  private static String message(SQLException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized void reset() {
    DuckDbFile current = open;
    open = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        // It was beyond use before.
      }
    }
  }

  @Override
  public void tidy(Connection writer) throws SQLException {
    DuckDbFile.checkpoint(writer);
  }

  @Override
  public void backup(Connection reader, Path target) throws SQLException {
    synchronized (backups) {
      try (Statement statement = reader.createStatement()) {
        String store;
        try (ResultSet name = statement.executeQuery("SELECT current_database()")) {
          name.next();
          store = name.getString(1);
        }
        String path = target.toString().replace("'", "''");
        statement.execute("ATTACH '" + path + "' AS assay_backup");
        try {
          statement.execute(
              "COPY FROM DATABASE \"" + store.replace("\"", "\"\"") + "\" TO assay_backup");
        } finally {
          try (Statement last = reader.createStatement()) {
            last.execute("DETACH assay_backup");
          }
        }
      }
    }
  }

  @Override
  public StoreSizes sizes(Connection reader) throws SQLException {
    List<TableRows> tables = new ArrayList<>();
    try (Statement statement = reader.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT table_name, estimated_size FROM duckdb_tables()"
                    + " WHERE NOT temporary AND table_name <> 'schema_history'"
                    + " AND database_name = current_database() ORDER BY table_name")) {
      while (row.next()) {
        tables.add(new TableRows(row.getString(1), row.getLong(2)));
      }
    }
    return new StoreSizes(size(file) + size(Path.of(file + ".wal")), tables);
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public synchronized void close() {
    reset();
    try {
      lock.close();
    } catch (IOException e) {
      // The process's end frees it as well.
    }
  }
}
