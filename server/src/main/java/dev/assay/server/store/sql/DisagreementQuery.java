package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;
import static dev.assay.server.store.sql.EvidenceTables.EVALUATED_AT;
import static dev.assay.server.store.sql.EvidenceTables.HAPPENED_AT;
import static dev.assay.server.store.sql.EvidenceTables.KIND;
import static dev.assay.server.store.sql.EvidenceTables.PASSED;
import static dev.assay.server.store.sql.EvidenceTables.VALUE;

import dev.assay.core.interaction.Signal;
import dev.assay.server.store.Disagreements;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Finds where an evaluator and users say different things. */
final class DisagreementQuery {

  private static final Field<Integer> TENDENCY =
      DSL.field(DSL.name("tendency"), SQLDataType.INTEGER);
  private static final Field<Integer> NTH = DSL.field(DSL.name("nth"), SQLDataType.INTEGER);
  private static final Field<Integer> TOTAL = DSL.field(DSL.name("total"), SQLDataType.INTEGER);

  private final String evaluator;
  private final Instant from;
  private final Instant to;

  DisagreementQuery(String evaluator, Instant from, Instant to) {
    this.evaluator = Texts.key(evaluator);
    this.from = from;
    this.to = to;
  }

  Disagreements read(DSLContext sql, int offset, int limit) {
    Table<?> said = said();
    Table<?> judged = judged();
    Field<String> id = judged.field(ID);
    Field<Long> started = judged.field(STARTED_AT);
    Field<Boolean> glad = DSL.field(said.field(TENDENCY).gt(0));
    Result<? extends Record> found =
        sql.select(id, started, DSL.count().over().as(TOTAL))
            .from(judged)
            .join(said)
            .on(id.eq(said.field(ID)))
            .where(judged.field(NTH).eq(1))
            .and(said.field(TENDENCY).ne(0))
            .and(judged.field(PASSED).ne(glad))
            .orderBy(started.desc(), id)
            .limit(limit)
            .offset(offset)
            .fetch();
    return new Disagreements(
        found.map(InteractionTable::key), found.isEmpty() ? 0 : found.get(0).get(TOTAL));
  }

  // Nobody says anything of an answer before it was given.
  private Condition signalled() {
    return Conditions.within(HAPPENED_AT, from, null).and(ID.isNotNull());
  }

  private Table<?> said() {
    return DSL.select(ID, DSL.min(tendency()).as(TENDENCY))
        .from(EvidenceTables.SIGNALS.table())
        .where(signalled())
        .groupBy(ID)
        .asTable("said");
  }

  private static Field<Integer> tendency() {
    Map<String, Integer> tendencies = new LinkedHashMap<>();
    for (Signal.Kind kind : Signal.Kind.values()) {
      tendencies.put(kind.name(), kind.tendency());
    }
    return DSL.choose(KIND).mapValues(tendencies);
  }

  // Looked for among what was signalled alone, which is little of what was judged.
  private Table<?> judged() {
    Field<Integer> nth =
        DSL.rowNumber()
            .over(DSL.partitionBy(ID).orderBy(List.of(EVALUATED_AT.desc(), Columns.VERSION.desc())))
            .as(NTH);
    return DSL.select(ID, STARTED_AT, PASSED, nth)
        .from(EvidenceTables.EVALUATIONS.table())
        .where(Columns.EVALUATOR.eq(evaluator))
        .and(Conditions.within(STARTED_AT, from, to))
        .and(VALUE.isNotNull())
        .and(ID.in(DSL.select(ID).from(EvidenceTables.SIGNALS.table()).where(signalled())))
        .asTable("judged");
  }
}
