package dev.assay.cli;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.report.ConsoleReport;
import dev.assay.core.report.ConsoleStyle;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.report.ReportInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows a run to a person. */
final class RunPrinter {

  private RunPrinter() {}

  /** What the run's header calls its suite's file. */
  static String suiteFile(EvaluationResult result) {
    String file = result.header().suiteFile();
    return file == null ? "SUITE" : file;
  }

  /** Says how to go on with a run that is not complete. */
  static void goOn(EvaluationResult result, String line, AssayCommand command) {
    if (!result.header().status().finished()) {
      command.note("Go on with it: " + line);
    }
  }

  /** What the terminal of {@code command} can show. */
  static ConsoleStyle style(AssayCommand command) {
    Terminal terminal = command.terminal();
    return new ConsoleStyle(
        terminal.colours(command.common.noColor), terminal.columns(), terminal.unicode());
  }

  static void print(EvaluationResult result, AssayCommand command) {
    ReportInput input = result.reportInput();
    Path directory = result.directory();
    Terminal terminal = command.terminal();
    ConsoleStyle style = style(command);
    // The report has made its texts harmless itself, and may hold colours.
    terminal.out().writeBytes(ConsoleReport.render(input, style).getBytes(StandardCharsets.UTF_8));
    Path page = directory.resolve(ReportFormat.HTML.fileName());
    terminal.line("Report   " + (Files.exists(page) ? page : directory));
    terminal.out().flush();
  }
}
