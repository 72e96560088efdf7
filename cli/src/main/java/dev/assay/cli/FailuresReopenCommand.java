package dev.assay.cli;

import picocli.CommandLine.Command;

/** {@code assay failures reopen}. */
@Command(
    name = "reopen",
    description = "Take a dismissal back: the failure case is new again.",
    footer = {"", "Example: assay failures reopen fc-0123 --reason \"it came again\""})
final class FailuresReopenCommand extends FailuresTurnCommand {

  FailuresReopenCommand(Terminal terminal) {
    super(terminal, "reopen", "Reopened");
  }
}
