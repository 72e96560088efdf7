package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.WindowTables.SLICE;
import static dev.assay.server.store.sql.WindowTables.START_AT;

import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Reads windows: those that lie in rows of their own, and of the rest those that are packed. A row
 * of its own is the younger of two.
 */
final class SqlWindows implements Windows {

  // A window has some kilobytes: of these there is room for several queries at a time in the
  // memory that the database has.
  static final int AT_ONCE = 4_000;
  // One slice is found without a look at what others hold; with many that look is cheaper.
  private static final int EACH = 12;
  private static final Comparator<StoredWindow> ORDER =
      Comparator.comparing(StoredWindow::start).thenComparing(StoredWindow::slice);

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
    if (keys.size() <= EACH && most(level, from, to) <= AT_ONCE) {
      keys.forEach(key -> fetch(level, from, to, SLICE.eq(key), sink));
    } else if (most(level, from, to) <= AT_ONCE / keys.size()) {
      fetch(level, from, to, among(keys), sink);
    } else {
      inPieces(level, from, to, among(keys), sink);
    }
  }

  /** Written out: compared with each of many parameters, a row costs what its body does. */
  static Condition among(Collection<String> keys) {
    return SLICE.in(keys.stream().map(DSL::inline).toList());
  }

  @Override
  public void scan(Level level, Instant from, Instant to, Consumer<StoredWindow> sink) {
    if (most(level, from, to) <= 1) {
      fetch(level, from, to, DSL.noCondition(), sink);
    } else {
      inPieces(level, from, to, DSL.noCondition(), sink);
    }
  }

  // How many windows a slice has at most.
  private static long most(Level level, Instant from, Instant to) {
    Duration length = Stretch.of(level).windows();
    return Duration.between(from, to).plus(length).minusNanos(1).dividedBy(length);
  }

  private void inPieces(
      Level level, Instant from, Instant to, Condition which, Consumer<StoredWindow> sink) {
    for (Piece piece : new Pieces(database, level, which).of(from, to)) {
      fetch(level, piece.from(), piece.to(), which.and(piece.slices()), sink);
    }
  }

  // Rows of their own first: what is packed meanwhile is then read twice, and not at all else.
  private void fetch(
      Level level, Instant from, Instant to, Condition which, Consumer<StoredWindow> sink) {
    Shape shape = WindowTables.shape(level);
    List<StoredWindow> found =
        new ArrayList<>(
            database.read(
                (connection, sql) ->
                    sql.select(shape.columns())
                        .from(shape.table())
                        .where(within(from, to))
                        .and(which)
                        .fetch(record -> WindowTables.read(level, record))));
    if (WindowTables.PACKED.contains(level)) {
      addPacked(level, from, to, which, found);
    }
    found.sort(ORDER);
    found.forEach(sink);
  }

  private record Key(Instant start, String slice) {}

  private void addPacked(
      Level level, Instant from, Instant to, Condition which, List<StoredWindow> found) {
    Stretch stretch = Stretch.of(level);
    Shape packs = WindowTables.packs(level);
    List<? extends Record> packed =
        database.read(
            (connection, sql) ->
                sql.select(packs.columns())
                    .from(packs.table())
                    .where(stretch.packs(from, to))
                    .and(which)
                    .fetch());
    Set<Key> younger = new HashSet<>();
    if (!packed.isEmpty()) {
      found.forEach(each -> younger.add(new Key(each.start(), each.slice())));
    }
    for (Record each : packed) {
      String slice = each.get(SLICE);
      WindowPack.read(
          each.get(WindowTables.PRESENT),
          each.get(Columns.BODY),
          (number, summary) -> {
            Instant start = Micros.instant(stretch.at(each.get(START_AT), number));
            if (!start.isBefore(from)
                && start.isBefore(to)
                && !younger.contains(new Key(start, slice))) {
              found.add(new StoredWindow(level, start, slice, summary));
            }
          });
    }
  }

  @Override
  public List<String> slices(Level level, Instant from, Instant to) {
    Select<Record1<String>> own =
        DSL.selectDistinct(SLICE).from(WindowTables.shape(level).table()).where(within(from, to));
    Set<String> found = new TreeSet<>();
    found.addAll(database.read((connection, sql) -> sql.fetch(own).getValues(SLICE)));
    if (WindowTables.PACKED.contains(level)) {
      Select<Record1<String>> packed =
          DSL.selectDistinct(SLICE)
              .from(WindowTables.packs(level).table())
              .where(Stretch.of(level).present(from, to));
      found.addAll(database.read((connection, sql) -> sql.fetch(packed).getValues(SLICE)));
    }
    return List.copyOf(found);
  }

  static Condition within(Instant from, Instant to) {
    return DSL.and(START_AT.ge(Micros.of(from)), START_AT.lt(Micros.of(to)));
  }
}
