package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.STARTED_AT;

import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Records;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.store.StoredFailureCase;
import dev.assay.server.store.WorkItem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads what is kept in small numbers. */
final class SqlRecords implements Records {

  private static final int MOST = 1_000_000;
  // The state of a failure case of which no person and no run has said anything.
  private static final String UNTOUCHED = "new";

  private final Database database;

  SqlRecords(Database database) {
    this.database = database;
  }

  private <T> List<T> select(
      Shape shape,
      Condition condition,
      OrderField<?> order,
      int limit,
      Function<Record, T> reader) {
    return database.read(
        (connection, sql) ->
            sql.select(shape.columns())
                .from(shape.table())
                .where(condition)
                .orderBy(order)
                .limit(limit)
                .fetch(reader::apply));
  }

  private <T> Optional<T> one(
      Shape shape, Field<String> id, String value, Function<Record, T> reader) {
    return select(shape, id.eq(Texts.key(value)), id, 1, reader).stream().findFirst();
  }

  private <T> Page<T> page(
      Shape shape,
      Condition condition,
      Field<Long> time,
      PageRequest request,
      Function<Record, T> reader) {
    @SuppressWarnings("unchecked") // Every key of these tables begins with a text.
    Field<String> id = (Field<String>) shape.key().get(0);
    return database.read(
        (connection, sql) -> Pages.read(sql, shape, condition, time, id, request, reader));
  }

  @Override
  public List<WorkItem> openWork() {
    return openWork(MOST);
  }

  @Override
  public List<WorkItem> openWork(int limit) {
    return select(
        RecordTables.WORK,
        RecordTables.STATE.ne(WorkItem.State.DEAD.name()),
        RecordTables.NEXT_AT,
        limit,
        RecordTables::work);
  }

  @Override
  public List<WorkItem> deadWork(int limit) {
    return select(
        RecordTables.WORK,
        RecordTables.STATE.eq(WorkItem.State.DEAD.name()),
        RecordTables.NEXT_AT.desc(),
        limit,
        RecordTables::work);
  }

  @Override
  public Map<WorkItem.State, Long> workCounts() {
    Map<WorkItem.State, Long> counts = new EnumMap<>(WorkItem.State.class);
    Field<Long> count = DSL.count().cast(Long.class).as("units");
    database.look(
        (connection, sql) -> {
          sql.select(RecordTables.STATE, count)
              .from(RecordTables.WORK.table())
              .groupBy(RecordTables.STATE)
              .fetch(row -> counts.put(WorkItem.State.valueOf(row.value1()), row.value2()));
        });
    return counts;
  }

  @Override
  public Optional<StoredAlert> alert(String id) {
    return one(RecordTables.ALERTS, RecordTables.ALERT_ID, id, RecordTables::alert);
  }

  @Override
  public List<StoredAlert> openAlerts() {
    return select(
        RecordTables.ALERTS,
        RecordTables.CLOSED_AT.isNull(),
        RecordTables.OPENED_AT,
        MOST,
        RecordTables::alert);
  }

  @Override
  public Page<StoredAlert> alerts(PageRequest request) {
    return page(
        RecordTables.ALERTS,
        DSL.noCondition(),
        RecordTables.OPENED_AT,
        request,
        RecordTables::alert);
  }

  @Override
  public List<Delivery> deliveries(String alertId) {
    return select(
        RecordTables.DELIVERIES,
        RecordTables.ALERT_ID.eq(Texts.key(alertId)),
        RecordTables.DELIVERED_AT,
        MOST,
        RecordTables::delivery);
  }

  @Override
  public Page<Delivery> deliveries(@Nullable String channel, PageRequest request) {
    return page(
        RecordTables.DELIVERIES,
        channel == null ? DSL.noCondition() : RecordTables.CHANNEL.eq(Texts.required(channel)),
        RecordTables.DELIVERED_AT,
        request,
        RecordTables::delivery);
  }

  @Override
  public Optional<StoredFailureCase> failureCase(String id) {
    return one(RecordTables.FAILURE_CASES, RecordTables.CASE_ID, id, RecordTables::failureCase);
  }

  @Override
  public Page<StoredFailureCase> failureCases(@Nullable String status, PageRequest request) {
    return page(
        RecordTables.FAILURE_CASES,
        listed(status),
        RecordTables.LAST_SEEN,
        request,
        RecordTables::failureCase);
  }

  private static Condition listed(@Nullable String status) {
    Condition held = RecordTables.MEMBERS.gt(0L).or(RecordTables.STATUS.ne(UNTOUCHED));
    return status == null ? held : held.and(RecordTables.STATUS.eq(Texts.required(status)));
  }

  @Override
  public List<InteractionKey> failureMembers(String caseId, int limit) {
    return select(
        RecordTables.FAILURE_MEMBERS,
        RecordTables.CASE_ID.eq(Texts.key(caseId)),
        STARTED_AT.desc(),
        limit,
        InteractionTable::key);
  }

  @Override
  public Optional<Document> document(DocumentKey key) {
    return select(
            RecordTables.DOCUMENTS,
            RecordTables.COLLECTION
                .eq(Texts.key(key.collection()))
                .and(RecordTables.DOCUMENT_ID.eq(Texts.key(key.id()))),
            RecordTables.DOCUMENT_ID,
            1,
            RecordTables::document)
        .stream()
        .findFirst();
  }

  @Override
  public List<Document> documents(String collection) {
    return select(
        RecordTables.DOCUMENTS,
        RecordTables.COLLECTION.eq(Texts.key(collection)),
        RecordTables.DOCUMENT_ID,
        MOST,
        RecordTables::document);
  }

  @Override
  public Page<AuditEntry> audit(PageRequest request) {
    return page(
        RecordTables.AUDIT,
        DSL.noCondition(),
        RecordTables.HAPPENED_AT,
        request,
        RecordTables::auditEntry);
  }
}
