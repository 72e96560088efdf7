package dev.assay.server.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads rows some at a time, by time and key, so that no result is held as a whole. */
final class RowScan {

  private final Database database;
  private final Shape shape;
  private final int atOnce;
  private final List<Field<?>> order = new ArrayList<>();

  RowScan(Database database, Shape shape, Field<Long> time, int atOnce) {
    this.database = database;
    this.shape = shape;
    this.atOnce = atOnce;
    order.add(time);
    shape.key().stream().filter(each -> !each.equals(time)).forEach(order::add);
  }

  /** Hands over every row that matches. */
  void rows(Condition which, Consumer<Record> sink) {
    @Nullable Record last = null;
    do {
      Condition on = which.and(last == null ? DSL.noCondition() : after(last));
      Result<? extends Record> some =
          database.read(
              (connection, sql) ->
                  sql.select(shape.columns())
                      .from(shape.table())
                      .where(on)
                      .orderBy(order)
                      .limit(atOnce)
                      .fetch());
      some.forEach(sink);
      last = some.size() < atOnce ? null : some.get(some.size() - 1);
    } while (last != null);
  }

  // The first column alone lets a database skip; the rest decides among equals.
  private Condition after(Record last) {
    Condition after = DSL.falseCondition();
    Condition equal = DSL.trueCondition();
    for (Field<?> column : order) {
      after = after.or(equal.and(greater(column, last)));
      equal = equal.and(same(column, last));
    }
    return atLeast(order.get(0), last).and(after);
  }

  private static <T> Condition greater(Field<T> column, Record last) {
    return column.gt(last.get(column));
  }

  private static <T> Condition atLeast(Field<T> column, Record last) {
    return column.ge(last.get(column));
  }

  private static <T> Condition same(Field<T> column, Record last) {
    return column.eq(last.get(column));
  }
}
