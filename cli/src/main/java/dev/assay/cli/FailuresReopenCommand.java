package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay failures reopen}. */
@Command(
    name = "reopen",
    description = "Take a dismissal back: the failure case is new again.",
    footer = {"", "Example: assay failures reopen fc-0123 --reason \"it came again\""})
final class FailuresReopenCommand extends AssayCommand {

  @Mixin private ServerAddress server = new ServerAddress();

  @Parameters(paramLabel = "ID", description = "The case's id.")
  private String id = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so; the key's name unless given.")
  private @Nullable String by;

  FailuresReopenCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    if (reason.isBlank()) {
      throw new InvalidInputException(Problem.of("--reason", "blank", "a text"));
    }
    ObjectNode body = Json.object().put("note", reason);
    if (by != null) {
      body.put("by", by);
    }
    JsonNode changed = server.client(terminal()).post(FailuresCommand.path(id) + "/reopen", body);
    if (json()) {
      json(changed);
    } else {
      terminal().line("Reopened " + id + ".");
    }
    return ExitCode.PASSED;
  }
}
