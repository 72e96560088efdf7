package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code assay keys}: makes, lists and revokes the API keys of a data directory. */
@Command(
    name = "keys",
    synopsisSubcommandLabel = "COMMAND",
    description = "Make, list and revoke the API keys of a server.")
final class KeysCommand extends AssayCommand {

  private KeysCommand(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new KeysCommand(terminal))
        .addSubcommand("create", new KeysCreateCommand(terminal))
        .addSubcommand("list", new KeysListCommand(terminal))
        .addSubcommand("revoke", new KeysRevokeCommand(terminal));
  }

  @Override
  ExitCode execute() {
    throw new InvalidInputException(
        Problem.of("command", "missing", "one of the commands of assay keys")
            .next("see: assay keys --help"));
  }
}
