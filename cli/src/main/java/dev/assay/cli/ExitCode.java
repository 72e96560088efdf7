package dev.assay.cli;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.run.RunStatus;
import java.util.Collection;
import java.util.List;

/** What the process ends with. */
enum ExitCode {
  /** The gate passed, or the command did what it was asked. */
  PASSED(0),
  /** The gate failed, or the check found something. */
  FAILED(1),
  /** Wrong usage or configuration. */
  USAGE(2),
  /** Inconclusive or incomplete. */
  INCONCLUSIVE(3),
  /** Interrupted; the run can be resumed. */
  INTERRUPTED(130);

  private static final List<ExitCode> WORST_FIRST =
      List.of(INTERRUPTED, USAGE, FAILED, INCONCLUSIVE, PASSED);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static ExitCode of(GateDecision decision) {
    return switch (decision) {
      case PASS -> PASSED;
      case FAIL -> FAILED;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  /** The code of a run: its gate's, unless it did not come to its end. */
  static ExitCode of(EvaluationResult result) {
    if (result.header().status() == RunStatus.INTERRUPTED) {
      return INTERRUPTED;
    }
    // What is undecided and may be lets the run through; it has been said.
    ExitCode code = result.gate().letsThrough() ? PASSED : of(result.gate().decision());
    boolean incomplete = !result.header().status().finished();
    return incomplete && code == PASSED ? INCONCLUSIVE : code;
  }

  /** The one code for several suites; that of none is {@link #PASSED}. */
  static ExitCode worst(Collection<ExitCode> codes) {
    return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(PASSED);
  }
}
