package dev.assay.server.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows over those with the same key, by removing these first. No table has a unique index in
 * DuckDB: there it doubles the work, triples the file and takes seconds to open. That keys stay
 * unique is up to this class and the one writer.
 *
 * <p>Many keys go into a temporary table and are joined; where rows lie in order of time, only the
 * stretches of time that the new rows are from are looked at.
 */
final class Staging {

  private static final int FEW = 40;
  private static final int STRETCHES = 8;
  private static final long GAP_MICROS = 600_000_000;

  private Staging() {}

  /** Makes the temporary tables of a connection. */
  static void create(Connection connection, DSLContext sql) throws SQLException {
    for (Shape shape : Tables.ALL) {
      create(connection, sql, shape.stage(), shape);
    }
    create(connection, sql, InteractionTable.OUTCOMES, InteractionTable.SHAPE);
  }

  private static void create(Connection connection, DSLContext sql, Shape stage, Shape like)
      throws SQLException {
    String empty = sql.renderInlined(DSL.select(stage.columns()).from(like.table()).limit(0));
    Database.execute(
        connection, "CREATE TEMPORARY TABLE " + sql.render(stage.table()) + " AS " + empty);
  }

  static void upsert(
      Engine engine,
      Connection connection,
      DSLContext sql,
      Shape shape,
      List<@Nullable Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    List<@Nullable Object[]> keys = new ArrayList<>(rows.size());
    int[] indexes = shape.key().stream().mapToInt(shape.columns()::indexOf).toArray();
    for (@Nullable Object[] row : rows) {
      @Nullable Object[] key = new @Nullable Object[indexes.length];
      for (int i = 0; i < indexes.length; i++) {
        key[i] = row[indexes[i]];
      }
      keys.add(key);
    }
    delete(engine, connection, sql, shape, keys, times(shape, rows));
    engine.load(connection, shape, false, rows);
  }

  /** The times of rows, if they have one that they lie in order of. */
  private static @Nullable List<Long> times(Shape shape, List<@Nullable Object[]> rows) {
    Field<Long> time = shape.time();
    if (time == null) {
      return null;
    }
    int index = shape.columns().indexOf(time);
    List<Long> times = new ArrayList<>(rows.size());
    for (@Nullable Object[] row : rows) {
      if (row[index] instanceof Long value) {
        times.add(value);
      }
    }
    return times;
  }

  /**
   * Removes rows by their keys.
   *
   * @param times the times of these rows; null if they are not known
   */
  static void delete(
      Engine engine,
      Connection connection,
      DSLContext sql,
      Shape shape,
      List<@Nullable Object[]> keys,
      @Nullable List<Long> times)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    if (keys.size() <= FEW) {
      Condition named = DSL.or(keys.stream().map(key -> named(shape, key)).toList());
      for (Condition stretch : stretches(shape.time(), times)) {
        sql.deleteFrom(shape.table()).where(stretch).and(named).execute();
      }
      return;
    }
    Shape stage = shape.stage();
    engine.load(connection, stage, true, keys);
    Condition joined = joined(shape, stage, shape.key());
    Field<Long> time = shape.time() == null ? null : shape.in(shape.time());
    for (Condition stretch : stretches(time, times)) {
      sql.deleteFrom(shape.table()).using(stage.table()).where(stretch).and(joined).execute();
    }
    clear(connection, sql, stage);
  }

  /** Gives stored rows new outcomes. */
  static void outcomes(
      Engine engine, Connection connection, DSLContext sql, List<@Nullable Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    Shape stage = InteractionTable.OUTCOMES;
    Shape shape = InteractionTable.SHAPE;
    engine.load(connection, stage, true, rows);
    Condition joined = joined(shape, stage, shape.key());
    for (Condition stretch : stretches(shape.in(Columns.STARTED_AT), times(stage, rows))) {
      sql.update(shape.table())
          .set(Columns.FAILURE_MODE, stage.in(Columns.FAILURE_MODE))
          .set(InteractionTable.COMPLETION, stage.in(InteractionTable.COMPLETION))
          .from(stage.table())
          .where(stretch)
          .and(joined)
          .execute();
    }
    clear(connection, sql, stage);
  }

  private static void clear(Connection connection, DSLContext sql, Shape stage)
      throws SQLException {
    Database.execute(connection, "TRUNCATE TABLE " + sql.render(stage.table()));
  }

  private static Condition joined(Shape shape, Shape stage, List<Field<?>> key) {
    Condition joined = DSL.noCondition();
    for (Field<?> column : key) {
      joined = joined.and(same(shape, stage, column));
    }
    return joined;
  }

  private static <T> Condition same(Shape shape, Shape stage, Field<T> column) {
    return shape.in(column).eq(stage.in(column));
  }

  private static Condition named(Shape shape, @Nullable Object[] key) {
    Condition named = DSL.noCondition();
    for (int i = 0; i < key.length; i++) {
      named = named.and(is(shape.key().get(i), key[i]));
    }
    return named;
  }

  private static <T> Condition is(Field<T> column, @Nullable Object value) {
    return column.eq(DSL.val(value, column.getDataType()));
  }

  /**
   * The stretches of time that rows lie in, few of them: a database skips what is outside of one
   * stretch, but not what is outside of several at once.
   */
  private static List<Condition> stretches(@Nullable Field<Long> time, @Nullable List<Long> times) {
    if (time == null || times == null || times.isEmpty()) {
      return List.of(DSL.noCondition());
    }
    List<Long> sorted = times.stream().sorted().toList();
    List<Condition> stretches = new ArrayList<>();
    long first = sorted.get(0);
    long last = first;
    for (long next : sorted) {
      long gap = next - last; // Negative if it is more than a long holds.
      if ((gap > GAP_MICROS || gap < 0) && stretches.size() < STRETCHES - 1) {
        stretches.add(time.between(first, last));
        first = next;
      }
      last = next;
    }
    stretches.add(time.between(first, last));
    return stretches;
  }
}
