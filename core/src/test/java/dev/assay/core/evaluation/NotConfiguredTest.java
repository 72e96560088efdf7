package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.report.ConsoleReport;
import dev.assay.core.report.ConsoleStyle;
import dev.assay.core.report.SummaryJson;
import dev.assay.core.run.NotConfigured;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import dev.assay.core.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotConfiguredTest {

  private static final EvaluatorRegistry REGISTRY = registry();

  @TempDir private Path folder;

  @BeforeEach
  void writeRecorded() throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        """
        {"id": "r1", "partition": "regression", "input": "q", "expected_output": "a", "metadata": {"root_cause": "x"}}
        """);
    Files.writeString(folder.resolve("o.jsonl"), "{\"id\": \"r1\", \"output\": \"a\"}\n");
    Files.writeString(folder.resolve("p.yaml"), "");
  }

  @Test
  void run_optionalWithoutModel_goesOnAndSaysSoEverywhere() throws IOException {
    Suite suite =
        suite(
            """
            evaluators:
              - exact-match
              - grader: {model: "${JUDGE:-}", optional: true, name: <b>tone</b>}
            policy: {regression: {<b>tone</b>: 3}}
            """);

    EvaluationResult result = run(suite);

    NotConfigured missing = result.header().notConfigured().get(0);
    assertThat(missing.name()).isEqualTo("<b>tone</b>");
    assertThat(missing.evaluator()).isEqualTo("grader");
    assertThat(missing.reason()).startsWith("grader.model: no model (expected: a model such as");
    assertThat(result.header().evaluators()).hasSize(1);
    assertThat(result.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(ConsoleReport.render(result.reportInput(), ConsoleStyle.PLAIN))
        .contains("not configured: <b>tone</b>: grader.model: no model");
    assertThat(SummaryJson.of(result.reportInput()).at("/not_configured/0/evaluator").asString())
        .isEqualTo("grader");
    assertThat(report(result, "junit.xml"))
        .contains("name=\"&lt;b&gt;tone&lt;/b&gt;\"", "type=\"not-configured\"", "skipped=\"1\"");
    assertThat(report(result, "summary.md")).contains("not configured: `<b>tone</b>`: grader");
    assertThat(report(result, "report.html"))
        .contains("not_configured")
        .doesNotContain("<b>tone</b>");
    assertThat(Json.parse(report(result, "run.json"), "run.json", 1).at("/not_configured/0/name"))
        .hasToString("\"<b>tone</b>\"");
  }

  @Test
  void regate_runWithoutIt_knowsWhatWasMissing() throws IOException {
    Suite suite =
        suite(
            """
            evaluators:
              - exact-match
              - grader: {optional: true}
            policy: {default: {grader: 0.5}}
            """);
    Path directory = run(suite).directory();

    assertThat(Regate.of(directory).decide().header().notConfigured()).hasSize(1);
    assertThat(Regate.of(directory).suite(suite).update().header().notConfigured()).hasSize(1);
    assertThat(report(directory, "summary.md")).contains("not configured: `grader`");
  }

  @Test
  void run_requiredWithoutModel_failsBeforeTheFirstCallAtItsLine() throws IOException {
    Suite suite =
        suite(
            """
            evaluators:
              - exact-match
              - grader: {model: ""}
            """);

    assertThatThrownBy(() -> run(suite))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:5:")
        .hasMessageContaining("grader.model: no model");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void run_nothingConfigured_isNotARun() throws IOException {
    Suite suite = suite("evaluators: [{grader: {optional: true}}]\n");

    assertThatThrownBy(() -> run(suite))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not configured: grader: ")
        .hasMessageContaining("(expected: at least one that is configured)");
  }

  @Test
  void run_optionalWithAModelThatCannotBe_isStillAMistake() throws IOException {
    Suite suite =
        suite(
            """
            evaluators:
              - exact-match
              - grader: {model: "gpt", optional: true}
            """);

    assertThatThrownBy(() -> run(suite))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("put the provider before the name");
  }

  @Test
  void read_modelsAndPrices_areGivenToModels() throws IOException {
    Suite suite =
        suite(
            """
            models:
              small: openai:gpt-4o-mini
              local: {model: "openai:qwen", base_url: "http://127.0.0.1:1/v1", max_retries: "${RETRIES:-3}"}
              unset: {model: "${JUDGE:-}"}
            prices: p.yaml
            evaluators: [exact-match]
            """);

    assertThat(suite.prices()).contains(folder.resolve("p.yaml"));
    assertThat(suite.models()).containsOnlyKeys("small", "local", "unset");
    assertThat(suite.models().get("small").path("model").asString())
        .isEqualTo("openai:gpt-4o-mini");
    assertThat(suite.models().get("local").path("max_retries").intValue()).isEqualTo(3);
    assertThat(run(suite).gate().decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void read_modelsThatAreWrong_saysWhereWithoutTheKey() {
    assertThatThrownBy(
            () ->
                suite(
                    """
                    models:
                      a: {model: "openai:x", api_key: sk-not-to-be-shown}
                      b: {model: "openai:x", timeout: soon}
                      c: qwen
                      "openai:d": openai:d
                    prices: nowhere.yaml
                    evaluators: [exact-match]
                    """))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:4:26: models.a: api_key (expected: a setting of models)")
        .hasMessageContaining("key_from: NAME")
        .hasMessageContaining("suite.yaml:5:")
        .hasMessageContaining("models.b.timeout")
        .hasMessageContaining("suite.yaml:6:")
        .hasMessageContaining("suite.yaml:7:")
        .hasMessageContaining("suite.yaml:8:")
        .hasMessageContaining("a file that exists")
        .message()
        .doesNotContain("sk-not");
  }

  @Test
  void toJson_builtSuite_keepsModels() {
    Suite suite =
        Suite.builder("s")
            .dataset(folder.resolve("d.jsonl"))
            .target(request -> Interaction.ofOutput("x"))
            .model("m", Json.object().put("model", "openai:x"))
            .prices(folder.resolve("p.yaml"))
            .evaluator("exact-match")
            .build();

    assertThat(suite.toJson().at("/models/m/model").asString()).isEqualTo("openai:x");
    assertThat(suite.toJson().path("prices").asString()).endsWith("p.yaml");
  }

  private static String report(EvaluationResult result, String file) throws IOException {
    return report(result.directory(), file);
  }

  private static String report(Path directory, String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private EvaluationResult run(Suite suite) {
    return Evaluation.of(suite).registry(REGISTRY).workingDirectory(folder).run();
  }

  private Suite suite(String rest) throws IOException {
    Path file = folder.resolve("suite.yaml");
    Files.writeString(file, "dataset: d.jsonl\ntarget: {recorded: o.jsonl}\n" + rest);
    return SuiteReader.of(REGISTRY, Targets.installed()).readSuite(file, List.of(), Map.of());
  }

  /** What is installed, and an evaluator that cannot be without a chat model. */
  private static EvaluatorRegistry registry() {
    List<EvaluatorDefinition> all = new ArrayList<>(EvaluatorRegistry.installed().definitions());
    all.add(
        EvaluatorDefinition.builder("grader", "1", "Asks a model.")
            .range(0, 5)
            .parameter(Parameter.json("model", "The model."))
            .createdBy(
                (parameters, context) -> {
                  context
                      .chats()
                      .get(
                          "grader.model",
                          parameters.json("model").orElseGet(() -> Json.array().add("").get(0)));
                  return subject -> Score.of(1);
                }));
    return EvaluatorRegistry.of(all);
  }
}
