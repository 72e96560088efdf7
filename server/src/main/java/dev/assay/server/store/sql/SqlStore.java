package dev.assay.server.store.sql;

import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Evidence;
import dev.assay.server.store.Health;
import dev.assay.server.store.Interactions;
import dev.assay.server.store.Records;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import dev.assay.server.store.Upkeep;
import dev.assay.server.store.Windows;
import java.util.List;
import java.util.Optional;

/**
 * A store over SQL.
 *
 * @since 0.1
 */
public final class SqlStore implements Store {

  private final Database database;
  private final Interactions interactions;
  private final Evidence evidence;
  private final Windows windows;
  private final Records records;
  private final Upkeep upkeep;

  /** Over an open, migrated database, which it closes. */
  public SqlStore(Engine engine) {
    database = new Database(engine);
    evidence = new SqlEvidence(database);
    interactions = new SqlInteractions(database, evidence);
    windows = new SqlWindows(database);
    records = new SqlRecords(database);
    upkeep = new SqlUpkeep(database);
  }

  @Override
  public void commit(Batch batch) {
    BatchWriter writer = new BatchWriter(batch);
    database.change((connection, sql) -> writer.write(database.engine(), connection, sql));
  }

  @Override
  public Position position() {
    return database.read(
        (connection, sql) ->
            sql.select(RecordTables.JOURNAL_POSITION)
                .from(RecordTables.PROGRESS.table())
                .where(RecordTables.NAME.eq("journal"))
                .fetchOptional(RecordTables.JOURNAL_POSITION)
                .map(Position::parse)
                .orElse(Position.START));
  }

  @Override
  public Interactions interactions() {
    return interactions;
  }

  @Override
  public Evidence evidence() {
    return evidence;
  }

  @Override
  public Windows windows() {
    return windows;
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public Optional<StateBlob> state(String name) {
    return database.read(
        (connection, sql) ->
            sql.select(Columns.BODY)
                .from(RecordTables.STATES.table())
                .where(RecordTables.NAME.eq(Texts.key(name)))
                .fetchOptional(Columns.BODY)
                .map(body -> new StateBlob(name, body)));
  }

  @Override
  public List<String> stateNames() {
    return database.read(
        (connection, sql) ->
            sql.select(RecordTables.NAME)
                .from(RecordTables.STATES.table())
                .orderBy(RecordTables.NAME)
                .fetch(RecordTables.NAME));
  }

  @Override
  public Upkeep upkeep() {
    return upkeep;
  }

  @Override
  public Health check() {
    try {
      database.write((connection, sql) -> sql.selectOne().fetch());
      return Health.OK;
    } catch (StoreException e) {
      return Health.failing(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
