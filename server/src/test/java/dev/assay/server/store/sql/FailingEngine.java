package dev.assay.server.store.sql;

import dev.assay.server.store.StoreException;
import dev.assay.server.store.StoreSizes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/** An engine that loads nothing into one table. */
public final class FailingEngine implements Engine {

  private final Engine real;
  private final String table;

  public FailingEngine(Engine real, String table) {
    this.real = real;
    this.table = table;
  }

  @Override
  public void load(
      Connection connection, Shape into, boolean temporary, List<@Nullable Object[]> rows)
      throws SQLException {
    if (into.name().equals(table) && !rows.isEmpty()) {
      throw new SQLException(table + " fails");
    }
    real.load(connection, into, temporary, rows);
  }

  @Override
  public SQLDialect dialect() {
    return real.dialect();
  }

  @Override
  public Connection writer() throws SQLException {
    return real.writer();
  }

  @Override
  public Connection reader() throws SQLException {
    return real.reader();
  }

  @Override
  public StoreException.Kind kind(SQLException e) {
    return real.kind(e);
  }

  @Override
  public boolean fatal(SQLException e) {
    return real.fatal(e);
  }

  @Override
  public void reset() {
    real.reset();
  }

  @Override
  public void tidy(Connection writer) throws SQLException {
    real.tidy(writer);
  }

  @Override
  public void backup(Connection reader, Path file) throws SQLException {
    real.backup(reader, file);
  }

  @Override
  public StoreSizes sizes(Connection reader) throws SQLException {
    return real.sizes(reader);
  }

  @Override
  public void close() {
    real.close();
  }
}
