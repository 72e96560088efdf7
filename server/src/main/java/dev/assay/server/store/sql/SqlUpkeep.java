package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.Removed;
import dev.assay.server.store.Retention;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.StoreSizes;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.Upkeep;
import dev.assay.server.store.UserDeletion;
import dev.assay.server.store.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Forgetting, copying, measuring. */
final class SqlUpkeep implements Upkeep {

  private final Database database;

  SqlUpkeep(Database database) {
    this.database = database;
  }

  @Override
  public Removed retain(Retention retention) {
    Removed removed = database.write((connection, sql) -> retain(sql, retention));
    tidy();
    return removed;
  }

  private static Removed retain(DSLContext sql, Retention retention) {
    Instant rows = retention.interactions();
    Instant judged = later(retention.evaluations(), rows);
    Instant said = later(retention.content(), rows);
    long contents = older(sql, EvidenceTables.CONTENTS, STARTED_AT, said);
    older(sql, EvidenceTables.EVIDENCE, STARTED_AT, later(said, judged));
    long evaluations = older(sql, EvidenceTables.EVALUATIONS, STARTED_AT, judged);
    evaluations += older(sql, EvidenceTables.LABELS, STARTED_AT, judged);
    for (Shape shape : List.of(EvidenceTables.SIGNALS, EvidenceTables.EXTERNAL_SCORES)) {
      Field<Long> time = DSL.coalesce(STARTED_AT, EvidenceTables.HAPPENED_AT);
      evaluations += older(sql, shape, time, judged);
    }
    long others = older(sql, RecordTables.FAILURE_MEMBERS, STARTED_AT, rows);
    others += older(sql, RecordTables.WORK, STARTED_AT, rows);
    long interactions = older(sql, InteractionTable.SHAPE, STARTED_AT, rows);
    long windows = windows(sql, Level.MINUTE, retention.minutes());
    windows += windows(sql, Level.HOUR, retention.hours());
    windows += windows(sql, Level.DAY, retention.days());
    others += logs(sql, retention.logs());
    return new Removed(contents, evaluations, interactions, windows, others);
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    return a == null ? b : b == null ? a : a.isAfter(b) ? a : b;
  }

  private static long windows(DSLContext sql, Level level, @Nullable Instant before) {
    long removed = older(sql, WindowTables.shape(level), WindowTables.START_AT, before);
    if (before != null && WindowTables.PACKED.contains(level)) {
      // A pack goes when all of it is old.
      Instant start = Stretch.of(level).start(before);
      removed += older(sql, WindowTables.packs(level), WindowTables.START_AT, start);
    }
    return removed;
  }

  private static long logs(DSLContext sql, @Nullable Instant before) {
    if (before == null) {
      return 0;
    }
    return older(sql, RecordTables.AUDIT, RecordTables.HAPPENED_AT, before)
        + older(sql, RecordTables.DELIVERIES, RecordTables.DELIVERED_AT, before)
        + older(sql, RecordTables.ALERTS, RecordTables.CLOSED_AT, before)
        + delete(
            sql,
            RecordTables.WORK,
            RecordTables.STATE
                .eq(WorkItem.State.DEAD.name())
                .and(RecordTables.NEXT_AT.lt(Micros.of(before))));
  }

  private static long older(
      DSLContext sql, Shape shape, Field<Long> time, @Nullable Instant before) {
    return before == null ? 0 : delete(sql, shape, time.lt(Micros.of(before)));
  }

  private static long delete(DSLContext sql, Shape shape, Condition condition) {
    return sql.deleteFrom(shape.table()).where(condition).execute();
  }

  @Override
  public long pack(Instant before, long most) {
    return new Packing(database).pack(before, most);
  }

  @Override
  public UserDeletion deleteUser(String userHash) {
    UserDeletion deletion = database.write((connection, sql) -> deleteUser(sql, userHash));
    tidy();
    return deletion;
  }

  private static UserDeletion deleteUser(DSLContext sql, String userHash) {
    Condition theirs = InteractionTable.USER.eq(Texts.key(userHash));
    Condition about = ID.in(of(ID, theirs));
    List<String> ids = sql.fetch(of(ID, theirs)).getValues(ID);
    List<String> cases =
        sql.selectDistinct(RecordTables.CASE_ID)
            .from(RecordTables.FAILURE_MEMBERS.table())
            .where(about)
            .fetch(RecordTables.CASE_ID);
    // What was never matched to an interaction may still name the user's trace or conversation.
    Condition named =
        about
            .or(EvidenceTables.ABOUT_TRACE.in(of(InteractionTable.TRACE, theirs)))
            .or(EvidenceTables.ABOUT_CONVERSATION.in(of(InteractionTable.CONVERSATION, theirs)));
    long contents = delete(sql, EvidenceTables.CONTENTS, about);
    delete(sql, EvidenceTables.EVIDENCE, about);
    long evaluations =
        delete(sql, EvidenceTables.EVALUATIONS, about)
            + delete(sql, EvidenceTables.LABELS, about)
            + delete(sql, EvidenceTables.SIGNALS, named)
            + delete(sql, EvidenceTables.EXTERNAL_SCORES, named);
    long others =
        delete(sql, RecordTables.WORK, about) + delete(sql, RecordTables.FAILURE_MEMBERS, about);
    long interactions = delete(sql, InteractionTable.SHAPE, theirs);
    return new UserDeletion(
        new Removed(contents, evaluations, interactions, 0, others), ids, cases);
  }

  private static Select<Record1<String>> of(Field<String> column, Condition theirs) {
    return DSL.select(column)
        .from(InteractionTable.SHAPE.table())
        .where(theirs)
        .and(column.isNotNull());
  }

  private void tidy() {
    try {
      database.withWriter((connection, sql) -> database.engine().tidy(connection));
    } catch (StoreException e) {
      // What was to be removed is; the database tidies up with its next checkpoint.
    }
  }

  @Override
  public void backup(Path file) {
    Path target = file.toAbsolutePath();
    if (Files.exists(target)) {
      throw new InvalidInputException(Problem.of("backup", file, "a file that does not exist yet"));
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      database.look(
          (connection, sql) -> {
            database.engine().backup(connection, part);
          });
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("backup", file, "a file that can be written: " + e.getMessage()), e);
    } finally {
      deleteQuietly(part);
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // It bears a name that says what it is.
    }
  }

  @Override
  public StoreSizes sizes() {
    return database.read((connection, sql) -> database.engine().sizes(connection));
  }
}
