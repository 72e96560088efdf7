package dev.assay.server.store.postgres;

import dev.assay.server.store.StoreException.Kind;
import dev.assay.server.store.StoreSizes;
import dev.assay.server.store.StoreSizes.TableRows;
import dev.assay.server.store.sql.Engine;
import dev.assay.server.store.sql.Shape;
import dev.assay.server.store.sql.Tables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** What only PostgreSQL can. */
final class PostgresEngine implements Engine {

  /** Another process holds the lock; a state of PostgreSQL's own. */
  static final String LOCKED = "55P03";

  private final DataSource source;

  // Guarded by this. The connection that opening took, until somebody wants to write.
  private @Nullable Connection first;

  PostgresEngine(DataSource source, Connection first) {
    this.source = source;
    this.first = first;
  }

  /**
   * Connects to write, holding the lock that keeps another process from doing so.
   *
   * @throws SQLException of state {@link #LOCKED} if another process has it
   */
  static Connection connectToWrite(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_try_advisory_lock(hashtext('assay'), hashtext(current_schema()))")) {
        row.next();
        if (!row.getBoolean(1)) {
          throw new SQLException("another server uses this database", LOCKED);
        }
      }
      // Temporary tables have no statistics: without this a batch might read a whole table.
      statement.execute("SET enable_hashjoin = off");
      statement.execute("SET enable_mergejoin = off");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public SQLDialect dialect() {
    return SQLDialect.POSTGRES;
  }

  @Override
  public synchronized Connection writer() throws SQLException {
    Connection taken = first;
    first = null;
    return taken == null ? connectToWrite(source) : taken;
  }

  @Override
  public Connection reader() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void load(
      Connection connection, Shape into, boolean temporary, List<@Nullable Object[]> rows)
      throws SQLException {
    BinaryCopy.in(connection, into, rows);
  }

  @Override
  public Kind kind(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.equals("53100") || state.startsWith("58")) {
      return Kind.STORAGE;
    }
    return lost(state) || state.startsWith("53") || state.equals(LOCKED)
        ? Kind.UNAVAILABLE
        : Kind.BROKEN;
  }

  @Override
  public boolean fatal(SQLException e) {
    return lost(String.valueOf(e.getSQLState()));
  }

  /** The connection is gone, or the server is going. */
  private static boolean lost(String state) {
    return state.startsWith("08") || state.startsWith("57P");
  }

  @Override
  public void reset() {}

  @Override
  public void tidy(Connection writer) {
    // It tidies by itself.
  }

  @Override
  public void backup(Connection reader, Path file) throws SQLException {
    Copies.toFile(reader, file);
  }

  @Override
  public StoreSizes sizes(Connection reader) throws SQLException {
    List<TableRows> tables = new ArrayList<>();
    long bytes = 0;
    try (Statement statement = reader.createStatement()) {
      for (Shape shape : Tables.ALL) {
        String sql =
            "SELECT pg_total_relation_size(oid), reltuples::bigint FROM pg_class WHERE oid = '"
                + shape.name()
                + "'::regclass";
        try (ResultSet row = statement.executeQuery(sql)) {
          row.next();
          bytes += row.getLong(1);
          // Negative before the first analysis.
          tables.add(new TableRows(shape.name(), Math.max(0, row.getLong(2))));
        }
      }
    }
    return new StoreSizes(bytes, tables);
  }

  @Override
  public synchronized void close() {
    Connection taken = first;
    first = null;
    if (taken != null) {
      try {
        taken.close();
      } catch (SQLException e) {
        // It is not used any more either way.
      }
    }
  }
}
