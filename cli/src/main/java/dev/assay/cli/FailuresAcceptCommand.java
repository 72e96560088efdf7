package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay failures accept}. */
@Command(
    name = "accept",
    description = "Confirm a failure case, with the right answer and what is to blame.",
    footer = {
      "",
      "Example: assay failures accept fc-0123 --expected \"Within 3 days.\" "
          + "--root-cause \"the index was not rebuilt\" --by ada"
    })
final class FailuresAcceptCommand extends AssayCommand {

  @Mixin private ServerAddress server = new ServerAddress();

  @Parameters(paramLabel = "ID", description = "The case's id.")
  private String id = "";

  @Option(
      names = "--expected",
      required = true,
      paramLabel = "TEXT",
      description = "What should have been answered.")
  private String expected = "";

  @Option(
      names = "--root-cause",
      required = true,
      paramLabel = "TEXT",
      description = "Why it was not, such as: stale index.")
  private String rootCause = "";

  @Option(
      names = "--failure-mode",
      paramLabel = "MODE",
      description = "How the answers fail, if the case says it wrongly.")
  private @Nullable String mode;

  @Option(names = "--title", paramLabel = "TEXT", description = "A better title.")
  private @Nullable String title;

  @Option(
      names = "--interaction",
      paramLabel = "ID",
      description = "The failure that the example is made of; the most typical unless given.")
  private @Nullable String interaction;

  @Option(
      names = "--input",
      paramLabel = "TEXT",
      description = "The question, where it was not kept or should read otherwise.")
  private @Nullable String input;

  @Option(names = "--note", paramLabel = "TEXT", description = "More, for the audit log.")
  private @Nullable String note;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who says so; the key's name unless given.")
  private @Nullable String by;

  FailuresAcceptCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    if (expected.isBlank() || rootCause.isBlank()) {
      throw new InvalidInputException(
          Problem.of(expected.isBlank() ? "--expected" : "--root-cause", "blank", "a text"));
    }
    ObjectNode body = Json.object().put("expected", expected).put("root_cause", rootCause);
    Map<String, @Nullable String> others = new LinkedHashMap<>();
    others.put("failure_mode", mode);
    others.put("title", title);
    others.put("interaction_id", interaction);
    others.put("input", input);
    others.put("note", note);
    others.put("by", by);
    others.forEach(
        (name, value) -> {
          if (value != null) {
            body.put(name, value);
          }
        });
    JsonNode changed = server.client(terminal()).post(FailuresCommand.path(id) + "/accept", body);
    if (json()) {
      json(changed);
    } else {
      terminal().line("Accepted " + id + ".");
      note("Make it an example: assay failures export --dataset FILE --case " + id);
    }
    return ExitCode.PASSED;
  }
}
