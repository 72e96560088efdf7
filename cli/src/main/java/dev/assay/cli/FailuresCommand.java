package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code assay failures}: works on the failure cases of a running server. */
@Command(
    name = "failures",
    synopsisSubcommandLabel = "COMMAND",
    description = "Look at failures of production, and turn them into regression examples.")
final class FailuresCommand extends AssayCommand {

  static final String PATH = "/api/v1/failure-cases";

  private FailuresCommand(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new FailuresCommand(terminal))
        .addSubcommand("list", new FailuresListCommand(terminal))
        .addSubcommand("show", new FailuresShowCommand(terminal))
        .addSubcommand("accept", new FailuresAcceptCommand(terminal))
        .addSubcommand("dismiss", new FailuresDismissCommand(terminal))
        .addSubcommand("reopen", new FailuresReopenCommand(terminal))
        .addSubcommand("export", new FailuresExportCommand(terminal));
  }

  /** The path of a case. */
  static String path(String id) {
    return PATH + "/" + RestClient.encoded(id);
  }

  @Override
  ExitCode execute() {
    throw new InvalidInputException(
        Problem.of("command", "missing", "one of the commands of assay failures")
            .next("see: assay failures --help"));
  }
}
