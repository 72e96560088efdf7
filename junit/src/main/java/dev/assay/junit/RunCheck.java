package dev.assay.junit;

import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.problem.Printable;
import dev.assay.core.report.ReportFormat;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.summary.ExampleVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A run, as tests: its examples in the dataset's order, and its gate.
 *
 * @param result what came of the evaluation
 */
record RunCheck(EvaluationResult result) {

  private static final int LONGEST_TEXT = 500;

  /** One per example that ran. */
  List<ExampleCheck> examples() {
    Map<String, List<ExampleResult>> byId = new LinkedHashMap<>();
    for (ExampleResult one : result.results()) {
      byId.computeIfAbsent(one.example().id(), id -> new ArrayList<>(1)).add(one);
    }
    List<ExampleCheck> checks = new ArrayList<>();
    for (ExampleVerdict example : result.summary().examples()) {
      List<ExampleResult> results = byId.get(example.id());
      if (results != null) {
        checks.add(new ExampleCheck(example.verdict(), results));
      }
    }
    return checks;
  }

  /** The optional evaluators that the run went without. */
  List<NotConfigured> notConfigured() {
    return result.header().notConfigured();
  }

  /** What the test of an evaluator that was not configured is called. */
  static String name(NotConfigured evaluator) {
    return Printable.line("not configured: " + evaluator.name(), LONGEST_TEXT);
  }

  /**
   * How the test of an evaluator that was not configured ends: it never passes, and names what is
   * missing.
   */
  static TestAbortedException aborted(NotConfigured evaluator) {
    return new TestAbortedException(Printable.line(evaluator.words(), LONGEST_TEXT));
  }

  /**
   * Passes if the gate does.
   *
   * @throws AssertionFailedError with every criterion that is not met, otherwise
   */
  void checkGate() {
    GateResult gate = result.gate();
    if (gate.letsThrough()) {
      return;
    }
    StringBuilder text = new StringBuilder("gate: ").append(gate.decision());
    if (!result.header().status().finished()) {
      text.append("\nthe run is ").append(result.header().status().key());
      if (result.header().statusReason() != null) {
        text.append(": ").append(Printable.line(result.header().statusReason(), LONGEST_TEXT));
      }
    }
    for (GateResult.Criterion criterion : gate.criteria()) {
      if (criterion.decision() != GateDecision.PASS) {
        String line =
            criterion.name()
                + ": "
                + criterion.decision()
                + ": "
                + criterion.observed()
                + " (required: "
                + criterion.required()
                + "); "
                + criterion.explanation();
        text.append('\n').append(Printable.line(line, LONGEST_TEXT));
      }
    }
    text.append("\nreport: ");
    text.append(result.directory().resolve(ReportFormat.HTML.fileName()).toAbsolutePath());
    throw new AssertionFailedError(text.toString());
  }
}
