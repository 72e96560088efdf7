package dev.assay.server.store.sql;

import dev.assay.server.store.StoredWindow.Level;
import java.util.List;

/**
 * Every table, for what is done with all of them.
 *
 * @since 0.1
 */
public final class Tables {

  /** Every table that holds data. */
  public static final List<Shape> ALL =
      List.of(
          InteractionTable.SHAPE,
          EvidenceTables.CONTENTS,
          EvidenceTables.EVALUATIONS,
          EvidenceTables.EVIDENCE,
          EvidenceTables.SIGNALS,
          EvidenceTables.EXTERNAL_SCORES,
          EvidenceTables.LABELS,
          PairLabelTable.SHAPE,
          WindowTables.shape(Level.MINUTE),
          WindowTables.shape(Level.HOUR),
          WindowTables.shape(Level.DAY),
          WindowTables.packs(Level.MINUTE),
          WindowTables.packs(Level.HOUR),
          RecordTables.STATES,
          RecordTables.WORK,
          RecordTables.ALERTS,
          RecordTables.DELIVERIES,
          RecordTables.FAILURE_CASES,
          RecordTables.FAILURE_MEMBERS,
          RecordTables.AUDIT,
          RecordTables.DOCUMENTS,
          RecordTables.PROGRESS);

  private static final int ROWS = 2_000;
  private static final int PACKS = 100;

  private Tables() {}

  /** How many rows of a table there is memory for at a time: packs have tens of kilobytes. */
  public static int atOnce(Shape shape) {
    return shape.columns().contains(WindowTables.PRESENT) ? PACKS : ROWS;
  }
}
