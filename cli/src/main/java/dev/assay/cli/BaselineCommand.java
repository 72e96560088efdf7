package dev.assay.cli;

import dev.assay.core.comparison.BaselineFile;
import dev.assay.core.comparison.RunScores;
import dev.assay.core.evaluation.StoredScores;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunStatus;
import dev.assay.core.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay baseline}: what later runs are compared with, in a file that can be committed. */
@Command(
    name = "baseline",
    synopsisSubcommandLabel = "COMMAND",
    description = "Save, replace and show the scores that later runs are compared with.")
final class BaselineCommand extends AssayCommand {

  private static final int LONGEST = 200;

  private BaselineCommand(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new BaselineCommand(terminal))
        .addSubcommand("save", new Save(terminal))
        .addSubcommand("update", new Update(terminal))
        .addSubcommand("show", new Show(terminal));
  }

  @Override
  ExitCode execute() {
    throw new InvalidInputException(
        Problem.of("command", "missing", "one of the commands of assay baseline")
            .next("see: assay baseline --help"));
  }

  /** {@code assay baseline save RUN FILE}. */
  @Command(
      name = "save",
      description = "Write the scores of a run, without any text, to a new file.",
      footer = {"", "Example: assay baseline save runs/main baseline.jsonl"})
  static final class Save extends AssayCommand {

    @Parameters(index = "0", paramLabel = "RUN", description = "A run directory.")
    private Path run = Path.of(".");

    @Parameters(index = "1", paramLabel = "FILE", description = "The baseline file.")
    private Path file = Path.of(".");

    Save(Terminal terminal) {
      super(terminal);
    }

    @Override
    ExitCode execute() {
      if (Files.exists(file)) {
        throw new InvalidInputException(
            Problem.of("baseline", file, "a file that is not there yet")
                .next("assay baseline update " + run + " " + file + " replaces it"));
      }
      return write(this, run, file, "Wrote");
    }
  }

  /** {@code assay baseline update RUN FILE}. */
  @Command(
      name = "update",
      description = "Replace a baseline by the scores of another run.",
      footer = {"", "Example: assay baseline update runs/main baseline.jsonl"})
  static final class Update extends AssayCommand {

    @Parameters(index = "0", paramLabel = "RUN", description = "A run directory.")
    private Path run = Path.of(".");

    @Parameters(index = "1", paramLabel = "FILE", description = "The baseline file.")
    private Path file = Path.of(".");

    Update(Terminal terminal) {
      super(terminal);
    }

    @Override
    ExitCode execute() {
      if (!BaselineFile.looksLikeOne(file)) {
        throw new InvalidInputException(
            Problem.of("baseline", file, "a baseline file to replace")
                .next("assay baseline save " + run + " " + file + " makes one"));
      }
      return write(this, run, file, "Replaced");
    }
  }

  /** {@code assay baseline show FILE}. */
  @Command(
      name = "show",
      description = "Say what a baseline holds.",
      footer = {"", "Example: assay baseline show baseline.jsonl"})
  static final class Show extends AssayCommand {

    @Parameters(paramLabel = "FILE", description = "A baseline file, or a run directory.")
    private Path file = Path.of(".");

    Show(Terminal terminal) {
      super(terminal);
    }

    @Override
    ExitCode execute() {
      say(this, StoredScores.read(file).scores(), "");
      return ExitCode.PASSED;
    }
  }

  private static ExitCode write(AssayCommand command, Path run, Path file, String verb) {
    RunScores scores = StoredScores.read(run).scores();
    if (scores.run().status() != RunStatus.COMPLETE) {
      throw new InvalidInputException(
          Problem.of("run " + run, scores.run().status().key(), "a complete run")
              .next("go on with it by assay run --resume " + run));
    }
    BaselineFile.write(scores, file);
    say(command, scores, verb + " " + file + ": ");
    return ExitCode.PASSED;
  }

  private static void say(AssayCommand command, RunScores scores, String before) {
    RunScores.Run run = scores.run();
    long passed = count(scores, Verdict.Outcome.PASS);
    long failed = count(scores, Verdict.Outcome.FAIL);
    if (command.json()) {
      ObjectNode json = Json.object();
      json.put("run", run.id()).put("suite", run.suite()).put("dataset", run.dataset());
      json.put("dataset_hash", run.datasetHash()).put("started_at", run.startedAt().toString());
      json.put("git_commit", run.gitCommit()).put("examples", scores.examples().size());
      json.put("passed", passed).put("failed", failed);
      scores.evaluators().forEach(e -> json.withObject("evaluators").put(e.name(), e.version()));
      command.json(json);
      return;
    }
    String words =
        "run "
            + run.id()
            + " of suite "
            + run.suite()
            + ", "
            + scores.examples().size()
            + " examples ("
            + passed
            + " passed, "
            + failed
            + " failed), "
            + scores.evaluators().size()
            + " evaluators, "
            + run.startedAt();
    command.terminal().line(before + Printable.line(words, LONGEST));
  }

  private static long count(RunScores scores, Verdict.Outcome outcome) {
    return scores.examples().stream().filter(e -> e.outcome() == outcome).count();
  }
}
