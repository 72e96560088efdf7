package dev.assay.server.store.sql;

import dev.assay.server.store.Batch;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.StoredWindow.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A batch as rows of tables, made before the writer's turn comes, and their writing. */
final class BatchWriter {

  private final List<Rows> upserts = new ArrayList<>();
  private final List<Rows> removals = new ArrayList<>();
  private final List<@Nullable Object[]> outcomes;
  private final List<Condition> unsaid;

  /**
   * What is done with rows of one table.
   *
   * @param shape the table
   * @param rows whole rows, or keys
   * @param times the rows' times, if rows are keys and times are known
   */
  private record Rows(Shape shape, List<@Nullable Object[]> rows, @Nullable List<Long> times) {}

  BatchWriter(Batch batch) {
    upserts.add(
        new Rows(InteractionTable.SHAPE, InteractionTable.write(batch.interactions()), null));
    outcomes = rows(List.copyOf(batch.outcomes().entrySet()), InteractionTable::write);
    upsert(EvidenceTables.CONTENTS, batch.contents(), EvidenceTables::write);
    upsert(EvidenceTables.EVALUATIONS, batch.evaluations(), EvidenceTables::write);
    upsert(EvidenceTables.EVIDENCE, batch.evidence(), EvidenceTables::write);
    upsert(EvidenceTables.SIGNALS, batch.signals(), EvidenceTables::write);
    upsert(EvidenceTables.EXTERNAL_SCORES, batch.externalScores(), EvidenceTables::write);
    upsert(EvidenceTables.LABELS, batch.labels(), EvidenceTables::write);
    upsert(PairLabelTable.SHAPE, batch.pairLabels(), PairLabelTable::write);
    for (Level level : Level.values()) {
      List<StoredWindow> windows =
          batch.windows().stream().filter(window -> window.level() == level).toList();
      upsert(WindowTables.shape(level), windows, WindowTables::write);
    }
    upsert(RecordTables.STATES, batch.states(), RecordTables::write);
    upsert(RecordTables.WORK, batch.work(), RecordTables::write);
    upsert(RecordTables.ALERTS, batch.alerts(), RecordTables::write);
    upsert(RecordTables.DELIVERIES, batch.deliveries(), RecordTables::write);
    upsert(RecordTables.FAILURE_CASES, batch.failureCases(), RecordTables::write);
    upsert(RecordTables.FAILURE_MEMBERS, batch.failureMembers(), RecordTables::write);
    upsert(RecordTables.AUDIT, batch.auditEntries(), RecordTables::write);
    upsert(RecordTables.DOCUMENTS, batch.documents(), RecordTables::write);
    if (batch.position() != null) {
      upsert(RecordTables.PROGRESS, List.of(batch.position()), RecordTables::write);
    }
    unsaid = Keys.conditions(batch.removedContents());
    remove(batch);
  }

  private void remove(Batch batch) {
    removals.add(
        new Rows(
            EvidenceTables.CONTENTS,
            rows(batch.removedContents(), key -> new Object[] {Texts.key(key.id())}),
            batch.removedContents().stream().map(key -> Micros.of(key.startedAt())).toList()));
    removals.add(
        new Rows(
            RecordTables.FAILURE_MEMBERS,
            rows(batch.removedMembers(), key -> new Object[] {Texts.key(key.id())}),
            null));
    removals.add(new Rows(RecordTables.WORK, rows(batch.doneWork(), RecordTables::write), null));
    removals.add(
        new Rows(
            RecordTables.STATES,
            rows(batch.removedStates(), name -> new Object[] {Texts.key(name)}),
            null));
    removals.add(
        new Rows(
            RecordTables.DOCUMENTS,
            rows(
                batch.removedDocuments(),
                key -> new Object[] {Texts.key(key.collection()), Texts.key(key.id())}),
            null));
  }

  private <T> void upsert(Shape shape, List<T> values, Function<T, @Nullable Object[]> row) {
    upserts.add(new Rows(shape, rows(values, row), null));
  }

  private static <T> List<@Nullable Object[]> rows(
      List<T> values, Function<T, @Nullable Object[]> row) {
    List<@Nullable Object[]> rows = new ArrayList<>(values.size());
    for (T value : values) {
      rows.add(row.apply(value));
    }
    return rows;
  }

  void write(Engine engine, Connection connection, DSLContext sql) throws SQLException {
    for (Rows removal : removals) {
      Staging.delete(engine, connection, sql, removal.shape(), removal.rows(), removal.times());
    }
    for (Condition some : unsaid) {
      sql.deleteFrom(EvidenceTables.EVIDENCE.table()).where(some).execute();
    }
    for (Rows upsert : upserts) {
      Staging.upsert(engine, connection, sql, upsert.shape(), upsert.rows());
    }
    Staging.outcomes(engine, connection, sql, outcomes);
  }
}
