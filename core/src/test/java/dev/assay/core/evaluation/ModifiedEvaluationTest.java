package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.StepSelector;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import dev.assay.core.verdict.PolicyConfig;
import dev.assay.core.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModifiedEvaluationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:30:45Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @BeforeEach
  void writeRecordedAgent() throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        """
        {"id": "r1", "partition": "regression", "input": "q", "expected_output": "red green", "metadata": {"root_cause": "x"}}
        """);
    Files.writeString(
        folder.resolve("o.jsonl"),
        """
        {"id": "r1", "output": "blue", "tool_calls": [{"name": "search", "arguments": {}, "result": "red green"}, {"name": "search", "arguments": {}, "result": "red blue"}]}
        """);
  }

  @Test
  void run_modifiersInTheFile_areBound() throws IOException {
    Suite suite =
        suite(
            """
            - regex: {pattern: sorry, negate: true}
            - contains: {any: [green]}
              name: found
              on: tool:search[1]
              negate: ${NEGATE:-false}
            - contains: {any: [yellow], on: "tool:search[last]", negate: true, name: last}
            - token-f1: {optional: true}
            - rouge-l(negate=true, on=tool:search, name=r)
            """,
            "");

    assertThat(suite.evaluators())
        .extracting(EvaluatorSpec::alias)
        .containsExactly("regex", "found", "last", "token-f1", "r");
    assertThat(suite.evaluators().get(0).modifiers().negate()).isTrue();
    assertThat(suite.evaluators().get(0).parameters().propertyNames()).containsExactly("pattern");
    assertThat(suite.evaluators().get(1).modifiers().on())
        .isEqualTo(new StepSelector("tool", "search", 1));
    assertThat(suite.evaluators().get(2).modifiers().on())
        .isEqualTo(new StepSelector("tool", "search", StepSelector.LAST));
    assertThat(suite.evaluators().get(3).modifiers().optional()).isTrue();
    assertThat(verdict(run(suite))).isEqualTo(Verdict.PASSED);
  }

  @Test
  void read_modifiersThatAreWrong_saysWhere() {
    assertThatThrownBy(
            () ->
                suite(
                    """
                    - token-f1: {negate: perhaps}
                    - token-f1: {on: "tool:", name: b}
                    - rouge-l: {weight: 3}
                    """,
                    ""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:4:")
        .hasMessageContaining("token-f1.negate: \"perhaps\" (expected: true or false)")
        .hasMessageContaining("suite.yaml:5:")
        .hasMessageContaining("token-f1.on: \"tool:\" (expected: a step such as")
        .hasMessageContaining("suite.yaml:6:")
        .hasMessageContaining("rouge-l.weight: given (expected: none outside of a set)");
  }

  @Test
  void run_policyOnSeveralSteps_asksItOfEach() throws IOException {
    Suite suite = suite("- token-f1: {on: 'tool:search'}", "policy: {regression: {token-f1: 0.6}}");

    EvaluationResult result = run(suite);

    // 1 and 0.5, on average 0.75: good enough only if one did not look at each.
    assertThat(verdict(result).reason()).isEqualTo("token-f1 0.5 < 0.6");
    assertThat(Regate.of(result.directory()).decide().gate()).isEqualTo(result.gate());
    PolicyConfig lower = PolicyConfig.DEFAULT.with(Partition.REGRESSION, "token-f1", 0.5);
    assertThat(verdict(Regate.of(result.directory()).policy(lower).decide()))
        .isEqualTo(Verdict.PASSED);
  }

  @Test
  void run_repeated_keepsTheWorstStepAndTheMode() throws IOException {
    Suite steps =
        suite(
            "- token-f1: {on: 'tool:search'}", "repeats: 3\npolicy: {regression: {token-f1: 0.6}}");
    Suite mode =
        suite(
            "- set: {evaluators: [{constraints: {long: {words: {min: 3}, mode: unsafe}}}]}",
            "repeats: 3");

    assertThat(run(steps).summary().examples().get(0).verdict().reason())
        .isEqualTo("token-f1 0.5 < 0.6");
    assertThat(run(mode).summary().examples().get(0).verdict().failureMode())
        .isEqualTo(FailureMode.UNSAFE);
  }

  @Test
  void run_negatedWithPolicy_passesAtTheThresholdOrBelow() throws IOException {
    Suite suite =
        suite(
            "- token-f1: {on: 'tool:search', negate: true}", "policy: {default: {token-f1: 0.6}}");

    EvaluationResult result = run(suite);

    assertThat(verdict(result).reason()).isEqualTo("token-f1 1 > 0.6");
    assertThat(result.header().evaluators().get(0).higherIsBetter()).isFalse();
    assertThat(verdict(Regate.of(result.directory()).decide()).reason())
        .isEqualTo("token-f1 1 > 0.6");
    assertThat(Files.readString(result.directory().resolve("run.json")))
        .contains("\"negated\"", "\"per_step\"");
  }

  @Test
  void regate_negatedSince_isRefused() throws IOException {
    EvaluationResult result = run(suite("- token-f1: {threshold: 0.5}", ""));
    Suite turned = suite("- token-f1: {threshold: 0.5, negate: true}", "");

    assertThatThrownBy(() -> Regate.of(result.directory()).suite(turned).decide())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("token-f1.negate: true (expected: as in the run: false)");
  }

  @Test
  void run_set_isBoundAndJudged() throws IOException {
    Suite suite =
        suite(
            """
            - set:
                name: either
                require: 1
                evaluators:
                  - exact-match
                  - contains: {any: [green]}
                    on: tool:search[1]
                  - regex: {pattern: sorry, negate: true, name: no-apology}
            """,
            "");

    EvaluationResult result = run(suite);

    assertThat(verdict(result)).isEqualTo(Verdict.PASSED);
    assertThat(result.header().evaluators().get(0).name()).isEqualTo("either");
    assertThat(verdict(Regate.of(result.directory()).decide())).isEqualTo(Verdict.PASSED);
  }

  @Test
  void run_mistakeInASet_isFoundAtItsLine() throws IOException {
    Suite suite =
        suite(
            """
            - set:
                evaluators:
                  - exact-match
                  - contains:
                      any: [green]
                      anny: [red]
                  - contians: {any: [x]}
            """,
            "");

    assertThatThrownBy(() -> run(suite))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:9:")
        .hasMessageContaining("set.evaluators[1].contains: anny")
        .hasMessageContaining("suite.yaml:10:")
        .hasMessageContaining("set.evaluators[2].evaluator: contians");
  }

  private static Verdict verdict(EvaluationResult result) {
    return result.results().get(0).verdict();
  }

  private EvaluationResult run(Suite suite) {
    return Evaluation.of(suite).workingDirectory(folder).clock(CLOCK).run();
  }

  private Suite suite(String evaluators, String rest) throws IOException {
    Path file = folder.resolve("suite.yaml");
    Files.writeString(
        file,
        "dataset: d.jsonl\ntarget: {recorded: o.jsonl}\nevaluators:\n"
            + evaluators.indent(2)
            + rest
            + "\n");
    return SuiteReader.read(file, List.of(), Map.of());
  }

  @Test
  void toJson_builtSuite_keepsModifiers() throws IOException {
    Suite suite =
        Suite.builder("s")
            .dataset(folder.resolve("d.jsonl"))
            .target(request -> Interaction.ofOutput("x"))
            .evaluator("token-f1(negate=true, threshold=0.5)")
            .build();

    assertThat(Json.write(suite.toJson().path("evaluators")))
        .isEqualTo("[{\"token-f1\":{\"threshold\":0.5},\"name\":\"token-f1\",\"negate\":true}]");
  }
}
