package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Subject;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.Evidence;
import dev.assay.server.store.InteractionDetail;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Interactions;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads interactions. */
final class SqlInteractions implements Interactions {

  private static final int SCANNED_AT_ONCE = 1000;
  private static final int MOST_OF_ONE = 1000;
  private static final Shape SHAPE = InteractionTable.SHAPE;

  private final Database database;
  private final Evidence evidence;

  SqlInteractions(Database database, Evidence evidence) {
    this.database = database;
    this.evidence = evidence;
  }

  @Override
  public Page<ListedInteraction> page(InteractionFilter filter, PageRequest request) {
    return page(Conditions.of(filter), request);
  }

  private Page<ListedInteraction> page(Condition condition, PageRequest request) {
    return database.read(
        (connection, sql) -> {
          Page<InteractionRow> rows =
              Pages.read(sql, SHAPE, condition, STARTED_AT, ID, request, InteractionTable::read);
          return new Page<>(listed(sql, rows.items()), rows.newer(), rows.older());
        });
  }

  /** Says of each row whether its content is kept. */
  private static List<ListedInteraction> listed(DSLContext sql, List<InteractionRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<InteractionKey> keys = rows.stream().map(InteractionRow::key).toList();
    Set<String> kept =
        new HashSet<>(
            sql.select(ID).from(EvidenceTables.CONTENTS.table()).where(Keys.among(keys)).fetch(ID));
    return rows.stream()
        .map(row -> new ListedInteraction(row, kept.contains(row.key().id())))
        .toList();
  }

  @Override
  public long count(InteractionFilter filter) {
    Condition condition = Conditions.of(filter);
    return database.read(
        (connection, sql) ->
            sql.selectCount().from(SHAPE.table()).where(condition).fetchSingle().value1());
  }

  @Override
  public SortedMap<Instant, Long> counts(InteractionFilter filter, Duration step) {
    Condition condition = Conditions.of(filter);
    // Not as a parameter: a database does not see that it groups by what it selects.
    Field<Long> start = STARTED_AT.minus(STARTED_AT.mod(DSL.inline(step.toNanos() / 1_000)));
    SortedMap<Instant, Long> counts = new TreeMap<>();
    database.look(
        (connection, sql) ->
            sql.select(start, DSL.count())
                .from(SHAPE.table())
                .where(condition)
                .groupBy(start)
                .fetch()
                .forEach(
                    each -> counts.put(Micros.instant(each.value1()), each.value2().longValue())));
    return counts;
  }

  @Override
  public void scan(InteractionFilter filter, Consumer<ListedInteraction> sink) {
    Condition condition = Conditions.of(filter);
    Cursor cursor = new Cursor(Micros.instant(Long.MIN_VALUE), "");
    while (cursor != null) {
      Page<ListedInteraction> page =
          page(condition, PageRequest.newerThan(cursor, SCANNED_AT_ONCE));
      for (int i = page.items().size() - 1; i >= 0; i--) {
        sink.accept(page.items().get(i));
      }
      cursor = page.items().isEmpty() ? null : page.newer();
    }
  }

  @Override
  public Optional<ListedInteraction> find(String id, @Nullable Instant startedAt) {
    return select(ID.eq(Texts.key(id)).and(at(startedAt)), 1).stream().findFirst();
  }

  private static Condition at(@Nullable Instant startedAt) {
    return startedAt == null ? DSL.noCondition() : STARTED_AT.eq(Micros.of(startedAt));
  }

  private List<ListedInteraction> select(Condition condition, int limit) {
    return database.read(
        (connection, sql) ->
            listed(
                sql,
                sql.select(SHAPE.columns())
                    .from(SHAPE.table())
                    .where(condition)
                    .orderBy(STARTED_AT, ID)
                    .limit(limit)
                    .fetch(InteractionTable::read)));
  }

  @Override
  public Optional<InteractionDetail> detail(String id, @Nullable Instant startedAt) {
    return find(id, startedAt).map(ListedInteraction::row).map(this::detail);
  }

  private InteractionDetail detail(InteractionRow row) {
    List<InteractionKey> key = List.of(row.key());
    return new InteractionDetail(
        row,
        contents(key).get(row.key().id()),
        evidence.evaluations(key),
        evidence.signals(key),
        evidence.externalScores(key),
        evidence.labels(key),
        failureCases(row.key()));
  }

  private List<String> failureCases(InteractionKey key) {
    return database.read(
        (connection, sql) ->
            sql.select(RecordTables.CASE_ID)
                .from(RecordTables.FAILURE_MEMBERS.table())
                .where(ID.eq(Texts.key(key.id())))
                .orderBy(RecordTables.CASE_ID)
                .fetch(RecordTables.CASE_ID));
  }

  @Override
  public List<ListedInteraction> trace(String traceId, @Nullable Instant near) {
    Condition then =
        near == null
            ? DSL.noCondition()
            : Conditions.within(
                STARTED_AT, near.minus(Duration.ofDays(1)), near.plus(Duration.ofDays(1)));
    return select(InteractionTable.TRACE.eq(Texts.key(traceId)).and(then), MOST_OF_ONE);
  }

  @Override
  public List<ListedInteraction> conversation(String conversation, Instant from, Instant to) {
    return select(
        InteractionTable.CONVERSATION
            .eq(Texts.key(conversation))
            .and(Conditions.within(STARTED_AT, from, to)),
        MOST_OF_ONE);
  }

  @Override
  public Map<String, Interaction> contents(Collection<InteractionKey> keys) {
    Map<String, Interaction> contents = new LinkedHashMap<>();
    for (Condition some : Keys.conditions(keys)) {
      database.look(
          (connection, sql) -> {
            sql.select(ID, Columns.BODY)
                .from(EvidenceTables.CONTENTS.table())
                .where(some)
                .fetch(record -> contents.put(record.value1(), Packed.unpack(record.value2())));
          });
    }
    return contents;
  }

  @Override
  public List<ListedInteraction> rows(Collection<InteractionKey> keys) {
    List<ListedInteraction> rows = new ArrayList<>();
    for (Condition some : Keys.conditions(keys)) {
      rows.addAll(select(some, keys.size()));
    }
    return rows;
  }

  @Override
  public Set<String> kept(Collection<InteractionKey> keys) {
    Set<String> kept = new HashSet<>();
    for (Condition some : Keys.conditions(keys)) {
      kept.addAll(
          database.read(
              (connection, sql) ->
                  sql.select(ID).from(EvidenceTables.CONTENTS.table()).where(some).fetch(ID)));
    }
    return kept;
  }

  @Override
  public Set<String> existing(Collection<InteractionKey> keys) {
    Set<String> existing = new HashSet<>();
    for (Condition some : Keys.conditions(keys)) {
      existing.addAll(
          database.read(
              (connection, sql) -> sql.select(ID).from(SHAPE.table()).where(some).fetch(ID)));
    }
    return existing;
  }

  @Override
  public Set<String> existingTraces(Collection<String> traceIds, Instant from, Instant to) {
    Set<String> existing = new HashSet<>();
    for (List<String> some : Keys.chunks(traceIds.stream().map(Texts::key).distinct().toList())) {
      existing.addAll(
          database.read(
              (connection, sql) ->
                  sql.selectDistinct(InteractionTable.TRACE)
                      .from(SHAPE.table())
                      .where(Conditions.within(STARTED_AT, from, to))
                      .and(InteractionTable.TRACE.in(some))
                      .fetch(InteractionTable.TRACE)));
    }
    return existing;
  }

  @Override
  public Optional<InteractionKey> resolve(Subject subject, Instant from, Instant to) {
    for (Condition about : about(subject)) {
      Optional<InteractionKey> found =
          database.read(
              (connection, sql) ->
                  sql.select(ID, STARTED_AT)
                      .from(SHAPE.table())
                      .where(Conditions.within(STARTED_AT, from, to))
                      .and(about)
                      .orderBy(STARTED_AT.desc(), ID.desc())
                      .limit(1)
                      .fetchOptional((Record record) -> InteractionTable.key(record)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What names the interaction, the surest first. */
  private static List<Condition> about(Subject subject) {
    List<Condition> about = new ArrayList<>();
    if (subject.interactionId() != null) {
      about.add(ID.eq(Texts.key(subject.interactionId())));
    }
    if (subject.traceId() != null) {
      Condition trace = InteractionTable.TRACE.eq(Texts.key(subject.traceId()));
      if (subject.spanId() != null) {
        about.add(trace.and(InteractionTable.SPAN.eq(Texts.key(subject.spanId()))));
      }
      about.add(trace);
    }
    if (subject.responseId() != null) {
      about.add(InteractionTable.RESPONSE.eq(Texts.key(subject.responseId())));
    }
    if (subject.conversation() != null) {
      about.add(InteractionTable.CONVERSATION.eq(Texts.key(subject.conversation())));
    }
    return about;
  }
}
