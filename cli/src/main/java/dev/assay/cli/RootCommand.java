package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay} without a command. */
@Command(
    name = "assay",
    synopsisSubcommandLabel = "COMMAND",
    description = "Tells whether an LLM feature is good, and whether a change made it worse.",
    footer = {
      "",
      "Exit codes: 0 gate passed; 1 gate failed; 2 wrong usage or configuration; "
          + "3 inconclusive or incomplete; 130 interrupted (the run can be resumed).",
      "",
      "Start with: assay init my-suite && assay run my-suite/suite.yaml"
    })
final class RootCommand extends AssayCommand {

  @Option(
      names = {"-V", "--version"},
      description = "Show the version and exit.")
  boolean version;

  RootCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    if (!version) {
      throw new InvalidInputException(
          Problem.of("command", "missing", "one of " + String.join(", ", Commands.names()))
              .next("see: assay --help"));
    }
    if (json()) {
      json(
          Json.object()
              .put("assay", Version.ofAssay())
              .put("java", System.getProperty("java.version")));
    } else {
      terminal().line("assay " + Version.ofAssay());
    }
    return ExitCode.PASSED;
  }
}
