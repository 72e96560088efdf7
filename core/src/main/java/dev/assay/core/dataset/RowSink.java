package dev.assay.core.dataset;

/** Takes the rows of a file as they are read. */
@FunctionalInterface
interface RowSink {

  /** Takes a row; false ends the reading. */
  boolean accept(RawRecord row);
}
