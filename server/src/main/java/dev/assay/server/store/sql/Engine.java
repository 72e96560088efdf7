package dev.assay.server.store.sql;

import dev.assay.server.store.StoreException;
import dev.assay.server.store.StoreSizes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * What only the database itself can do. Its connections commit by themselves unless a transaction
 * is begun by {@code BEGIN TRANSACTION}.
 *
 * @since 0.1
 */
public interface Engine extends AutoCloseable {

  /** How to speak. */
  SQLDialect dialect();

  /** A new connection that will write; the only one at a time. */
  Connection writer() throws SQLException;

  /** A new connection that will read. */
  Connection reader() throws SQLException;

  /** Appends rows, in the running transaction, as fast as can be. */
  void load(Connection connection, Shape into, boolean temporary, List<@Nullable Object[]> rows)
      throws SQLException;

  /** What a failure means. */
  StoreException.Kind kind(SQLException e);

  /** Whether after a failure nothing works until every connection is closed and made anew. */
  boolean fatal(SQLException e);

  /** Every connection was closed after a fatal failure: lets go of the rest. */
  void reset();

  /** After much was removed. */
  void tidy(Connection writer) throws SQLException;

  /** Copies everything, as of one moment, to a new DuckDB file. */
  void backup(Connection reader, Path file) throws SQLException;

  /** How much is stored. */
  StoreSizes sizes(Connection reader) throws SQLException;

  /** Every connection is closed: lets go of the database. */
  @Override
  void close();
}
