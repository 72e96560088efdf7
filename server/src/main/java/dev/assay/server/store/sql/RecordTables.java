package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.BODY;
import static dev.assay.server.store.sql.Columns.EVALUATOR;
import static dev.assay.server.store.sql.Columns.FAILURE_MODE;
import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;
import static dev.assay.server.store.sql.Columns.VERSION;
import static dev.assay.server.store.sql.Columns.flag;
import static dev.assay.server.store.sql.Columns.number;
import static dev.assay.server.store.sql.Columns.real;
import static dev.assay.server.store.sql.Columns.text;

import dev.assay.server.journal.Position;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Document;
import dev.assay.server.store.FailureMember;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.store.StoredFailureCase;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.WorkKey;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** What is kept in small numbers. */
final class RecordTables {

  static final Field<String> NAME = text("name");
  static final Field<String> JSON = text("json");
  static final Field<String> STATE = text("state");
  static final Field<Long> ATTEMPTS = number("attempts");
  static final Field<Double> PROBABILITY = real("probability");
  static final Field<Long> CREATED_AT = number("created_at");
  static final Field<Long> NEXT_AT = number("next_at");
  static final Field<Long> LEASE_UNTIL = number("lease_until");
  static final Field<String> LAST_ERROR = text("last_error");
  static final Field<String> ALERT_ID = text("alert_id");
  static final Field<String> MONITOR = text("monitor");
  static final Field<String> SLICE = text("slice");
  static final Field<String> SEVERITY = text("severity");
  static final Field<Long> OPENED_AT = number("opened_at");
  static final Field<Long> UPDATED_AT = number("updated_at");
  static final Field<Long> CLOSED_AT = number("closed_at");
  static final Field<String> DELIVERY_ID = text("delivery_id");
  static final Field<String> CHANNEL = text("channel");
  static final Field<Long> ATTEMPT = number("attempt");
  static final Field<Long> DELIVERED_AT = number("delivered_at");
  static final Field<Boolean> DELIVERED = flag("delivered");
  static final Field<String> DETAIL = text("detail");
  static final Field<String> CASE_ID = text("case_id");
  static final Field<String> FEATURE = text("feature");
  static final Field<String> STATUS = text("status");
  static final Field<String> TITLE = text("title");
  static final Field<Long> MEMBERS = number("members");
  static final Field<Long> FIRST_SEEN = number("first_seen");
  static final Field<Long> LAST_SEEN = number("last_seen");
  static final Field<String> ENTRY_ID = text("entry_id");
  static final Field<Long> HAPPENED_AT = number("happened_at");
  static final Field<String> ACTOR = text("actor");
  static final Field<String> ACTION = text("action");
  static final Field<String> SUBJECT = text("subject");
  static final Field<String> COLLECTION = text("collection");
  static final Field<String> DOCUMENT_ID = text("document_id");
  static final Field<String> JOURNAL_POSITION = text("journal_position");

  static final Shape STATES = new Shape("states", List.of(NAME, BODY), List.of(NAME), null);

  static final Shape PROGRESS =
      new Shape("progress", List.of(NAME, JOURNAL_POSITION), List.of(NAME), null);

  static final Shape WORK =
      new Shape(
          "work",
          List.of(
              ID,
              STARTED_AT,
              EVALUATOR,
              VERSION,
              STATE,
              ATTEMPTS,
              PROBABILITY,
              CREATED_AT,
              NEXT_AT,
              LEASE_UNTIL,
              LAST_ERROR),
          List.of(ID, EVALUATOR, VERSION),
          null);

  static final Shape ALERTS =
      new Shape(
          "alerts",
          List.of(
              ALERT_ID, MONITOR, SLICE, STATE, SEVERITY, OPENED_AT, UPDATED_AT, CLOSED_AT, JSON),
          List.of(ALERT_ID),
          null);

  static final Shape DELIVERIES =
      new Shape(
          "deliveries",
          List.of(DELIVERY_ID, ALERT_ID, CHANNEL, ATTEMPT, DELIVERED_AT, DELIVERED, DETAIL),
          List.of(DELIVERY_ID),
          null);

  static final Shape FAILURE_CASES =
      new Shape(
          "failure_cases",
          List.of(
              CASE_ID, FEATURE, FAILURE_MODE, STATUS, TITLE, MEMBERS, FIRST_SEEN, LAST_SEEN, JSON),
          List.of(CASE_ID),
          null);

  static final Shape FAILURE_MEMBERS =
      new Shape("failure_members", List.of(CASE_ID, ID, STARTED_AT), List.of(ID), null);

  static final Shape AUDIT =
      new Shape(
          "audit",
          List.of(ENTRY_ID, HAPPENED_AT, ACTOR, ACTION, SUBJECT, DETAIL),
          List.of(ENTRY_ID),
          null);

  static final Shape DOCUMENTS =
      new Shape(
          "documents",
          List.of(COLLECTION, DOCUMENT_ID, UPDATED_AT, JSON),
          List.of(COLLECTION, DOCUMENT_ID),
          null);

  private RecordTables() {}

  static @Nullable Object[] write(StateBlob state) {
    return new Object[] {Texts.key(state.name()), state.bytes()};
  }

  static @Nullable Object[] write(Position position) {
    return new Object[] {"journal", position.toString()};
  }

  static @Nullable Object[] write(WorkItem item) {
    return new @Nullable Object[] {
      Texts.key(item.interaction().id()),
      Micros.of(item.interaction().startedAt()),
      Texts.key(item.evaluator()),
      Texts.key(item.version()),
      item.state().name(),
      (long) item.attempts(),
      item.probability(),
      Micros.of(item.createdAt()),
      Micros.of(item.nextAt()),
      Micros.ofNullable(item.leaseUntil()),
      Texts.column(item.lastError())
    };
  }

  static @Nullable Object[] write(WorkKey key) {
    return new Object[] {
      Texts.key(key.interactionId()), Texts.key(key.evaluator()), Texts.key(key.version())
    };
  }

  static WorkItem work(Record record) {
    return new WorkItem(
        InteractionTable.key(record),
        record.get(EVALUATOR),
        record.get(VERSION),
        WorkItem.State.valueOf(record.get(STATE)),
        Math.toIntExact(record.get(ATTEMPTS)),
        record.get(PROBABILITY),
        Micros.instant(record.get(CREATED_AT)),
        Micros.instant(record.get(NEXT_AT)),
        Micros.nullableInstant(record.get(LEASE_UNTIL)),
        record.get(LAST_ERROR));
  }

  static @Nullable Object[] write(StoredAlert alert) {
    return new @Nullable Object[] {
      Texts.key(alert.id()),
      Texts.required(alert.monitor()),
      Texts.required(alert.slice()),
      Texts.required(alert.state()),
      Texts.required(alert.severity()),
      Micros.of(alert.openedAt()),
      Micros.of(alert.updatedAt()),
      Micros.ofNullable(alert.closedAt()),
      Texts.whole(alert.json())
    };
  }

  static StoredAlert alert(Record record) {
    return new StoredAlert(
        record.get(ALERT_ID),
        record.get(MONITOR),
        record.get(SLICE),
        record.get(STATE),
        record.get(SEVERITY),
        Micros.instant(record.get(OPENED_AT)),
        Micros.instant(record.get(UPDATED_AT)),
        Micros.nullableInstant(record.get(CLOSED_AT)),
        record.get(JSON));
  }

  static @Nullable Object[] write(Delivery delivery) {
    return new @Nullable Object[] {
      Texts.key(delivery.id()),
      Texts.key(delivery.alertId()),
      Texts.required(delivery.channel()),
      (long) delivery.attempt(),
      Micros.of(delivery.at()),
      delivery.delivered(),
      Texts.column(delivery.detail())
    };
  }

  static Delivery delivery(Record record) {
    return new Delivery(
        record.get(DELIVERY_ID),
        record.get(ALERT_ID),
        record.get(CHANNEL),
        Math.toIntExact(record.get(ATTEMPT)),
        Micros.instant(record.get(DELIVERED_AT)),
        record.get(DELIVERED),
        record.get(DETAIL));
  }

  static @Nullable Object[] write(StoredFailureCase failure) {
    return new @Nullable Object[] {
      Texts.key(failure.id()),
      Texts.column(failure.feature()),
      InteractionTable.key(failure.failureMode()),
      Texts.required(failure.status()),
      Texts.required(failure.title()),
      failure.size(),
      Micros.of(failure.firstSeen()),
      Micros.of(failure.lastSeen()),
      Texts.whole(failure.json())
    };
  }

  static StoredFailureCase failureCase(Record record) {
    return new StoredFailureCase(
        record.get(CASE_ID),
        record.get(FEATURE),
        InteractionTable.mode(record.get(FAILURE_MODE)),
        record.get(STATUS),
        record.get(TITLE),
        record.get(MEMBERS),
        Micros.instant(record.get(FIRST_SEEN)),
        Micros.instant(record.get(LAST_SEEN)),
        record.get(JSON));
  }

  static @Nullable Object[] write(FailureMember member) {
    InteractionKey key = member.interaction();
    return new Object[] {
      Texts.key(member.caseId()), Texts.key(key.id()), Micros.of(key.startedAt())
    };
  }

  static @Nullable Object[] write(AuditEntry entry) {
    return new @Nullable Object[] {
      Texts.key(entry.id()),
      Micros.of(entry.at()),
      Texts.required(entry.actor()),
      Texts.required(entry.action()),
      Texts.column(entry.subject()),
      Texts.column(entry.detail())
    };
  }

  static AuditEntry auditEntry(Record record) {
    return new AuditEntry(
        record.get(ENTRY_ID),
        Micros.instant(record.get(HAPPENED_AT)),
        record.get(ACTOR),
        record.get(ACTION),
        record.get(SUBJECT),
        record.get(DETAIL));
  }

  static @Nullable Object[] write(Document document) {
    return new Object[] {
      Texts.key(document.collection()),
      Texts.key(document.id()),
      Micros.of(document.updatedAt()),
      Texts.whole(document.json())
    };
  }

  static Document document(Record record) {
    return new Document(
        record.get(COLLECTION),
        record.get(DOCUMENT_ID),
        Micros.instant(record.get(UPDATED_AT)),
        record.get(JSON));
  }
}
