package dev.assay.cli;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.Regate;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.report.SummaryJson;
import dev.assay.core.suite.SuiteReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay gate RUN}: decides a recorded run again. */
@Command(
    name = "gate",
    description = "Decide a recorded run again; calls neither target nor model.",
    footer = {
      "",
      "With --suite the policy and gate of that file decide, on the scores that were recorded: what "
          + "a stricter threshold would have said, say.",
      "",
      "Example: assay gate runs/r1 --suite suite.yaml --set gate.distribution.pass_rate=0.95"
    })
final class GateCommand extends AssayCommand {

  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run = Path.of(".");

  @Option(
      names = {"-s", "--suite"},
      paramLabel = "FILE",
      description = "Decide by this suite's policy and gate; by the run's own unless given.")
  private @Nullable Path suite;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replace a value of the suite; with --suite.")
  private List<String> overrides = List.of();

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description =
          "Compare with this run directory or baseline file, in place of the gate's own baseline.")
  private @Nullable String baseline;

  @Option(
      names = "--baseline-branch",
      paramLabel = "NAME",
      description = "Compare with the latest run of this branch in the --baseline folder.")
  private @Nullable String baselineBranch;

  @Option(
      names = "--update",
      description = "Write the decision into the run's run.json and reports.")
  private boolean update;

  GateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Regate regate = Regate.of(run);
    if (suite != null) {
      regate.suite(SuiteReader.read(suite, overrides, terminal().environment()));
    } else if (!overrides.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("--set", overrides.get(0), "--suite FILE beside it"));
    }
    regate.environment(terminal().environment());
    baseline(baseline, baselineBranch).ifPresent(regate::baseline);
    EvaluationResult result = update ? regate.update() : regate.decide();
    if (json()) {
      json(SummaryJson.of(result.reportInput()).put("directory", result.directory().toString()));
    } else {
      RunPrinter.print(result, this);
      String line = ResumeLine.of(RunPrinter.suiteFile(result), result.directory());
      RunPrinter.goOn(result, line, this);
    }
    return ExitCode.of(result);
  }

  /** The baseline that options name. */
  static Optional<BaselineSource> baseline(@Nullable String path, @Nullable String branch) {
    if (path == null) {
      if (branch != null) {
        throw new InvalidInputException(
            Problem.of("--baseline-branch", branch, "--baseline FOLDER beside it"));
      }
      return Optional.empty();
    }
    return Optional.of(new BaselineSource(path, branch));
  }
}
