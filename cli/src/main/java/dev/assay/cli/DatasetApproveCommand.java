package dev.assay.cli;

import dev.assay.core.dataset.Approval;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.GoldenViolation;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay dataset approve FILE…}: records that golden examples are as they should be. */
@Command(
    name = "approve",
    description = "Record in dataset.lock that the golden examples are approved as they are.",
    footer = {"", "Example: assay dataset approve dataset.jsonl --by \"Ada Lovelace\""})
final class DatasetApproveCommand extends AssayCommand {

  @Mixin private DatasetFiles files = new DatasetFiles();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who approves; $GIT_AUTHOR_NAME unless given.")
  private @Nullable String by;

  @Option(names = "--at", paramLabel = "DATE", description = "When; today unless given.")
  private @Nullable String at;

  @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
  private @Nullable String note;

  DatasetApproveCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Approval approval = new Approval(name(), day(), note);
    GoldenLock.Outcome outcome = GoldenLock.approve(files.read(), approval);
    if (json()) {
      ObjectNode document = Json.object().put("golden", outcome.golden());
      document.set("approval", approval.toJson());
      outcome.locks().forEach(lock -> document.withArrayProperty("locks").add(lock.toString()));
      document.putArray("settled");
      outcome.settled().forEach(v -> document.withArrayProperty("settled").add(v.toJson()));
      json(document);
      return ExitCode.PASSED;
    }
    for (GoldenViolation settled : outcome.settled()) {
      String example = settled.exampleId() == null ? "" : settled.exampleId() + ": ";
      terminal().line("settled  " + example + settled.what());
    }
    for (Path lock : outcome.locks()) {
      terminal().line("Approved " + outcome.golden() + " golden examples in " + lock);
    }
    return ExitCode.PASSED;
  }

  private String name() {
    if (by != null) {
      return by;
    }
    for (String variable : List.of("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME")) {
      String value = terminal().environment().get(variable);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    throw new InvalidInputException(Problem.of("--by", "missing", "who approves"));
  }

  private String day() {
    return at != null
        ? at
        : LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC).toString();
  }
}
