package dev.assay.cli;

import picocli.CommandLine.Command;

/** {@code assay failures dismiss}. */
@Command(
    name = "dismiss",
    description = "Say that a failure case is none, or not worth an example.",
    footer = {"", "Example: assay failures dismiss fc-0123 --reason \"a tester's question\""})
final class FailuresDismissCommand extends FailuresTurnCommand {

  FailuresDismissCommand(Terminal terminal) {
    super(terminal, "dismiss", "Dismissed");
  }
}
