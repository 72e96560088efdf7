package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.FAILURE_MODE;
import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;

import dev.assay.server.store.AlertFilter;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.CaseCount;
import dev.assay.server.store.CaseFilter;
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

  /**
   * Rows of a table that lie in order of a time.
   *
   * @param shape the table
   * @param time their time
   * @param reader makes one of a row
   */
  private record Kind<T>(Shape shape, Field<Long> time, Function<Record, T> reader) {}

  private static final Kind<WorkItem> WORK =
      new Kind<>(RecordTables.WORK, RecordTables.NEXT_AT, RecordTables::work);
  private static final Kind<StoredAlert> ALERTS =
      new Kind<>(RecordTables.ALERTS, RecordTables.OPENED_AT, RecordTables::alert);
  private static final Kind<Delivery> DELIVERIES =
      new Kind<>(RecordTables.DELIVERIES, RecordTables.DELIVERED_AT, RecordTables::delivery);
  private static final Kind<StoredFailureCase> CASES =
      new Kind<>(RecordTables.FAILURE_CASES, RecordTables.LAST_SEEN, RecordTables::failureCase);
  private static final Kind<InteractionKey> MEMBERS =
      new Kind<>(RecordTables.FAILURE_MEMBERS, STARTED_AT, InteractionTable::key);
  private static final Kind<Document> DOCUMENTS =
      new Kind<>(RecordTables.DOCUMENTS, RecordTables.UPDATED_AT, RecordTables::document);
  private static final Kind<AuditEntry> AUDIT =
      new Kind<>(RecordTables.AUDIT, RecordTables.HAPPENED_AT, RecordTables::auditEntry);

  private <T> List<T> select(Kind<T> kind, Condition condition, OrderField<?> order, int limit) {
    return database.read(
        (connection, sql) ->
            sql.select(kind.shape().columns())
                .from(kind.shape().table())
                .where(condition)
                .orderBy(order)
                .limit(limit)
                .fetch(kind.reader()::apply));
  }

  private <T> List<T> oldestFirst(Kind<T> kind, Condition condition, int limit) {
    return select(kind, condition, kind.time(), limit);
  }

  private <T> List<T> latestFirst(Kind<T> kind, Condition condition, int limit) {
    return select(kind, condition, kind.time().desc(), limit);
  }

  private <T> Optional<T> one(Kind<T> kind, Condition condition) {
    return oldestFirst(kind, condition, 1).stream().findFirst();
  }

  private <T> Page<T> page(Kind<T> kind, Condition condition, PageRequest request) {
    @SuppressWarnings("unchecked") // Every key of these tables begins with a text.
    Field<String> id = (Field<String>) kind.shape().key().get(0);
    return database.read(
        (connection, sql) ->
            Pages.read(sql, kind.shape(), condition, kind.time(), id, request, kind.reader()));
  }

  @Override
  public List<WorkItem> openWork() {
    return openWork(MOST);
  }

  @Override
  public List<WorkItem> openWork(int limit) {
    return oldestFirst(WORK, RecordTables.STATE.ne(WorkItem.State.DEAD.name()), limit);
  }

  @Override
  public List<WorkItem> deadWork(int limit) {
    return latestFirst(WORK, RecordTables.STATE.eq(WorkItem.State.DEAD.name()), limit);
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
    return one(ALERTS, RecordTables.ALERT_ID.eq(Texts.key(id)));
  }

  @Override
  public List<StoredAlert> openAlerts() {
    return oldestFirst(ALERTS, RecordTables.CLOSED_AT.isNull(), MOST);
  }

  @Override
  public Page<StoredAlert> alerts(PageRequest request) {
    return alerts(AlertFilter.ALL, request);
  }

  @Override
  public Page<StoredAlert> alerts(AlertFilter filter, PageRequest request) {
    return page(ALERTS, matching(filter), request);
  }

  @Override
  public long count(AlertFilter filter) {
    return database.read(
        (connection, sql) -> (long) sql.fetchCount(RecordTables.ALERTS.table(), matching(filter)));
  }

  private static Condition matching(AlertFilter filter) {
    Condition all = DSL.noCondition();
    if (filter.from() != null) {
      Field<Long> closed = RecordTables.CLOSED_AT;
      all = all.and(closed.isNull().or(closed.ge(Micros.of(filter.from()))));
    }
    if (filter.to() != null) {
      all = all.and(RecordTables.OPENED_AT.lt(Micros.of(filter.to())));
    }
    if (filter.state() != null) {
      all = all.and(RecordTables.STATE.eq(Texts.required(filter.state())));
    }
    if (filter.severity() != null) {
      all = all.and(RecordTables.SEVERITY.eq(Texts.required(filter.severity())));
    }
    if (filter.monitor() != null) {
      all = all.and(RecordTables.MONITOR.eq(Texts.required(filter.monitor())));
    }
    if (!filter.slices().isEmpty()) {
      all = all.and(RecordTables.SLICE.in(filter.slices().stream().map(Texts::required).toList()));
    }
    return all;
  }

  @Override
  public List<Delivery> deliveries(String alertId) {
    return oldestFirst(DELIVERIES, RecordTables.ALERT_ID.eq(Texts.key(alertId)), MOST);
  }

  @Override
  public Page<Delivery> deliveries(@Nullable String channel, PageRequest request) {
    return page(
        DELIVERIES,
        channel == null ? DSL.noCondition() : RecordTables.CHANNEL.eq(Texts.required(channel)),
        request);
  }

  @Override
  public Optional<StoredFailureCase> failureCase(String id) {
    return one(CASES, RecordTables.CASE_ID.eq(Texts.key(id)));
  }

  @Override
  public Page<StoredFailureCase> failureCases(@Nullable String status, PageRequest request) {
    return page(CASES, listed(status), request);
  }

  private static Condition listed(@Nullable String status) {
    Condition held = RecordTables.MEMBERS.gt(0L).or(RecordTables.STATUS.ne(UNTOUCHED));
    return status == null ? held : held.and(RecordTables.STATUS.eq(Texts.required(status)));
  }

  @Override
  public List<StoredFailureCase> failureCases(
      CaseFilter filter, CaseFilter.Order order, int offset, int limit) {
    Field<Long> by =
        switch (order) {
          case LAST_SEEN -> RecordTables.LAST_SEEN;
          case SIZE -> RecordTables.MEMBERS;
          case FIRST_SEEN -> RecordTables.FIRST_SEEN;
        };
    return database.read(
        (connection, sql) ->
            sql.select(RecordTables.FAILURE_CASES.columns())
                .from(RecordTables.FAILURE_CASES.table())
                .where(listed(filter))
                .orderBy(by.desc(), RecordTables.CASE_ID)
                .limit(limit)
                .offset(offset)
                .fetch(RecordTables::failureCase));
  }

  @Override
  public long countFailureCases(CaseFilter filter) {
    return database.read(
        (connection, sql) ->
            (long) sql.fetchCount(RecordTables.FAILURE_CASES.table(), listed(filter)));
  }

  private static Condition listed(CaseFilter filter) {
    Condition all = listed((String) null);
    if (!filter.statuses().isEmpty()) {
      all =
          all.and(RecordTables.STATUS.in(filter.statuses().stream().map(Texts::required).toList()));
    }
    all = all.and(is(RecordTables.FEATURE, filter.feature()));
    all = all.and(is(FAILURE_MODE, filter.failureMode()));
    String text = filter.text();
    return text == null
        ? all
        : all.and(RecordTables.TITLE.containsIgnoreCase(Texts.required(text)));
  }

  private static Condition is(Field<String> column, CaseFilter.@Nullable Value value) {
    if (value == null) {
      return DSL.noCondition();
    }
    String is = value.is();
    return is == null ? column.isNull() : column.eq(Texts.required(is));
  }

  @Override
  public List<CaseCount> failureCaseCounts() {
    Field<Long> count = DSL.count().cast(Long.class).as("cases");
    return database.read(
        (connection, sql) ->
            sql.select(RecordTables.STATUS, RecordTables.FEATURE, FAILURE_MODE, count)
                .from(RecordTables.FAILURE_CASES.table())
                .where(listed((String) null))
                .groupBy(RecordTables.STATUS, RecordTables.FEATURE, FAILURE_MODE)
                .orderBy(RecordTables.STATUS, RecordTables.FEATURE, FAILURE_MODE)
                .fetch(
                    row ->
                        new CaseCount(
                            row.value1(),
                            row.value2(),
                            InteractionTable.mode(row.value3()),
                            row.value4())));
  }

  @Override
  public Page<InteractionKey> failureMembers(String caseId, PageRequest request) {
    return database.read(
        (connection, sql) ->
            Pages.read(
                sql,
                MEMBERS.shape(),
                RecordTables.CASE_ID.eq(Texts.key(caseId)),
                MEMBERS.time(),
                ID,
                request,
                MEMBERS.reader()));
  }

  @Override
  public List<InteractionKey> failureMembers(String caseId, int limit) {
    return latestFirst(MEMBERS, RecordTables.CASE_ID.eq(Texts.key(caseId)), limit);
  }

  @Override
  public Optional<Document> document(DocumentKey key) {
    return one(
        DOCUMENTS,
        RecordTables.COLLECTION
            .eq(Texts.key(key.collection()))
            .and(RecordTables.DOCUMENT_ID.eq(Texts.key(key.id()))));
  }

  @Override
  public List<Document> documents(String collection) {
    return select(
        DOCUMENTS,
        RecordTables.COLLECTION.eq(Texts.key(collection)),
        RecordTables.DOCUMENT_ID,
        MOST);
  }

  @Override
  public Page<AuditEntry> audit(PageRequest request) {
    return page(AUDIT, DSL.noCondition(), request);
  }

  @Override
  public Page<AuditEntry> audit(String subject, PageRequest request) {
    return page(AUDIT, RecordTables.SUBJECT.startsWith(Texts.required(subject)), request);
  }
}
