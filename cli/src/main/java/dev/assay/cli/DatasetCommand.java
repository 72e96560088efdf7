package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code assay dataset}: checks and changes datasets. */
@Command(
    name = "dataset",
    synopsisSubcommandLabel = "COMMAND",
    description = "Check, count, compare, import, generate, approve, split and draw datasets.")
final class DatasetCommand extends AssayCommand {

  private DatasetCommand(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = new CommandLine(new DatasetCommand(terminal));
    Map<String, AssayCommand> commands = new LinkedHashMap<>();
    commands.put("lint", new DatasetLintCommand(terminal));
    commands.put("stats", new DatasetStatsCommand(terminal));
    commands.put("diff", new DatasetDiffCommand(terminal));
    commands.put("split", new DatasetSplitCommand(terminal));
    commands.put("import", new DatasetImportCommand(terminal));
    commands.put("generate", new DatasetGenerateCommand(terminal));
    commands.put("approve", new DatasetApproveCommand(terminal));
    commands.put("sample-traffic", new DatasetSampleTrafficCommand(terminal));
    commands.forEach(line::addSubcommand);
    return line;
  }

  @Override
  ExitCode execute() {
    throw new InvalidInputException(
        Problem.of("command", "missing", "one of the commands of assay dataset")
            .next("see: assay dataset --help"));
  }
}
