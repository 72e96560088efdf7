package dev.assay.server.store.postgres;

import dev.assay.server.store.duckdb.DuckDbFile;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.sql.Shape;
import dev.assay.server.store.sql.Tables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Copies between a PostgreSQL database and a DuckDB file, table by table. */
final class Copies {

  private Copies() {}

  /** Copies everything, as of one moment. */
  static void toFile(Connection postgres, Path file) throws SQLException {
    postgres.setAutoCommit(false);
    try (DuckDbFile target = DuckDbFile.open(file, DuckDbSettings.DEFAULT);
        Connection duck = target.connect()) {
      try (Statement statement = postgres.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      }
      for (Shape shape : Tables.ALL) {
        copy(postgres, shape, rows -> DuckDbFile.append(duck, shape, false, rows));
      }
      DuckDbFile.checkpoint(duck);
    } finally {
      postgres.rollback();
      postgres.setAutoCommit(true);
    }
  }

  /** Copies everything into empty tables, all or nothing. */
  static void fromFile(Path file, Connection postgres) throws SQLException {
    postgres.setAutoCommit(false);
    try (DuckDbFile source = DuckDbFile.open(file, DuckDbSettings.DEFAULT);
        Connection duck = source.connect()) {
      for (Shape shape : Tables.ALL) {
        copy(duck, shape, rows -> BinaryCopy.in(postgres, shape, rows));
      }
      postgres.commit();
    } finally {
      postgres.rollback();
      postgres.setAutoCommit(true);
    }
  }

  @FunctionalInterface
  private interface Sink {
    void take(List<@Nullable Object[]> rows) throws SQLException;
  }

  private static void copy(Connection from, Shape shape, Sink sink) throws SQLException {
    String columns = shape.columns().stream().map(Field::getName).collect(Collectors.joining(", "));
    try (Statement statement = from.createStatement()) {
      int atOnce = Tables.atOnce(shape);
      statement.setFetchSize(atOnce);
      try (ResultSet row = statement.executeQuery("SELECT " + columns + " FROM " + shape.name())) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(values(row, shape));
          if (rows.size() == atOnce) {
            sink.take(rows);
            rows.clear();
          }
        }
        if (!rows.isEmpty()) {
          sink.take(rows);
        }
      }
    }
  }

  private static @Nullable Object[] values(ResultSet row, Shape shape) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[shape.columns().size()];
    for (int i = 0; i < values.length; i++) {
      boolean bytes = shape.columns().get(i).getDataType().equals(SQLDataType.VARBINARY);
      values[i] = bytes ? row.getBytes(i + 1) : row.getObject(i + 1);
    }
    return values;
  }
}
