package dev.assay.server.store.postgres;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.Store;
import dev.assay.server.store.sql.Engine;
import dev.assay.server.store.sql.Migrations;
import dev.assay.server.store.sql.SqlStore;
import dev.assay.server.store.sql.Tables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The store in a PostgreSQL database.
 *
 * @since 0.1
 */
public final class PostgresStore {

  private static final String MIGRATIONS = "dev/assay/server/store/postgres";
  private static final int CONNECT_SECONDS = 10;
  private static final int LOCK_ATTEMPTS = 20;
  private static final int LOCK_PAUSE_MILLIS = 100;

  private PostgresStore() {}

  /**
   * Opens the store in a database, in the connection's own schema.
   *
   * @param url {@code postgresql://user:password@host:port/database} or {@code jdbc:postgresql:…}
   * @throws InvalidInputException if the database cannot be reached, another process uses it, or a
   *     newer version of Assay made the store
   */
  public static Store open(String url) {
    return new SqlStore(engine(url));
  }

  static Engine engine(String url) {
    DataSource source = source(url);
    Connection first = connect(source, url);
    try {
      Migrations.run(source::getConnection, MIGRATIONS, null);
      return new PostgresEngine(source, first);
    } catch (RuntimeException e) {
      closeQuietly(first);
      throw e;
    }
  }

  /**
   * Makes sure that a database can be reached and that nothing is stored in it.
   *
   * @throws InvalidInputException if it cannot, or if something is
   */
  public static void requireEmpty(String url) {
    DataSource source = source(url);
    Connection connection = connect(source, url);
    try {
      Migrations.run(source::getConnection, MIGRATIONS, null);
      requireEmpty(connection, url);
    } catch (SQLException e) {
      throw new InvalidInputException(
          Problem.of("store", shown(url), "a database that answers: " + e.getMessage()), e);
    } finally {
      closeQuietly(connection);
    }
  }

  /**
   * Begins a store from a copy that {@code backup} made, of a store of either kind: all of it or
   * nothing.
   *
   * @throws InvalidInputException if there is something in the database, or the copy cannot be read
   */
  public static void restore(String url, Path backup) {
    DataSource source = source(url);
    Connection connection = connect(source, url);
    try {
      Migrations.run(source::getConnection, MIGRATIONS, null);
      requireEmpty(connection, url);
      Path copy = Files.createTempFile("assay-restore", ".duckdb");
      try {
        // Opening may bring its tables up to date, which is not for the only copy.
        Files.delete(copy);
        Files.copy(backup, copy);
        Copies.fromFile(copy, connection);
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(Path.of(copy + ".wal"));
      }
    } catch (IOException | SQLException e) {
      throw new InvalidInputException(
          Problem.of("backup", backup, "a copy that can be read: " + e.getMessage()), e);
    } finally {
      closeQuietly(connection);
    }
  }

  private static void requireEmpty(Connection connection, String url) throws SQLException {
    for (var shape : Tables.ALL) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT 1 FROM " + shape.name() + " LIMIT 1")) {
        if (row.next()) {
          throw new InvalidInputException(
              Problem.of("store", shown(url), "an empty database")
                  .next("choose another database or schema"));
        }
      }
    }
  }

  private static Connection connect(DataSource source, String url) {
    try {
      return connectPatiently(source);
    } catch (SQLException e) {
      if (PostgresEngine.LOCKED.equals(e.getSQLState())) {
        throw new InvalidInputException(
            Problem.of("store", shown(url), "a database that no other server uses")
                .next("stop the other one, or choose another database or schema"),
            e);
      }
      throw new InvalidInputException(
          Problem.of("store", shown(url), "a PostgreSQL database that answers: " + e.getMessage()),
          e);
    }
  }

  /** The database frees the lock of a process that died, or just closed, a moment later. */
  private static Connection connectPatiently(DataSource source) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return PostgresEngine.connectToWrite(source);
      } catch (SQLException e) {
        if (attempt == LOCK_ATTEMPTS || !PostgresEngine.LOCKED.equals(e.getSQLState())) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException reason) throws SQLException {
    try {
      Thread.sleep(LOCK_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }

  private static DataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(jdbc(url, source));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("store", shown(url), "postgresql://user:password@host:port/database"), e);
    }
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setApplicationName("assay");
    source.setTcpKeepAlive(true);
    return source;
  }

  /** The driver's own form of a URL; the user is put into the source. */
  private static String jdbc(String url, PGSimpleDataSource source) {
    if (url.startsWith("jdbc:postgresql:")) {
      return url;
    }
    URI uri = URI.create(url);
    if (uri.getHost() == null
        || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("not a URL of PostgreSQL");
    }
    String user = uri.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      source.setUser(colon < 0 ? user : user.substring(0, colon));
      source.setPassword(colon < 0 ? null : user.substring(colon + 1));
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
  }

  /** The URL without what must not be shown. */
  private static String shown(String url) {
    return url.replaceAll("//[^@/]*@", "//…@").replaceAll("\\?.*", "");
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // What went wrong before is what matters.
    }
  }
}
