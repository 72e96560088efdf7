package dev.assay.server.store.sql;

import static dev.assay.server.store.sql.Columns.flag;
import static dev.assay.server.store.sql.Columns.text;
import static dev.assay.server.store.sql.EvidenceTables.ANNOTATOR;
import static dev.assay.server.store.sql.EvidenceTables.COMMENT;
import static dev.assay.server.store.sql.EvidenceTables.LABELLED_AT;
import static dev.assay.server.store.sql.EvidenceTables.LABEL_ID;

import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.store.PairLabel.Side;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Which of two answers people preferred. */
final class PairLabelTable {

  static final Field<String> SET = text("set_id");

  private static final Field<String> PAIR = text("pair");
  private static final Field<String> CHOICE = text("choice");
  private static final Field<String> FIRST = text("shown_first");
  private static final Field<Boolean> SETTLES = flag("settles");

  static final Shape SHAPE =
      new Shape(
          "pair_labels",
          List.of(LABEL_ID, SET, PAIR, ANNOTATOR, CHOICE, FIRST, SETTLES, COMMENT, LABELLED_AT),
          List.of(LABEL_ID),
          null);

  private PairLabelTable() {}

  static @Nullable Object[] write(PairLabel label) {
    return new @Nullable Object[] {
      Texts.key(label.id()),
      Texts.key(label.set()),
      Texts.key(label.pair()),
      Texts.required(label.annotator()),
      label.choice().name(),
      label.first().name(),
      label.settles(),
      Texts.column(label.comment()),
      Micros.of(label.at())
    };
  }

  static PairLabel read(Record record) {
    return new PairLabel(
        record.get(LABEL_ID),
        record.get(SET),
        record.get(PAIR),
        record.get(ANNOTATOR),
        Choice.valueOf(record.get(CHOICE)),
        Side.valueOf(record.get(FIRST)),
        record.get(SETTLES),
        record.get(COMMENT),
        Micros.instant(record.get(LABELLED_AT)));
  }
}
