package dev.assay.server.store.export;

/**
 * How files are written.
 *
 * @since 0.1
 */
public enum ExportFormat {
  /** One JSON object a line, UTF-8. */
  JSON_LINES(".jsonl"),
  /** Apache Parquet, compressed by Zstandard. */
  PARQUET(".parquet");

  private final String extension;

  ExportFormat(String extension) {
    this.extension = extension;
  }

  /** What file names end in. */
  public String extension() {
    return extension;
  }
}
