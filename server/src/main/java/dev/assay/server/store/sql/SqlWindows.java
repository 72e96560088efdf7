package dev.assay.server.store.sql;

import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.Windows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Reads windows. */
final class SqlWindows implements Windows {

  private static final int SCANNED_AT_ONCE = 500;

  private final Database database;

  SqlWindows(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredWindow> read(Level level, Instant from, Instant to, Collection<String> slices) {
    if (slices.isEmpty()) {
      return List.of();
    }
    List<String> keys = slices.stream().map(Texts::key).distinct().toList();
    return read(level, within(from, to).and(WindowTables.SLICE.in(keys)));
  }

  @Override
  public List<StoredWindow> readAll(Level level, Instant from, Instant to) {
    return read(level, within(from, to));
  }

  @Override
  public void scan(Level level, Instant from, Instant to, Consumer<StoredWindow> sink) {
    Shape shape = WindowTables.shape(level);
    new RowScan(database, shape, WindowTables.START_AT, SCANNED_AT_ONCE)
        .rows(within(from, to), row -> sink.accept(WindowTables.read(level, row)));
  }

  private List<StoredWindow> read(Level level, Condition condition) {
    Shape shape = WindowTables.shape(level);
    return database.read(
        (connection, sql) ->
            sql.select(shape.columns())
                .from(shape.table())
                .where(condition)
                .orderBy(WindowTables.START_AT, WindowTables.SLICE)
                .fetch(record -> WindowTables.read(level, record)));
  }

  @Override
  public List<String> slices(Level level, Instant from, Instant to) {
    return database.read(
        (connection, sql) ->
            sql.selectDistinct(WindowTables.SLICE)
                .from(WindowTables.shape(level).table())
                .where(within(from, to))
                .orderBy(WindowTables.SLICE)
                .fetch(WindowTables.SLICE));
  }

  private static Condition within(Instant from, Instant to) {
    return DSL.and(
        WindowTables.START_AT.ge(Micros.of(from)), WindowTables.START_AT.lt(Micros.of(to)));
  }
}
