package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.WindowTables.SLICE;
import static dev.assay.server.store.sql.WindowTables.START_AT;

import dev.assay.server.store.StoredWindow.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Cuts the windows of a time into pieces that there is memory for: between stretches, and a stretch
 * of very many slices between these.
 */
final class Pieces {

  private final Database database;
  private final Level level;
  private final Stretch stretch;
  private final Condition which;

  /** Of the windows that match. */
  Pieces(Database database, Level level, Condition which) {
    this.database = database;
    this.level = level;
    this.stretch = Stretch.of(level);
    this.which = which;
  }

  List<Piece> of(Instant from, Instant to) {
    List<Piece> pieces = new ArrayList<>();
    Instant begin = from;
    long gathered = 0;
    for (Map.Entry<Long, Long> each : counts(from, to).entrySet()) {
      Instant start = later(from, Micros.instant(each.getKey()));
      if (gathered > 0 && gathered + each.getValue() > SqlWindows.AT_ONCE) {
        pieces.add(new Piece(begin, start, DSL.noCondition()));
        begin = start;
        gathered = 0;
      }
      gathered += each.getValue();
      if (gathered > SqlWindows.AT_ONCE) {
        Instant end = stretch.end(Micros.instant(each.getKey()));
        Instant next = end.isBefore(to) ? end : to;
        bySlices(begin, next, pieces);
        begin = next;
        gathered = 0;
      }
    }
    if (gathered > 0) {
      pieces.add(new Piece(begin, to, DSL.noCondition()));
    }
    return pieces;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  // How many windows there are in each stretch: of packed ones, how many there may be.
  private Map<Long, Long> counts(Instant from, Instant to) {
    Map<Long, Long> counts = new TreeMap<>();
    count(WindowTables.shape(level).table(), SqlWindows.within(from, to), 1, counts);
    if (WindowTables.PACKED.contains(level)) {
      count(WindowTables.packs(level).table(), stretch.packs(from, to), stretch.size(), counts);
    }
    return counts;
  }

  private void count(Table<?> table, Condition within, int each, Map<Long, Long> counts) {
    Field<Integer> rows = DSL.count();
    database.look(
        (connection, sql) -> {
          for (Record2<Long, Integer> row :
              sql.select(START_AT, rows)
                  .from(table)
                  .where(within)
                  .and(which)
                  .groupBy(START_AT)
                  .fetch()) {
            counts.merge(stretch.start(row.value1()), (long) row.value2() * each, Long::sum);
          }
        });
  }

  private void bySlices(Instant from, Instant to, List<Piece> pieces) {
    Set<String> slices = new TreeSet<>();
    slices(WindowTables.shape(level).table(), SqlWindows.within(from, to), slices);
    if (WindowTables.PACKED.contains(level)) {
      slices(WindowTables.packs(level).table(), stretch.packs(from, to), slices);
    }
    List<String> all = List.copyOf(slices);
    int atOnce = Math.max(1, SqlWindows.AT_ONCE / stretch.size());
    for (int i = 0; i < all.size(); i += atOnce) {
      List<String> some = all.subList(i, Math.min(all.size(), i + atOnce));
      pieces.add(new Piece(from, to, SqlWindows.among(some)));
    }
  }

  private void slices(Table<?> table, Condition within, Set<String> slices) {
    database.look(
        (connection, sql) ->
            slices.addAll(
                sql.selectDistinct(SLICE).from(table).where(within).and(which).fetch(SLICE)));
  }
}
