package dev.assay.server.store;

import java.util.List;

/**
 * How much is stored.
 *
 * @param bytes on the disk, as the database counts them
 * @param rows by table; estimates where counting would take long
 * @since 0.1
 */
public record StoreSizes(long bytes, List<TableRows> rows) {

  /** Copies the list. */
  public StoreSizes {
    rows = List.copyOf(rows);
  }

  /**
   * How many rows a table has.
   *
   * @param table the table's name
   * @param count how many
   */
  public record TableRows(String table, long count) {}
}
