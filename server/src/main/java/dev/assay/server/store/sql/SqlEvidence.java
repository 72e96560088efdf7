package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.ID;
import static dev.assay.server.store.sql.Columns.STARTED_AT;

import dev.assay.server.store.Disagreements;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.store.Evidence;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.StoredExternalScore;
import dev.assay.server.store.StoredSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads what evaluators, users and people made of interactions. */
final class SqlEvidence implements Evidence {

  private static final int SCANNED_AT_ONCE = 5000;
  // What was shown may have 100,000 characters each.
  private static final int SHOWN_AT_ONCE = 200;

  private final Database database;

  SqlEvidence(Database database) {
    this.database = database;
  }

  @Override
  public List<Evaluation> evaluations(Collection<InteractionKey> keys) {
    List<Evaluation> found = of(EvidenceTables.EVALUATIONS, keys, EvidenceTables::evaluation);
    found.sort(
        Comparator.comparing((Evaluation e) -> e.interaction().id())
            .thenComparing(Evaluation::evaluator)
            .thenComparing(Evaluation::version));
    return found;
  }

  @Override
  public List<EvaluationEvidence> evidence(InteractionKey key) {
    List<EvaluationEvidence> found =
        of(EvidenceTables.EVIDENCE, List.of(key), EvidenceTables::evidence);
    found.sort(
        Comparator.comparing(EvaluationEvidence::evaluator)
            .thenComparing(EvaluationEvidence::version));
    return found;
  }

  @Override
  public List<StoredSignal> signals(Collection<InteractionKey> keys) {
    List<StoredSignal> found = of(EvidenceTables.SIGNALS, keys, EvidenceTables::signal);
    found.sort(
        Comparator.comparing((StoredSignal s) -> s.signal().at())
            .thenComparing(s -> s.signal().id()));
    return found;
  }

  @Override
  public List<StoredExternalScore> externalScores(Collection<InteractionKey> keys) {
    List<StoredExternalScore> found =
        of(EvidenceTables.EXTERNAL_SCORES, keys, EvidenceTables::externalScore);
    found.sort(
        Comparator.comparing((StoredExternalScore s) -> s.score().at())
            .thenComparing(s -> s.score().id()));
    return found;
  }

  @Override
  public List<Label> labels(Collection<InteractionKey> keys) {
    List<Label> found = of(EvidenceTables.LABELS, keys, EvidenceTables::label);
    found.sort(Comparator.comparing(Label::at).thenComparing(Label::id));
    return found;
  }

  @Override
  public List<PairLabel> pairLabels(Collection<String> sets) {
    List<String> keys = sets.stream().map(Texts::key).toList();
    return database.read(
        (connection, sql) ->
            sql.select(PairLabelTable.SHAPE.columns())
                .from(PairLabelTable.SHAPE.table())
                .where(PairLabelTable.SET.in(keys))
                .orderBy(EvidenceTables.LABELLED_AT, EvidenceTables.LABEL_ID)
                .fetch(PairLabelTable::read));
  }

  private <T> List<T> of(Shape shape, Collection<InteractionKey> keys, Function<Record, T> reader) {
    List<T> all = new ArrayList<>();
    for (Condition some : Keys.conditions(keys)) {
      all.addAll(
          database.read(
              (connection, sql) ->
                  sql.select(shape.columns())
                      .from(shape.table())
                      .where(some)
                      .fetch(reader::apply)));
    }
    return all;
  }

  @Override
  public void scanEvaluations(Instant from, Instant to, Consumer<Evaluation> sink) {
    scan(EvidenceTables.EVALUATIONS, STARTED_AT, from, to, EvidenceTables::evaluation, sink);
  }

  @Override
  public void scanEvaluations(
      String evaluator, Instant from, Instant to, Consumer<Evaluation> sink) {
    Condition one = Columns.EVALUATOR.eq(Texts.key(evaluator));
    scan(
        EvidenceTables.EVALUATIONS,
        STARTED_AT,
        one,
        from,
        to,
        EvidenceTables::evaluation,
        sink,
        SCANNED_AT_ONCE);
  }

  @Override
  public void scanEvidence(Instant from, Instant to, Consumer<EvaluationEvidence> sink) {
    scan(
        EvidenceTables.EVIDENCE,
        STARTED_AT,
        DSL.noCondition(),
        from,
        to,
        EvidenceTables::evidence,
        sink,
        SHOWN_AT_ONCE);
  }

  @Override
  public void scanSignals(Instant from, Instant to, Consumer<StoredSignal> sink) {
    Field<Long> time = EvidenceTables.HAPPENED_AT;
    scan(EvidenceTables.SIGNALS, time, from, to, EvidenceTables::signal, sink);
  }

  @Override
  public void scanExternalScores(Instant from, Instant to, Consumer<StoredExternalScore> sink) {
    Field<Long> time = EvidenceTables.HAPPENED_AT;
    scan(EvidenceTables.EXTERNAL_SCORES, time, from, to, EvidenceTables::externalScore, sink);
  }

  @Override
  public void scanLabels(Instant from, Instant to, Consumer<Label> sink) {
    Field<Long> time = EvidenceTables.LABELLED_AT;
    scan(EvidenceTables.LABELS, time, from, to, EvidenceTables::label, sink);
  }

  @Override
  public void scanPairLabels(Instant from, Instant to, Consumer<PairLabel> sink) {
    Field<Long> time = EvidenceTables.LABELLED_AT;
    scan(PairLabelTable.SHAPE, time, from, to, PairLabelTable::read, sink);
  }

  private <T> void scan(
      Shape shape,
      Field<Long> time,
      Instant from,
      Instant to,
      Function<Record, T> reader,
      Consumer<T> sink) {
    scan(shape, time, DSL.noCondition(), from, to, reader, sink, SCANNED_AT_ONCE);
  }

  private <T> void scan(
      Shape shape,
      Field<Long> time,
      Condition which,
      Instant from,
      Instant to,
      Function<Record, T> reader,
      Consumer<T> sink,
      int atOnce) {
    new RowScan(database, shape, time, atOnce)
        .rows(Conditions.within(time, from, to).and(which), row -> sink.accept(reader.apply(row)));
  }

  @Override
  public Disagreements disagreements(
      String evaluator, Instant from, Instant to, int offset, int limit) {
    DisagreementQuery query = new DisagreementQuery(evaluator, from, to);
    return database.read((connection, sql) -> query.read(sql, offset, limit));
  }

  @Override
  public List<StoredSignal> unresolvedSignals(Instant since, int limit) {
    return unresolved(EvidenceTables.SIGNALS, since, limit, EvidenceTables::signal);
  }

  @Override
  public List<StoredExternalScore> unresolvedExternalScores(Instant since, int limit) {
    return unresolved(EvidenceTables.EXTERNAL_SCORES, since, limit, EvidenceTables::externalScore);
  }

  private <T> List<T> unresolved(
      Shape shape, Instant since, int limit, Function<Record, T> reader) {
    return database.read(
        (connection, sql) ->
            sql.select(shape.columns())
                .from(shape.table())
                .where(ID.isNull())
                .and(EvidenceTables.HAPPENED_AT.ge(Micros.of(since)))
                .orderBy(EvidenceTables.HAPPENED_AT)
                .limit(limit)
                .fetch(reader::apply));
  }
}
