package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.BODY;
import static dev.assay.server.store.sql.Columns.number;
import static dev.assay.server.store.sql.Columns.text;

import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.StoredWindow.Level;
import java.util.List;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.Record;

/**
 * A table of windows for each level, so that the few of a day do not lie among those of minutes,
 * and one of packed ones for each that has {@link Stretch}es.
 */
final class WindowTables {

  static final Field<Long> START_AT = number("start_at");
  static final Field<String> SLICE = text("slice");

  /** A bit for each window of a stretch, the lowest for the first. */
  static final Field<Long> PRESENT = number("present");

  /** Levels whose windows are packed. */
  static final List<Level> PACKED = List.of(Level.MINUTE, Level.HOUR);

  private WindowTables() {}

  static Shape packs(Level level) {
    return new Shape(
        "packs_" + level.name().toLowerCase(Locale.ROOT),
        List.of(START_AT, SLICE, PRESENT, BODY),
        List.of(START_AT, SLICE),
        START_AT);
  }

  static Shape shape(Level level) {
    return new Shape(
        "windows_" + level.name().toLowerCase(Locale.ROOT),
        List.of(START_AT, SLICE, BODY),
        List.of(START_AT, SLICE),
        START_AT);
  }

  static Object[] write(StoredWindow window) {
    return new Object[] {Micros.of(window.start()), Texts.key(window.slice()), window.bytes()};
  }

  static StoredWindow read(Level level, Record record) {
    return new StoredWindow(
        level, Micros.instant(record.get(START_AT)), record.get(SLICE), record.get(BODY));
  }
}
