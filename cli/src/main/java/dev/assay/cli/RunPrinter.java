package dev.assay.cli;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.report.ConsoleReport;
import dev.assay.core.report.ConsoleStyle;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.report.ReportInput;
import dev.assay.core.run.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows a run to a person. */
final class RunPrinter {

  private RunPrinter() {}

  static void print(EvaluationResult result, AssayCommand command) {
    ReportInput input = result.reportInput();
    Path directory = result.directory();
    Terminal terminal = command.terminal();
    ConsoleStyle style =
        new ConsoleStyle(
            terminal.colours(command.common.noColor), terminal.columns(), terminal.unicode());
    // The report has made its texts harmless itself, and may hold colours.
    terminal.out().writeBytes(ConsoleReport.render(input, style).getBytes(StandardCharsets.UTF_8));
    Path page = directory.resolve(ReportFormat.HTML.fileName());
    terminal.line("Report   " + (Files.exists(page) ? page : directory));
    terminal.out().flush();
    if (input.header().status() != RunStatus.COMPLETE) {
      String suite = input.header().suiteFile() == null ? "SUITE" : input.header().suiteFile();
      terminal.note("Go on with it: assay run " + suite + " --resume " + directory);
    }
  }
}
