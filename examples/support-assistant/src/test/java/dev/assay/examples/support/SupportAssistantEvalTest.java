package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluation.EvaluationResult;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.suite.SuiteReader;
import dev.assay.core.verdict.Verdict;
import dev.assay.junit.EvalTest;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assistant under its own suites: what a team would run on every commit. */
class SupportAssistantEvalTest {

  @EvalTest(
      suite = "suite.yaml",
      partitions = {Partition.GOLDEN, Partition.REGRESSION, Partition.ADVERSARIAL})
  void assistant_passesItsSuite() {}

  @Test
  void staleKnowledge_failsTheGateByTheExamplesOfTheStaleFacts(@TempDir Path folder) {
    EvaluationResult fresh = run("suite.yaml", folder.resolve("fresh"));
    EvaluationResult stale = run("suite-regressed.yaml", folder.resolve("stale"));

    assertThat(fresh.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(stale.gate().decision()).isEqualTo(GateDecision.FAIL);
    assertThat(stale.gate().criteria())
        .filteredOn(c -> c.name().equals("golden.pass_rate"))
        .extracting(GateResult.Criterion::decision)
        .containsExactly(GateDecision.FAIL);

    Set<String> broken = failed(stale);
    broken.removeAll(failed(fresh));
    assertThat(broken).isEqualTo(aboutStaleFacts(fresh));
    assertThat(broken)
        .contains("gold-001", "gold-025", "gold-027", "gold-049", "reg-002")
        .anyMatch(id -> id.startsWith("dist-"));
  }

  @Test
  void hallucinations_failAsSuchAndNameTheClaims(@TempDir Path folder) {
    EvaluationResult checked = run("hallucination.yaml", folder);

    assertThat(failed(checked)).containsExactlyInAnyOrder("wrong-price", "invented-feature");
    assertThat(checked.results())
        .filteredOn(result -> result.verdict().outcome() == Verdict.Outcome.FAIL)
        .allSatisfy(
            result ->
                assertThat(result.verdict().failureMode()).isEqualTo(FailureMode.HALLUCINATED))
        .extracting(result -> result.verdict().reason())
        .anySatisfy(reason -> assertThat(reason).contains("says 89 euros", "costs 89 euros"))
        .anySatisfy(reason -> assertThat(reason).contains("controlled by voice"));
  }

  private static EvaluationResult run(String suite, Path output) {
    return Evaluation.of(SuiteReader.read(Path.of(suite)))
        .workingDirectory(output)
        .output(output.resolve("run"))
        .cache(null)
        .run();
  }

  private static Set<String> failed(EvaluationResult result) {
    return result.results().stream()
        .filter(r -> r.verdict().outcome() != Verdict.Outcome.PASS)
        .map(r -> r.example().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  // Judged by the dataset alone, and by having passed before.
  private static Set<String> aboutStaleFacts(EvaluationResult fresh) {
    return fresh.results().stream()
        .filter(r -> r.verdict().outcome() == Verdict.Outcome.PASS)
        .map(ExampleResult::example)
        .filter(SupportAssistantEvalTest::isAboutAStaleFact)
        .map(Example::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isAboutAStaleFact(Example example) {
    boolean refunds =
        example.context().stream().anyMatch(p -> "refunds#annual-plans".equals(p.id()));
    return example
        .metadata()
        .get("must_contain")
        .valueStream()
        .map(fact -> fact.stringValue())
        .anyMatch(
            fact ->
                fact.contains("$16 per member per month")
                    || fact.contains("100 MB")
                    || (refunds && fact.equals("30 days")));
  }
}
