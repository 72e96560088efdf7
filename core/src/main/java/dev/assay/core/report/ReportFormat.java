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
 * The forms in which a run can be written.
 *
 * @since 0.1
 */
public enum ReportFormat {
  /** One self-contained page for people. */
  HTML("report.html"),
  /** JUnit XML for CI systems. */
  JUNIT("junit.xml"),
  /** A summary that fits a pull-request comment. */
  MARKDOWN("summary.md"),
  /** The summary and every result as one JSON document. */
  JSON("report.json"),
  /** One row per example and repetition, for spreadsheets. */
  CSV("results.csv"),
  /** SARIF 2.1.0: what is not met, at its line of the suite file, for code hosts. */
  SARIF("results.sarif");

  private final String fileName;

  ReportFormat(String fileName) {
    this.fileName = fileName;
  }

  /** The name as options spell it: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format with this key, in any case. */
  public static Optional<ReportFormat> ofKey(String key) {
    return Arrays.stream(values()).filter(f -> f.key().equalsIgnoreCase(key)).findFirst();
  }

  /** All keys, in order. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ReportFormat::key).toList();
  }

  /** What the file is called in a run directory. */
  public String fileName() {
    return fileName;
  }

  /**
   * Writes the report to {@code file}: the whole of it, or, if anything fails, nothing. A file that
   * is there is replaced.
   *
   * @throws IOException if it cannot be written
   */
  public void write(ReportInput input, Path file) throws IOException {
    requireNonNull(input, "input");
    WholeFile.write(file, out -> report().write(input, out));
  }

  /**
   * Writes the report to {@code out}, which stays open.
   *
   * @throws IOException if it cannot be written
   */
  public void write(ReportInput input, OutputStream out) throws IOException {
    report().write(requireNonNull(input, "input"), out);
    out.flush();
  }

  private Report report() {
    return switch (this) {
      case HTML -> new HtmlReport();
      case JUNIT -> new JunitReport();
      case MARKDOWN -> new MarkdownReport();
      case JSON -> new JsonReport();
      case CSV -> new CsvReport();
      case SARIF -> new SarifReport();
    };
  }
}
