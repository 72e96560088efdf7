package dev.assay.server.schedule;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.RunControl;
import dev.assay.core.run.RunStatus;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs suites in this process as {@code assay run} does; run directories lie in the runs folder,
 * answers are cached in {@code .assay/cache} under the data directory.
 *
 * @since 0.1
 */
public final class EvaluationRunner implements SuiteRunner {

  private final Path folder;
  private final Path runs;
  private final Map<String, String> environment;
  private final Clock clock;

  /**
   * Runs under these folders.
   *
   * @param folder the data directory
   * @param runs what run directories lie in
   * @param environment what {@code ${NAME}} in suites stands for
   */
  public EvaluationRunner(Path folder, Path runs, Map<String, String> environment, Clock clock) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.runs = Objects.requireNonNull(runs, "runs");
    this.environment = Map.copyOf(environment);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public RunOutcome run(Schedule schedule, RunControl control) {
    try {
      Suite suite = SuiteReader.read(schedule.suite(), schedule.overrides(), environment);
      EvaluationResult result =
          Evaluation.of(suite)
              .workingDirectory(folder)
              .runs(runs)
              .control(control)
              .clock(clock)
              .run();
      return new RunOutcome(result(result), result.directory(), lines(result));
    } catch (InvalidInputException e) {
      return new RunOutcome(
          RunOutcome.Result.BROKEN,
          null,
          e.problems().stream().limit(20).map(Problem::message).toList());
    }
  }

  private static RunOutcome.Result result(EvaluationResult result) {
    RunStatus status = result.header().status();
    if (status == RunStatus.INTERRUPTED) {
      return RunOutcome.Result.INTERRUPTED;
    }
    if (!result.gate().letsThrough()) {
      return result.gate().decision() == GateDecision.FAIL
          ? RunOutcome.Result.FAILED
          : RunOutcome.Result.INCONCLUSIVE;
    }
    return status.finished() ? RunOutcome.Result.PASSED : RunOutcome.Result.INCONCLUSIVE;
  }

  // What went wrong first.
  private static List<String> lines(EvaluationResult result) {
    List<String> lines = new ArrayList<>();
    for (GateDecision decision :
        List.of(GateDecision.FAIL, GateDecision.INCONCLUSIVE, GateDecision.PASS)) {
      for (GateResult.Criterion criterion : result.gate().criteria()) {
        if (criterion.decision() == decision) {
          lines.add(
              decision
                  + " "
                  + criterion.name()
                  + ": "
                  + criterion.observed()
                  + " (expected: "
                  + criterion.required()
                  + ")");
        }
      }
    }
    return lines;
  }
}
