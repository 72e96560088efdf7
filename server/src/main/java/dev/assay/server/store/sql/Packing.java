package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.WindowTables.SLICE;
import static dev.assay.server.store.sql.WindowTables.START_AT;

import dev.assay.server.store.StoredWindow.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Puts windows that lie in rows of their own, by time, into packs, by slice. Some slices of a
 * stretch at a time, each time in a transaction: whoever writes waits for a moment only, and a
 * process may end between any two.
 */
final class Packing {

  // Takes about a tenth of a second.
  private static final int AT_ONCE = 1_000;

  private final Database database;

  Packing(Database database) {
    this.database = database;
  }

  /**
   * Packs stretches that ended before.
   *
   * @param most how many windows, but for the rest of the last stretch
   * @return how many windows were packed
   */
  long pack(Instant before, long most) {
    long packed = 0;
    for (Level level : WindowTables.PACKED) {
      for (long start : stretches(level, before)) {
        if (packed >= most) {
          return packed;
        }
        for (Condition slices : slices(level, start)) {
          packed +=
              database.write((connection, sql) -> pack(level, start, slices, connection, sql));
        }
      }
    }
    return packed;
  }

  private Set<Long> stretches(Level level, Instant before) {
    Stretch stretch = Stretch.of(level);
    long end = stretch.start(Micros.of(before));
    Set<Long> starts = new TreeSet<>();
    database.look(
        (connection, sql) ->
            sql.selectDistinct(START_AT)
                .from(WindowTables.shape(level).table())
                .where(START_AT.lt(end))
                .and(whole(stretch))
                .fetch(START_AT)
                .forEach(at -> starts.add(stretch.start(at))));
    return starts;
  }

  // What begins elsewhere has no place in a pack.
  private static Condition whole(Stretch stretch) {
    return START_AT.mod(stretch.at(0, 1)).eq(0L);
  }

  private static Condition within(Level level, long start) {
    Stretch stretch = Stretch.of(level);
    return DSL.and(
        START_AT.ge(start), START_AT.lt(stretch.at(start, stretch.size())), whole(stretch));
  }

  private List<Condition> slices(Level level, long start) {
    List<Condition> pieces = new ArrayList<>();
    database.look(
        (connection, sql) -> {
          String first = null;
          String last = null;
          int gathered = 0;
          for (Record2<String, Integer> each :
              sql.select(SLICE, DSL.count())
                  .from(WindowTables.shape(level).table())
                  .where(within(level, start))
                  .groupBy(SLICE)
                  .orderBy(SLICE)
                  .fetch()) {
            if (first != null && gathered + each.value2() > AT_ONCE) {
              pieces.add(SLICE.between(first, last));
              first = null;
              gathered = 0;
            }
            first = first == null ? each.value1() : first;
            last = each.value1();
            gathered += each.value2();
          }
          if (first != null) {
            pieces.add(SLICE.between(first, last));
          }
        });
    return pieces;
  }

  private long pack(
      Level level, long start, Condition slices, Connection connection, DSLContext sql)
      throws SQLException {
    Stretch stretch = Stretch.of(level);
    Shape own = WindowTables.shape(level);
    Condition which = within(level, start).and(slices);
    Map<String, WindowPack> packs = new TreeMap<>();
    for (Record each : sql.select(own.columns()).from(own.table()).where(which).fetch()) {
      packs
          .computeIfAbsent(each.get(SLICE), key -> new WindowPack())
          .put(stretch.number(each.get(START_AT)), each.get(Columns.BODY));
    }
    Shape packed = WindowTables.packs(level);
    for (Record each :
        sql.select(packed.columns())
            .from(packed.table())
            .where(START_AT.eq(start))
            .and(slices)
            .fetch()) {
      WindowPack younger = packs.get(each.get(SLICE));
      if (younger != null) {
        WindowPack.read(
            each.get(WindowTables.PRESENT), each.get(Columns.BODY), younger::putIfMissing);
      }
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    packs.forEach(
        (slice, pack) -> rows.add(new Object[] {start, slice, pack.present(), pack.toBytes()}));
    Staging.upsert(database.engine(), connection, sql, packed, rows);
    return sql.deleteFrom(own.table()).where(which).execute();
  }
}
