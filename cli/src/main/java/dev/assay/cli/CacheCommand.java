package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code assay cache}: looks at and prunes what was kept of targets and models. */
@Command(
    name = "cache",
    synopsisSubcommandLabel = "COMMAND",
    description = "Show and prune the cached outputs of targets and answers of models.")
final class CacheCommand extends AssayCommand {

  private CacheCommand(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new CacheCommand(terminal))
        .addSubcommand("stats", new CacheStatsCommand(terminal))
        .addSubcommand("prune", new CachePruneCommand(terminal));
  }

  @Override
  ExitCode execute() {
    throw new InvalidInputException(
        Problem.of("command", "missing", "one of the commands of assay cache")
            .next("see: assay cache --help"));
  }
}
