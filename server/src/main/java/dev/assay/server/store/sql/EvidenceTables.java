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

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.server.store.Content;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.StoredExternalScore;
import dev.assay.server.store.StoredSignal;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** What was said in interactions, and what evaluators, users and people made of it. */
final class EvidenceTables {

  static final Field<String> SEARCH = text("search");
  static final Field<Double> VALUE = real("value");
  static final Field<Boolean> PASSED = flag("passed");
  static final Field<String> LABEL = text("label");
  static final Field<String> EXPLANATION = text("explanation");
  static final Field<String> UNSCORED = text("unscored");
  static final Field<Double> COST = real("cost");
  static final Field<Double> PROBABILITY = real("probability");
  static final Field<Long> EVALUATED_AT = number("evaluated_at");
  static final Field<String> SIGNAL_ID = text("signal_id");
  static final Field<String> KIND = text("kind");
  static final Field<String> ABOUT_INTERACTION = text("about_interaction");
  static final Field<String> ABOUT_TRACE = text("about_trace");
  static final Field<String> ABOUT_SPAN = text("about_span");
  static final Field<String> ABOUT_RESPONSE = text("about_response");
  static final Field<String> ABOUT_CONVERSATION = text("about_conversation");
  static final Field<Long> HAPPENED_AT = number("happened_at");
  static final Field<String> SOURCE = text("source");
  static final Field<String> COMMENT = text("remark");
  static final Field<String> SCORE_ID = text("score_id");
  static final Field<String> NAME = text("name");
  static final Field<String> ANNOTATOR = text("annotator");
  static final Field<String> ERROR = text("error");
  static final Field<String> LABEL_ID = text("label_id");
  static final Field<String> EXPECTED = text("expected");
  static final Field<Long> LABELLED_AT = number("labelled_at");

  static final Shape CONTENTS =
      new Shape("contents", List.of(ID, STARTED_AT, BODY, SEARCH), List.of(ID), STARTED_AT);

  static final Shape EVALUATIONS =
      new Shape(
          "evaluations",
          List.of(
              ID,
              STARTED_AT,
              EVALUATOR,
              VERSION,
              VALUE,
              PASSED,
              LABEL,
              FAILURE_MODE,
              EXPLANATION,
              UNSCORED,
              COST,
              PROBABILITY,
              EVALUATED_AT),
          List.of(ID, EVALUATOR, VERSION),
          STARTED_AT);

  static final Shape EVIDENCE =
      new Shape(
          "evaluation_evidence",
          List.of(ID, STARTED_AT, EVALUATOR, VERSION, BODY),
          List.of(ID, EVALUATOR, VERSION),
          STARTED_AT);

  static final Shape SIGNALS =
      new Shape(
          "signals",
          List.of(
              SIGNAL_ID,
              KIND,
              ABOUT_INTERACTION,
              ABOUT_TRACE,
              ABOUT_SPAN,
              ABOUT_RESPONSE,
              ABOUT_CONVERSATION,
              HAPPENED_AT,
              SOURCE,
              COMMENT,
              ID,
              STARTED_AT),
          List.of(SIGNAL_ID),
          null);

  static final Shape EXTERNAL_SCORES =
      new Shape(
          "external_scores",
          List.of(
              SCORE_ID,
              NAME,
              ABOUT_INTERACTION,
              ABOUT_TRACE,
              ABOUT_SPAN,
              ABOUT_RESPONSE,
              ABOUT_CONVERSATION,
              ANNOTATOR,
              VALUE,
              LABEL,
              EXPLANATION,
              ERROR,
              HAPPENED_AT,
              ID,
              STARTED_AT),
          List.of(SCORE_ID),
          null);

  static final Shape LABELS =
      new Shape(
          "labels",
          List.of(
              LABEL_ID,
              ID,
              STARTED_AT,
              EVALUATOR,
              ANNOTATOR,
              VALUE,
              PASSED,
              FAILURE_MODE,
              EXPECTED,
              COMMENT,
              LABELLED_AT),
          List.of(LABEL_ID),
          null);

  private EvidenceTables() {}

  static @Nullable Object[] write(Content content) {
    return new @Nullable Object[] {
      Texts.key(content.key().id()),
      Micros.of(content.key().startedAt()),
      Packed.pack(content.interaction()),
      Packed.search(content.interaction())
    };
  }

  static @Nullable Object[] write(Evaluation evaluation) {
    return new @Nullable Object[] {
      Texts.key(evaluation.interaction().id()),
      Micros.of(evaluation.interaction().startedAt()),
      Texts.key(evaluation.evaluator()),
      Texts.key(evaluation.version()),
      evaluation.value(),
      evaluation.passed(),
      Texts.column(evaluation.label()),
      InteractionTable.key(evaluation.failureMode()),
      Texts.column(evaluation.explanation()),
      Texts.column(evaluation.unscored()),
      evaluation.cost(),
      evaluation.probability(),
      Micros.of(evaluation.at())
    };
  }

  static Evaluation evaluation(Record record) {
    return new Evaluation(
        InteractionTable.key(record),
        record.get(EVALUATOR),
        record.get(VERSION),
        record.get(VALUE),
        record.get(PASSED),
        record.get(LABEL),
        InteractionTable.mode(record.get(FAILURE_MODE)),
        record.get(EXPLANATION),
        record.get(UNSCORED),
        record.get(COST),
        record.get(PROBABILITY),
        Micros.instant(record.get(EVALUATED_AT)));
  }

  static @Nullable Object[] write(EvaluationEvidence shown) {
    return new @Nullable Object[] {
      Texts.key(shown.interaction().id()),
      Micros.of(shown.interaction().startedAt()),
      Texts.key(shown.evaluator()),
      Texts.key(shown.version()),
      Packed.pack(shown.evidence())
    };
  }

  static EvaluationEvidence evidence(Record record) {
    return new EvaluationEvidence(
        InteractionTable.key(record),
        record.get(EVALUATOR),
        record.get(VERSION),
        Packed.unpackJson(record.get(BODY)));
  }

  static @Nullable Object[] write(StoredSignal stored) {
    Signal signal = stored.signal();
    Subject about = signal.subject();
    InteractionKey key = stored.interaction();
    return new @Nullable Object[] {
      Texts.key(signal.id()),
      signal.kind().name(),
      Texts.nullableKey(about.interactionId()),
      Texts.nullableKey(about.traceId()),
      Texts.nullableKey(about.spanId()),
      Texts.nullableKey(about.responseId()),
      Texts.nullableKey(about.conversation()),
      Micros.of(signal.at()),
      Texts.required(signal.source()),
      Texts.column(signal.comment()),
      key == null ? null : Texts.key(key.id()),
      key == null ? null : Micros.ofNullable(key.startedAt())
    };
  }

  static StoredSignal signal(Record record) {
    return new StoredSignal(
        new Signal(
            record.get(SIGNAL_ID),
            Signal.Kind.valueOf(record.get(KIND)),
            subject(record),
            Micros.instant(record.get(HAPPENED_AT)),
            record.get(SOURCE),
            record.get(COMMENT)),
        InteractionTable.nullableKey(record));
  }

  private static Subject subject(Record record) {
    return new Subject(
        record.get(ABOUT_INTERACTION),
        record.get(ABOUT_TRACE),
        record.get(ABOUT_SPAN),
        record.get(ABOUT_RESPONSE),
        record.get(ABOUT_CONVERSATION));
  }

  static @Nullable Object[] write(StoredExternalScore stored) {
    ExternalScore score = stored.score();
    Subject about = score.subject();
    InteractionKey key = stored.interaction();
    return new @Nullable Object[] {
      Texts.key(score.id()),
      Texts.required(score.name()),
      Texts.nullableKey(about.interactionId()),
      Texts.nullableKey(about.traceId()),
      Texts.nullableKey(about.spanId()),
      Texts.nullableKey(about.responseId()),
      Texts.nullableKey(about.conversation()),
      score.annotator().name(),
      score.value(),
      Texts.column(score.label()),
      Texts.column(score.explanation()),
      Texts.column(score.error()),
      Micros.of(score.at()),
      key == null ? null : Texts.key(key.id()),
      key == null ? null : Micros.ofNullable(key.startedAt())
    };
  }

  static StoredExternalScore externalScore(Record record) {
    return new StoredExternalScore(
        new ExternalScore(
            record.get(SCORE_ID),
            record.get(NAME),
            subject(record),
            ExternalScore.Annotator.valueOf(record.get(ANNOTATOR)),
            record.get(VALUE),
            record.get(LABEL),
            record.get(EXPLANATION),
            record.get(ERROR),
            Micros.instant(record.get(HAPPENED_AT))),
        InteractionTable.nullableKey(record));
  }

  static @Nullable Object[] write(Label label) {
    return new @Nullable Object[] {
      Texts.key(label.id()),
      Texts.key(label.interaction().id()),
      Micros.of(label.interaction().startedAt()),
      Texts.nullableKey(label.evaluator()),
      Texts.required(label.annotator()),
      label.value(),
      label.passed(),
      InteractionTable.key(label.failureMode()),
      Texts.column(label.expected()),
      Texts.column(label.comment()),
      Micros.of(label.at())
    };
  }

  static Label label(Record record) {
    return new Label(
        record.get(LABEL_ID),
        InteractionTable.key(record),
        record.get(EVALUATOR),
        record.get(ANNOTATOR),
        record.get(VALUE),
        record.get(PASSED),
        InteractionTable.mode(record.get(FAILURE_MODE)),
        record.get(EXPECTED),
        record.get(COMMENT),
        Micros.instant(record.get(LABELLED_AT)));
  }
}
