package dev.assay.cli;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.Rejudge;
import dev.assay.core.report.SummaryJson;
import dev.assay.core.run.RunControl;
import dev.assay.core.run.RunListener;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay rejudge RUN}. */
@Command(
    name = "rejudge",
    description = "Score a stored run again with a suite's evaluators; the target is not called.",
    footer = {
      "",
      "For when a judge's prompt or model changes: scores of different versions are not comparable, so"
          + " move the baseline to the new version first. The stored run stays as it is.",
      "",
      "Example: assay rejudge runs/baseline --suite suite.yaml --output runs/baseline-v2"
    })
final class RejudgeCommand extends AssayCommand {

  @Parameters(paramLabel = "RUN", description = "A complete run's directory.")
  private Path run = Path.of(".");

  @Option(
      names = {"-s", "--suite"},
      required = true,
      paramLabel = "FILE",
      description = "The suite whose evaluators, policy and gate are used.")
  private Path suite = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replace a value of the suite; may be given several times.")
  private List<String> overrides = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The new run's directory; RUN-rejudged unless given.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace a run there that did not end.")
  private boolean overwrite;

  @Option(names = "--no-cache", description = "Neither use nor keep replies of judges.")
  private boolean noCache;

  RejudgeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Suite read = SuiteReader.read(suite, overrides, terminal().environment());
    RunControl control = new RunControl();
    ProgressLine progress = new ProgressLine(terminal(), read.name(), System::nanoTime);
    Rejudge rejudge =
        Rejudge.of(run, read)
            .overwrite(overwrite)
            .control(control)
            .cache(noCache ? null : Path.of(".assay", "cache").toAbsolutePath())
            .listener(common.quiet ? RunListener.NONE : progress);
    if (output != null) {
      rejudge.output(output);
    }
    Interruption interruption = Interruption.stops(control);
    try {
      EvaluationResult result = rejudge.run();
      progress.clear();
      if (json()) {
        json(SummaryJson.of(result.reportInput()).put("directory", result.directory().toString()));
      } else {
        RunPrinter.print(result, this);
      }
      return ExitCode.of(result);
    } finally {
      progress.clear();
      terminal().out().flush();
      interruption.over();
    }
  }
}
