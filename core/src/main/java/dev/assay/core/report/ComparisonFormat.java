package dev.assay.core.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The forms in which a comparison of runs can be written.
 *
 * @since 0.1
 */
public enum ComparisonFormat {
  /** One self-contained page for people, with answers side by side. */
  HTML("comparison.html"),
  /** One screen for a pull-request comment. */
  MARKDOWN("comparison.md"),
  /** The whole comparison as one JSON document. */
  JSON("comparison.json");

  private final String fileName;

  ComparisonFormat(String fileName) {
    this.fileName = fileName;
  }

  /** The name as options spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with this key, in any case. */
  public static Optional<ComparisonFormat> ofKey(String key) {
    return Arrays.stream(values()).filter(f -> f.key().equalsIgnoreCase(key)).findFirst();
  }

  /** All keys, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ComparisonFormat::key).toList();
  }

  /** What the file is called in a folder. */
  public String fileName() {
    return fileName;
  }

  /**
   * Writes the report to {@code file}: the whole of it, or, if anything fails, nothing. A file that
   * is there is replaced.
   *
   * @throws IOException if it cannot be written
   */
  public void write(ComparisonInput input, Path file) throws IOException {
    requireNonNull(input, "input");
    WholeFile.write(file, out -> report(input, out));
  }

  /**
   * Writes the report to {@code out}, which stays open.
   *
   * @throws IOException if it cannot be written
   */
  public void write(ComparisonInput input, OutputStream out) throws IOException {
    report(requireNonNull(input, "input"), out);
    out.flush();
  }

  private void report(ComparisonInput input, OutputStream out) throws IOException {
    switch (this) {
      case HTML -> ComparisonHtml.write(input, out);
      case MARKDOWN -> ComparisonMarkdown.write(input, out);
      case JSON -> ComparisonDocument.write(input, out);
    }
  }
}
