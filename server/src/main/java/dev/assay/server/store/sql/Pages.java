package dev.assay.server.store.sql;

import dev.assay.server.store.Cursor;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.PageRequest.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/** Pages by time and id, latest first. */
final class Pages {

  private Pages() {}

  static <T> Page<T> read(
      DSLContext sql,
      Shape shape,
      Condition condition,
      Field<Long> time,
      Field<String> id,
      PageRequest request,
      Function<Record, T> reader) {
    boolean older = request.direction() == Direction.OLDER;
    Cursor cursor = request.cursor();
    Condition on = cursor == null ? DSL.noCondition() : beyond(cursor, time, id, older);
    Result<? extends Record> found =
        sql.select(shape.columns())
            .from(shape.table())
            .where(condition)
            .and(on)
            .orderBy(older ? time.desc() : time.asc(), older ? id.desc() : id.asc())
            .limit(request.limit() + 1)
            .fetch();
    boolean more = found.size() > request.limit();
    List<Record> records = new ArrayList<>(more ? found.subList(0, request.limit()) : found);
    if (!older) {
      Collections.reverse(records);
    }
    if (records.isEmpty()) {
      return new Page<>(List.of(), older ? cursor : null, older ? null : cursor);
    }
    Cursor first = cursor(records.get(0), time, id);
    Cursor last = cursor(records.get(records.size() - 1), time, id);
    boolean anyNewer = older ? cursor != null : more;
    boolean anyOlder = older ? more : cursor != null;
    return new Page<>(
        records.stream().map(reader).toList(), anyNewer ? first : null, anyOlder ? last : null);
  }

  private static Cursor cursor(Record record, Field<Long> time, Field<String> id) {
    return new Cursor(Micros.instant(record.get(time)), record.get(id));
  }

  // Said so that the first part alone lets a database skip.
  private static Condition beyond(
      Cursor cursor, Field<Long> time, Field<String> id, boolean older) {
    long at = Micros.of(cursor.at());
    return older
        ? time.le(at).and(time.lt(at).or(id.lt(cursor.id())))
        : time.ge(at).and(time.gt(at).or(id.gt(cursor.id())));
  }
}
