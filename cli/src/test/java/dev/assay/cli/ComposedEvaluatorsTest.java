package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Modifiers, sets and evaluators of agents, as the command line gives them. */
class ComposedEvaluatorsTest {

  private static final String ROW =
      "{\"id\": \"a\", \"output\": \"no idea\", \"finish_reason\": \"stop\", \"latency_ms\": 1500,"
          + " \"ttft_ms\": 500, \"usage\": {\"output_tokens\": 20},"
          + " \"tool_calls\": [{\"name\": \"search\", \"arguments\": {\"q\": \"x\"},"
          + " \"result\": \"found it\"}],"
          + " \"metadata\": {\"tool_calls\": [{\"name\": \"search\", \"arguments\": {\"q\": \"x\"}}]}}\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "contains(any=[guess], negate=true) | 1 | true",
        "contains(any=[found], on='tool:search') | 1 | true",
        "contains(any=[found]) | 0 | false",
        "set(require=1, evaluators=[{contains: {any: [found]}}, 'regex(pattern=idea)']) | 0.5 | true",
        "tool-call-f1(threshold=1) | 1 | true",
        "trajectory(expected=[search]) | 1 | true",
        "step-count(max=0) | 1 | false",
        "repeated-calls | 1 | true",
        "ttft(max=400ms) | 500 | false",
        "tokens-per-second(min=20) | 20 | true",
        "tokens(of=output, max=30) | 20 | true",
        "finish-reason | 1 | true",
      })
  void score_expression_isAsInASuite(String expression, double value, boolean passed)
      throws IOException {
    Cli.Result result = score(expression);

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode score = result.json().at("/scores/0");
    assertThat(score.path("value").doubleValue()).isEqualTo(value);
    assertThat(score.path("passed").booleanValue()).isEqualTo(passed);
    assertThat(score.path("version").stringValue()).isNotEmpty();
  }

  @Test
  void score_notConfigured_isExitCode2WithTheMessage() throws IOException {
    Cli.Result result = score("hallucination(model='')");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().at("/error/problems/0/message").asString())
        .startsWith("hallucination.model: no model (expected: ");
  }

  @Test
  void score_optionalNotConfigured_scoresWithTheOthers() throws IOException {
    Cli.Result result = score("finish-reason,hallucination(model='', optional=true)");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("not configured: hallucination: ");
    assertThat(result.json().path("scores")).hasSize(1);
    assertThat(score("hallucination(model='', optional=true)").code()).isEqualTo(2);
  }

  @Test
  void run_optionalNotConfigured_saysSoAndGatesByTheRest() throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        "{\"id\": \"a\", \"partition\": \"regression\", \"input\": \"q\","
            + " \"expected_output\": \"x\", \"metadata\": {\"root_cause\": \"y\"}}\n");
    Files.writeString(
        folder.resolve("o.jsonl"), "{\"id\": \"a\", \"output\": \"x\", \"latency_ms\": 1500}\n");
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        dataset: d.jsonl
        target: {recorded: o.jsonl}
        models:
          grader: {model: "${ASSAY_JUDGE_MODEL:-}"}
        evaluators:
          - exact-match
          - latency: {max: 2s}
          - hallucination: {model: "${ASSAY_JUDGE_MODEL:-}", optional: true}
        """);

    Cli.Result result =
        Cli.assay(
            "run",
            folder.resolve("suite.yaml").toString(),
            "--output",
            folder.resolve("run").toString(),
            "--no-cache");

    assertThat(result.code()).as(result.err() + result.out()).isZero();
    assertThat(result.out() + result.err()).contains("not configured: hallucination: ", "1.50 s");
    Cli.Result report = Cli.assay("report", folder.resolve("run").toString(), "--json");
    assertThat(Files.readString(folder.resolve("run").resolve("run.json")))
        .contains("\"not_configured\"");
    assertThat(report.code()).isZero();
  }

  private Cli.Result score(String expression) throws IOException {
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, ROW);
    return Cli.assay("score", "--json", "--evaluator", expression, "--input", rows.toString());
  }
}
