package dev.assay.server.store.sql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A way to connect, for what wants a {@link DataSource}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Connector extends DataSource {

  /** A new connection. */
  Connection connect() throws SQLException;

  @Override
  default Connection getConnection() throws SQLException {
    return connect();
  }

  @Override
  default Connection getConnection(String user, String password) throws SQLException {
    return connect();
  }

  @Override
  default @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  default void setLogWriter(PrintWriter out) {}

  @Override
  default void setLoginTimeout(int seconds) {}

  @Override
  default int getLoginTimeout() {
    return 0;
  }

  @Override
  default Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  default <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException(type + " is not wrapped here");
  }

  @Override
  default boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
