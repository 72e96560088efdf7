package dev.assay.core.suite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateBinderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpha: 0.5, golden: 1.0 | gate.alpha: 0.5 (expected: a number above 0 and below 0.5",
        "criteria: [no_regression: {margin: 1}] | margin: 1 (expected: a number above 0 and below 1",
        "criteria: [no_regression: {margin: 0}] | margin: 0 (expected: a number above 0",
        "criteria: [no_regression: {margin: 0.1, alpha: 0}] | alpha: 0 (expected: a number above 0",
        "criteria: [no_regresion: {margin: 0.1}] | did you mean no_regression?",
        "criteria: [no_regression: {margin: 0.1, evaluator: x}] | x (expected: an evaluator of this",
        "distribution: {pass_rate: 1.0, confidence: 0.95} | above 0 and below 1, for a confidence",
        "distribution: {pass_rate: 0.9, inconclusive: pass} | pass (expected: fail or warn)",
        "alpha: 0, golden: 1.0 | gate.alpha: 0 (expected: a number above 0 and below 0.5",
        "alpha: -0.1, golden: 1.0 | gate.alpha: -0.1 (expected: a number above 0 and below 0.5",
        "alpha: .nan, golden: 1.0 | gate.alpha: ",
        "criteria: [no_regression: {margin: 0.1, alpha: 0.5}] | alpha: 0.5 (expected: a number above",
        "criteria: [no_regression: {margin: -0.1}] | margin: -0.1 (expected: a number above 0",
        "criteria: [no_regression: {margin: 1, evaluator: exact-match}] | below 1, the width of the",
        "criteria: [improvement: {by: 1}] | by: 1 (expected: from 0 and below 1, as pass_rate is",
        "criteria: [improvement: {by: -0.1}] | by: -0.1 (expected: from 0",
        "criteria: [pass_rate: {min: 0, confidence: 0.9}] | above 0 and below 1, for a confidence",
        "criteria: [pass_rate: {min: 1.1}] | min: 1.1 (expected: a number from 0 to 1)",
        "criteria: [pass_rate: {min: 0.9, confidence: 1}] | 1 (expected: a number from 0.5 to below 1",
        "criteria: [latency: {max: 1s, quantile: 1}] | quantile: 1 (expected: above 0 and below 1)",
        "criteria: [cost: {max: -1}] | max: -1 (expected: a number from 0)",
        "criteria: [coverage: {}] | min: missing (expected: a number from 0 to 1)",
        "criteria: [calibrated: {evaluators: x}] | x (expected: an evaluator of this suite",
        "criteria: [calibrated: {min_agreement: 1}] | 1 (expected: a kappa, above -1 and below 1",
        "criteria: [calibrated: {trust: high}] | trust: high (expected: gating or trends)",
        "criteria: [calibrated: {max_age_days: 0}] | 0 (expected: a whole number from 1",
        "criteria: [calibrated: {kappa: 1}] | kappa (expected: a key of gate.criteria[0].calibrated",
        "criteria: [{calibrated: {}}, {calibrated: {}}] | calibrated (expected: each criterion once",
        "criteria: [latency: {max: fast}] | fast (expected: a time such as 800ms or 2s)",
      })
  void read_mistakeInGate_isWords(String gate, String words) throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        "{\"id\": \"a\", \"partition\": \"distribution\", \"input\": \"x\"}\n");
    Path suite = folder.resolve("s.yaml");
    Files.writeString(
        suite,
        "dataset: d.jsonl\ntarget: {recorded: d.jsonl}\nevaluators: [exact-match]\ngate: {"
            + gate
            + "}\n");

    assertThatThrownBy(() -> SuiteReader.read(suite, List.of(), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(words);
  }
}
