package dev.assay.junit;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluation.Regate;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.suite.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Evaluations as dynamic tests, for methods annotated with {@link
 * org.junit.jupiter.api.TestFactory}: one test per example, and a last one for the gate.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> answersWell() {
 *   return EvalTests.of(
 *       Suite.builder("support")
 *           .dataset(Path.of("src/test/resources/golden.jsonl"))
 *           .target(request -> Interaction.ofOutput(assistant.answer(request.input().asString())))
 *           .evaluator("token-f1")
 *           .gate(Partition.GOLDEN, 1.0)
 *           .build());
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class EvalTests {

  private EvalTests() {}

  /**
   * Runs {@code suite}, leaving its run directory under {@code target/assay/runs}.
   *
   * @throws dev.assay.core.problem.InvalidInputException if it cannot be run
   */
  public static Stream<DynamicNode> of(Suite suite) {
    return of(EvaluationSetup.of(suite));
  }

  /**
   * Runs {@code evaluation} as it is set up.
   *
   * @throws dev.assay.core.problem.InvalidInputException if it cannot be run
   */
  public static Stream<DynamicNode> of(Evaluation evaluation) {
    return of(evaluation.run());
  }

  /** The tests of an evaluation that has run. */
  public static Stream<DynamicNode> of(EvaluationResult result) {
    RunCheck run = new RunCheck(result);
    List<DynamicNode> tests = new ArrayList<>();
    for (ExampleCheck example : run.examples()) {
      tests.add(DynamicTest.dynamicTest(example.name(), example::check));
    }
    for (NotConfigured evaluator : run.notConfigured()) {
      tests.add(
          DynamicTest.dynamicTest(
              RunCheck.name(evaluator),
              () -> {
                throw RunCheck.aborted(evaluator);
              }));
    }
    tests.add(DynamicTest.dynamicTest("gate", run::checkGate));
    return tests.stream();
  }

  /**
   * Decides a recorded run again, by its own policy and gate, without calling the target or any
   * model.
   *
   * @param run the run directory
   * @throws dev.assay.core.problem.InvalidInputException if it is not a run
   */
  public static Stream<DynamicNode> regate(Path run) {
    return of(Regate.of(run).decide());
  }
}
