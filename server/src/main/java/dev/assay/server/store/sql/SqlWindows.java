package dev.assay.server.store.sql;

import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/** Reads windows. */
final class SqlWindows implements Windows {

  // A window has some kilobytes: of these there is room for several queries at a time in the
  // memory that the database has.
  private static final int AT_ONCE = 4_000;

  private final Database database;

  SqlWindows(Database database) {
    this.database = database;
  }

  @Override
  public void scan(
      Level level,
      Instant from,
      Instant to,
      Collection<String> slices,
      Consumer<StoredWindow> sink) {
    List<String> keys = slices.stream().map(Texts::key).distinct().toList();
    if (keys.isEmpty()) {
      return;
    }
    Condition which = WindowTables.SLICE.in(keys);
    if (most(level, from, to) <= AT_ONCE / keys.size()) {
      fetch(level, within(from, to).and(which), sink);
    } else {
      inPieces(level, from, to, which, sink);
    }
  }

  @Override
  public void scan(Level level, Instant from, Instant to, Consumer<StoredWindow> sink) {
    if (most(level, from, to) <= 1) {
      fetch(level, within(from, to), sink);
    } else {
      inPieces(level, from, to, DSL.noCondition(), sink);
    }
  }

  // How many windows a slice has at most.
  private static long most(Level level, Instant from, Instant to) {
    Duration length =
        switch (level) {
          case MINUTE -> Duration.ofMinutes(1);
          case HOUR -> Duration.ofHours(1);
          case DAY -> Duration.ofDays(1);
        };
    return Duration.between(from, to).plus(length).minusNanos(1).dividedBy(length);
  }

  private void inPieces(
      Level level, Instant from, Instant to, Condition which, Consumer<StoredWindow> sink) {
    Instant begin = from;
    for (Instant end : ends(level, within(from, to).and(which))) {
      fetch(level, within(begin, end).and(which), sink);
      begin = end;
    }
    fetch(level, within(begin, to).and(which), sink);
  }

  // Where the windows so far are enough for one query.
  private List<Instant> ends(Level level, Condition condition) {
    Field<Integer> windows = DSL.count();
    List<Instant> ends = new ArrayList<>();
    database.look(
        (connection, sql) -> {
          int gathered = 0;
          for (Record2<Long, Integer> each :
              sql.select(WindowTables.START_AT, windows)
                  .from(WindowTables.shape(level).table())
                  .where(condition)
                  .groupBy(WindowTables.START_AT)
                  .orderBy(WindowTables.START_AT)
                  .fetch()) {
            if (gathered > 0 && gathered + each.value2() > AT_ONCE) {
              ends.add(Micros.instant(each.value1()));
              gathered = 0;
            }
            gathered += each.value2();
          }
        });
    return ends;
  }

  private void fetch(Level level, Condition condition, Consumer<StoredWindow> sink) {
    Shape shape = WindowTables.shape(level);
    List<StoredWindow> some =
        database.read(
            (connection, sql) ->
                sql.select(shape.columns())
                    .from(shape.table())
                    .where(condition)
                    .orderBy(WindowTables.START_AT, WindowTables.SLICE)
                    .fetch(record -> WindowTables.read(level, record)));
    some.forEach(sink);
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
