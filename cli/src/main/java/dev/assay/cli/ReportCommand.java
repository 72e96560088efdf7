package dev.assay.cli;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.Regate;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay report RUN}: writes a recorded run in other forms. */
@Command(
    name = "report",
    description = "Write reports of a recorded run; calls neither target nor model.",
    footer = {"", "Example: assay report runs/r1 --format html,csv --output /tmp/r1"})
final class ReportCommand extends AssayCommand {

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run = Path.of(".");

  @Option(
      names = {"-f", "--format"},
      split = ",",
      paramLabel = "NAME",
      description =
          "html, junit, markdown, json, csv, sarif; several with commas. html unless given.")
  private List<String> formats = List.of("html");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where to; the run directory unless given.")
  private @Nullable Path output;

  ReportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Set<ReportFormat> chosen = parse("--format", formats);
    EvaluationResult result = Regate.of(run).decide();
    List<Path> files = write(result, chosen, output == null ? run : output);
    if (json()) {
      ObjectNode document = Json.object();
      files.forEach(file -> document.withArrayProperty("files").add(file.toString()));
      json(document);
    } else {
      files.forEach(file -> terminal().line("Wrote " + file));
    }
    return ExitCode.PASSED;
  }

  /** Writes reports into a folder; gives the files. */
  static List<Path> write(EvaluationResult result, Set<ReportFormat> formats, Path folder) {
    List<Path> files = new ArrayList<>();
    for (ReportFormat format : formats) {
      Path file = folder.resolve(format.fileName());
      try {
        format.write(result.reportInput(format), file);
      } catch (IOException e) {
        throw new InvalidInputException(
            Problem.of("report", file, "a file that can be written"), e);
      }
      files.add(file);
    }
    return files;
  }

  static Set<ReportFormat> parse(String option, List<String> keys) {
    Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
    for (String key : keys) {
      formats.add(
          ReportFormat.ofKey(key)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          Problem.of(option, key, "a report format")
                              .next(Nearest.advice(key, ReportFormat.keys())))));
    }
    return formats;
  }
}
