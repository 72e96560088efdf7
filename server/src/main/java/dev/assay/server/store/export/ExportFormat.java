package dev.assay.server.store.export;

import java.util.Arrays;
import java.util.Optional;

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

  /** The format of a key: {@code jsonl} or {@code parquet}. */
  public static Optional<ExportFormat> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.extension.equals("." + key)).findFirst();
  }

  /** What file names end in. */
  public String extension() {
    return extension;
  }
}
