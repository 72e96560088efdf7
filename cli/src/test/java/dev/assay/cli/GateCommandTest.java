package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class GateCommandTest {

  private static final int EXAMPLES = 60;
  private static final Map<String, String> CI = Map.of("CI", "true");

  @TempDir private Path folder;

  @BeforeEach
  void examples() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      rows.append(
          "{\"id\":\"e%d\",\"partition\":\"distribution\",\"input\":\"q%d\",\"expected_output\":\"a%d\"}\n"
              .formatted(i, i, i));
    }
    Files.writeString(folder.resolve("d.jsonl"), rows);
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
  }

  @Test
  void runBaseline_directoryOrFile_decidesTheSame() throws IOException {
    assertThat(run(Map.of(), suite(54, ""), "base").code()).isZero();
    Path file = folder.resolve("b.jsonl");
    assertThat(Cli.assay("baseline", "save", path("base"), file.toString()).code()).isZero();
    String worse = suite(40, "");

    Cli.Result directory = run(Map.of(), worse, "c1", "--baseline", path("base"));
    Cli.Result scores = run(Map.of(), worse, "c2", "--baseline", file.toString());

    assertThat(directory.code()).isEqualTo(1);
    assertThat(scores.code()).isEqualTo(1);
    assertThat(directory.err()).contains("60 shared examples find a drop of");
    assertThat(criterion(directory)).isEqualTo(criterion(scores));
    assertThat(criterion(directory).path("observed").stringValue()).startsWith("0.667 against 0.9");
  }

  @Test
  void gateBaseline_directoryFileOrBranch_decidesAgain() throws IOException {
    run(Map.of(), suite(54, ""), "runs/base");
    Path file = folder.resolve("b.jsonl");
    Cli.assay("baseline", "save", path("runs/base"), file.toString());
    assertThat(run(Map.of(), suite(40, ""), "runs/now").code()).isZero();

    Cli.Result directory = gate(Map.of(), "runs/now", "--baseline", path("runs/base"));
    Cli.Result scores = gate(Map.of(), "runs/now", "--baseline", file.toString());
    Cli.Result branch =
        gate(Map.of(), "runs/now", "--baseline", path("runs"), "--baseline-branch", "main");

    assertThat(List.of(directory.code(), scores.code(), branch.code())).containsOnly(1);
    assertThat(criterion(directory)).isEqualTo(criterion(scores)).isEqualTo(criterion(branch));
    assertThat(directory.json().at("/gate/forecast/1/criterion").stringValue())
        .isEqualTo("all.no_regression.pass_rate");
  }

  @Test
  void baselineBranch_withoutARun_isInconclusiveWithTheCommandThatMakesOne() throws IOException {
    String suite = suite(54, "");

    Cli.Result result =
        run(CI, suite, "now", "--baseline", path("runs"), "--baseline-branch", "main");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains("warning: gate: all.no_regression.pass_rate: there is no baseline")
        .contains("on main, assay run SUITE --output " + path("runs/NAME") + " makes one");
    assertThat(criterion(result).path("decision").stringValue()).isEqualTo("INCONCLUSIVE");
  }

  @ParameterizedTest
  @CsvSource({"true, 3", "'', 0"})
  void suiteBaseline_notThere_holdsUpInCiAndWarnsElsewhere(String ci, int code) throws IOException {
    String suite = suite(54, "gate: {baseline: base, criteria: [no_regression: {margin: 0.05}]}\n");

    Cli.Result result = run(Map.of("CI", ci), suite, "now");

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.err()).contains("base is not there; assay run SUITE --output");
    assertThat(gate(Map.of("CI", ci), "now").code()).isEqualTo(code);
  }

  @Test
  void baseline_namedAndNotThere_isWrongUsage() throws IOException {
    Cli.Result result = run(Map.of(), suite(54, ""), "now", "--baseline", path("nowhere"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--baseline: ", "nowhere is not there", "makes one");
    assertThat(folder.resolve("now")).doesNotExist();
    Cli.Result branch = run(Map.of(), suite(54, ""), "now", "--baseline-branch", "main");
    assertThat(branch.code()).isEqualTo(2);
    assertThat(branch.err()).contains("--baseline-branch: main (expected: --baseline FOLDER");
  }

  @Test
  void gate_criteria_areTestCasesAndPointAtTheirLines() throws IOException {
    String suite =
        suite(
            54,
            """
            gate:
              distribution: 0.5
              baseline: base
              criteria:
                - no_regression: {margin: 0.05}
                - pass_rate: {min: 0.9, confidence: 0.95}
                - coverage: {min: 1, evaluator: exact-match}
            """);

    run(CI, suite, "now", "--report", "sarif");

    assertThat(Files.readString(folder.resolve("now/junit.xml")))
        .contains("<testcase classname=\"s.gate\" name=\"all.coverage.exact-match\"")
        .containsPattern(
            "name=\"all.no_regression.pass_rate\"[^>]*>\\s*<error type=\"inconclusive\"")
        .containsPattern("name=\"all.pass_rate\"[^>]*>\\s*<skipped type=\"inconclusive\"");
    String sarif = Files.readString(folder.resolve("now/results.sarif"));
    assertThat(sarif).containsPattern("gate/all.no_regression.pass_rate[^}]*(?s:.)*?startLine\":9");
    assertThat(sarif).containsPattern("gate/all.pass_rate[^}]*(?s:.)*?startLine\":10");
  }

  @Test
  void emptyRun_isWordsAndNoPass() throws IOException {
    String suite = suite(54, "gate: {distribution: 0.5}\n");

    Cli.Result none = run(Map.of(), suite, "now", "--tag", "absent");

    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("error: ").doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e999"})
  void scoreThatIsNoNumber_isWordsAndWrongUsage(String value) throws IOException {
    run(Map.of(), suite(54, ""), "now");
    Path journal = folder.resolve("now/results.jsonl");
    Files.writeString(
        journal,
        Files.readString(journal).replaceFirst("\"value\":1(\\.0)?", "\"value\":" + value));

    Cli.Result result = gate(Map.of(), "now");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err() + result.out())
        .contains("results.jsonl")
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate.alpha=0.5 | gate.alpha",
        "gate.alpha=0 | gate.alpha",
        "gate.distribution.pass_rate=1.5 | a number from 0 to 1",
      })
  void gate_outOfRange_isWordsAndWrongUsage(String override, String words) throws IOException {
    String suite = suite(54, "gate: {distribution: {pass_rate: 0.5}}\n");
    run(Map.of(), suite, "now");

    Cli.Result result = gate(Map.of(), "now", "--suite", suite, "--set", override);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out() + result.err()).contains(words).doesNotContain("Exception");
  }

  private String suite(int passing, String gate) throws IOException {
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      String output = i < passing ? "a" + i : "wrong";
      outputs.append("{\"id\":\"e%d\",\"output\":\"%s\"}\n".formatted(i, output));
    }
    Files.writeString(folder.resolve("o" + passing + ".jsonl"), outputs);
    return Files.writeString(
            folder.resolve("s.yaml"),
            "name: s\ndataset: d.jsonl\ntarget: {recorded: o%d.jsonl}\nevaluators: [exact-match]\n%s"
                .formatted(passing, gate.isEmpty() ? "gate: {distribution: 0.1}\n" : gate))
        .toString();
  }

  private Cli.Result run(
      Map<String, String> environment, String suite, String output, String... more) {
    List<String> args =
        new ArrayList<>(List.of("run", suite, "--output", path(output), "--no-cache", "--json"));
    args.addAll(List.of(more));
    return new Cli().environment(environment).run(args.toArray(String[]::new));
  }

  private Cli.Result gate(Map<String, String> environment, String run, String... more) {
    List<String> args = new ArrayList<>(List.of("gate", path(run), "--json"));
    args.addAll(List.of(more));
    return new Cli().environment(environment).run(args.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static JsonNode criterion(Cli.Result result) {
    for (JsonNode criterion : result.json().at("/gate/criteria")) {
      if (criterion.path("name").stringValue().equals("all.no_regression.pass_rate")) {
        return criterion;
      }
    }
    throw new AssertionError(result.out() + result.err());
  }
}
