package dev.assay.server.store.sql;

import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A table: its columns, what names a row, and the time its rows lie in order of.
 *
 * @param name the table's name
 * @param columns every column, in the order of the table
 * @param key the columns that name a row
 * @param time a column that never changes and that rows lie in order of; null if there is none
 * @since 0.1
 */
public record Shape(
    String name, List<Field<?>> columns, List<Field<?>> key, @Nullable Field<Long> time) {

  /** Copies the lists. */
  public Shape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The table for queries. */
  public Table<Record> table() {
    return DSL.table(DSL.name(name));
  }

  /** A column with the table's name before it, where another table has one of the same name. */
  public <T> Field<T> in(Field<T> column) {
    Name qualified = DSL.name(name, column.getName());
    return DSL.field(qualified, column.getDataType());
  }

  /** The temporary table that keys are put into to be joined with this one. */
  public Shape stage() {
    return new Shape("stage_" + name, key, key, null);
  }
}
