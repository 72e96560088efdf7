package dev.assay.server.store.sql;

import dev.assay.server.store.StoreException;
import dev.assay.server.store.StoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a store: one that writes, whoever's turn it is, and a few that read. What the
 * database throws leaves here as {@link StoreException}.
 */
final class Database implements AutoCloseable {

  private static final int READERS = 4;

  static {
    // Otherwise jOOQ greets on standard output or in the log.
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final Engine engine;
  private final ReentrantLock writing = new ReentrantLock();
  private final Semaphore readers = new Semaphore(READERS);

  // Guarded by this.
  private final Deque<Connection> idle = new ArrayDeque<>();
  private @Nullable Connection writer;
  private int generation;
  private boolean closed;

  Database(Engine engine) {
    this.engine = engine;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection, DSLContext sql) throws SQLException;
  }

  /** What is done with a connection for its own sake. */
  @FunctionalInterface
  interface Task {
    void with(Connection connection, DSLContext sql) throws SQLException;
  }

  Engine engine() {
    return engine;
  }

  /** Reads, without a transaction. */
  <T> T read(Work<T> work) {
    readers.acquireUninterruptibly();
    try {
      Borrowed borrowed = borrow();
      try {
        T result = work.with(borrowed.connection(), sql(borrowed.connection()));
        giveBack(borrowed);
        return result;
      } catch (SQLException | DataAccessException e) {
        closeQuietly(borrowed.connection());
        throw failed(e, borrowed.generation());
      } catch (RuntimeException | Error e) {
        closeQuietly(borrowed.connection());
        throw e;
      }
    } finally {
      readers.release();
    }
  }

  /** Reads, without a transaction. */
  void look(Task task) {
    read(
        (connection, sql) -> {
          task.with(connection, sql);
          return Boolean.TRUE;
        });
  }

  /** Writes, in a transaction of its own: all of it or nothing. */
  void change(Task task) {
    write(
        (connection, sql) -> {
          task.with(connection, sql);
          return Boolean.TRUE;
        });
  }

  /** Writes, in a transaction of its own: all of it or nothing. */
  <T> T write(Work<T> work) {
    writing.lock();
    try {
      Borrowed borrowed = borrowWriter();
      Connection connection = borrowed.connection();
      try {
        execute(connection, "BEGIN TRANSACTION");
        T result = work.with(connection, sql(connection));
        execute(connection, "COMMIT");
        return result;
      } catch (SQLException | DataAccessException e) {
        undo(connection);
        throw failed(e, borrowed.generation());
      } catch (RuntimeException | Error e) {
        undo(connection);
        throw e;
      }
    } finally {
      writing.unlock();
    }
  }

  /** Uses the connection that writes outside of a transaction. */
  void withWriter(Task work) {
    writing.lock();
    try {
      Borrowed borrowed = borrowWriter();
      try {
        work.with(borrowed.connection(), sql(borrowed.connection()));
      } catch (SQLException | DataAccessException e) {
        throw failed(e, borrowed.generation());
      }
    } finally {
      writing.unlock();
    }
  }

  private DSLContext sql(Connection connection) {
    // By setters, for jOOQ's own settings class cannot be compiled against without JAXB.
    DefaultConfiguration configuration = new DefaultConfiguration();
    configuration.setConnection(connection);
    configuration.setSQLDialect(engine.dialect());
    return configuration.dsl();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private record Borrowed(Connection connection, int generation) {}

  private synchronized Borrowed borrow() {
    checkOpen();
    Connection connection = idle.poll();
    try {
      return new Borrowed(connection == null ? engine.reader() : connection, generation);
    } catch (SQLException e) {
      throw failed(e, generation);
    }
  }

  private synchronized void giveBack(Borrowed borrowed) {
    if (closed || borrowed.generation() != generation) {
      closeQuietly(borrowed.connection());
    } else {
      idle.push(borrowed.connection());
    }
  }

  private synchronized Borrowed borrowWriter() {
    checkOpen();
    try {
      Connection connection = writer;
      if (connection == null) {
        connection = engine.writer();
        Staging.create(connection, sql(connection));
        writer = connection;
      }
      return new Borrowed(connection, generation);
    } catch (SQLException | DataAccessException e) {
      closeQuietly(writer);
      writer = null;
      throw failed(e, generation);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException(Kind.CLOSED, "the store is closed", null);
    }
  }

  /** After a failure the connection is made anew unless it takes back what it did. */
  private void undo(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      dropWriter(connection);
    }
  }

  private synchronized void dropWriter(Connection connection) {
    if (writer == connection) {
      writer = null;
    }
    closeQuietly(connection);
  }

  private StoreException failed(Exception e, int at) {
    SQLException cause = sqlException(e);
    if (cause == null) {
      return new StoreException(Kind.BROKEN, "the database cannot be read: " + e.getMessage(), e);
    }
    if (engine.fatal(cause)) {
      startAnew(at);
    }
    Kind kind = engine.kind(cause);
    return new StoreException(kind, words(kind) + ": " + firstLine(cause.getMessage()), e);
  }

  private static @Nullable SQLException sqlException(@Nullable Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case STORAGE -> "the disk refuses";
      case UNAVAILABLE -> "the database does not answer";
      case CLOSED -> "the store is closed";
      case BROKEN -> "the database refuses";
    };
  }

  private static String firstLine(@Nullable String message) {
    return message == null
        ? "no reason given"
        : message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private synchronized void startAnew(int at) {
    if (at == generation && !closed) {
      generation++;
      closeAll();
      engine.reset();
    }
  }

  private void closeAll() {
    closeQuietly(writer);
    writer = null;
    idle.forEach(Database::closeQuietly);
    idle.clear();
  }

  private static void closeQuietly(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is not used any more either way.
      }
    }
  }

  /** Waits for whoever writes or reads, then closes. */
  @Override
  public void close() {
    writing.lock();
    readers.acquireUninterruptibly(READERS);
    try {
      synchronized (this) {
        if (!closed) {
          closed = true;
          closeAll();
          engine.close();
        }
      }
    } finally {
      readers.release(READERS);
      writing.unlock();
    }
  }
}
