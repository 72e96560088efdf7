package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a failure case into another status, for a reason. */
abstract class FailuresTurnCommand extends AssayCommand {

  private final String route;
  private final String done;

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

  /**
   * Turns cases by a route of the API.
   *
   * @param done what is said when it is done, before the id
   */
  FailuresTurnCommand(Terminal terminal, String route, String done) {
    super(terminal);
    this.route = route;
    this.done = done;
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
    JsonNode changed = server.client(terminal()).post(FailuresCommand.path(id) + "/" + route, body);
    if (json()) {
      json(changed);
    } else {
      terminal().line(done + " " + id + ".");
    }
    return ExitCode.PASSED;
  }
}
