package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RunCommandTest {

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void files() throws IOException {
    run = folder.resolve("run");
    write(
        "dataset.jsonl",
        "{\"id\":\"a\",\"partition\":\"regression\",\"input\":\"1\",\"expected_output\":\"one\","
            + "\"metadata\":{\"root_cause\":\"x\"},\"provenance\":{\"trace\":\"t1\"}}",
        "{\"id\":\"b\",\"partition\":\"distribution\",\"input\":\"2\",\"expected_output\":\"two\"}",
        "{\"id\":\"c\",\"partition\":\"distribution\",\"input\":\"3\",\"expected_output\":\"three\","
            + "\"tags\":[\"odd\"]}");
    write(
        "outputs.jsonl",
        "{\"id\":\"a\",\"output\":\"one\"}",
        "{\"id\":\"b\",\"output\":\"two\"}",
        "{\"id\":\"c\",\"output\":\"<b>\\u001b[31mdrei\\u0000\\ud800</b>\"}");
    write("pass.yaml", suite("pass", 0.5));
    write("fail.yaml", suite("fail", 1.0));
  }

  @Test
  void gatePasses_exits0AndLeavesTheRunDirectory() {
    Cli.Result result = run("pass.yaml");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("PASS").contains("distribution");
    for (String file :
        List.of("run.json", "results.jsonl", "report.html", "junit.xml", "summary.md")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  void gateFails_exits1AndNamesTheExample() {
    Cli.Result result = run("fail.yaml");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("FAIL").contains("c  distribution  incorrect");
  }

  @Test
  void json_isOneDocumentWithTheGateAndEveryPartition() {
    JsonNode json = run("fail.yaml", "--json").json();
    assertThat(json.at("/gate/decision").stringValue()).isEqualTo("FAIL");
    assertThat(json.at("/partitions/regression/n").intValue()).isEqualTo(1);
    JsonNode distribution = json.at("/partitions/distribution");
    assertThat(distribution.get("passed").intValue()).isEqualTo(1);
    assertThat(distribution.get("failed").intValue()).isEqualTo(1);
    assertThat(distribution.get("unscored").intValue()).isZero();
    assertThat(distribution.at("/pass_rate/value").doubleValue()).isEqualTo(0.5);
    assertThat(distribution.at("/pass_rate/low").doubleValue()).isLessThan(0.5);
    assertThat(distribution.at("/pass_rate/high").doubleValue()).isGreaterThan(0.5);
    assertThat(distribution.at("/pass_rate/level").doubleValue()).isEqualTo(0.95);
    assertThat(json.get("directory").stringValue()).isEqualTo(run.toString());
  }

  @Test
  void hostileOutput_isInTheJournalAsItWas_andHarmlessOnTheConsole() throws IOException {
    Cli.Result result = run("fail.yaml", "-v");
    assertThat(result.out()).doesNotContain("\u001b").doesNotContain("\u0000");
    String line =
        Files.readAllLines(run.resolve("results.jsonl")).stream()
            .filter(l -> l.contains("drei"))
            .findFirst()
            .orElseThrow();
    assertThat(Json.parse(line, "journal", 1).get("output").stringValue())
        .isEqualTo("<b>\u001b[31mdrei\u0000\ud800</b>");
  }

  @Test
  void severalSuites_getAFolderEach_andTheWorstCode() {
    Cli.Result result =
        Cli.assay("run", path("pass.yaml"), path("fail.yaml"), "--output", run.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(run.resolve("pass/run.json")).exists();
    assertThat(run.resolve("fail/run.json")).exists();
  }

  @Test
  void severalSuites_json_isOneDocument() {
    Cli.Result result =
        Cli.assay(
            "run", path("pass.yaml"), path("fail.yaml"), "--output", run.toString(), "--json");
    assertThat(result.json().get("runs")).hasSize(2);
  }

  @Test
  void selection_runsOnlyWhatIsAskedFor() {
    assertThat(planned("--partition", "regression")).isEqualTo(1);
    assertThat(planned("--tag", "odd", "--set", "gate.distribution.pass_rate=0")).isEqualTo(1);
    assertThat(planned("--id", "b", "--id", "c")).isEqualTo(2);
    assertThat(planned("--limit", "1")).isEqualTo(1);
  }

  @Test
  void filterFailing_runsWhatFailed() {
    run("fail.yaml");
    Path again = folder.resolve("again");
    Cli.Result result =
        Cli.assay(
            "run",
            path("fail.yaml"),
            "--filter-failing",
            run.toString(),
            "--output",
            again.toString(),
            "--json");
    assertThat(result.json().at("/overall/n").intValue()).isEqualTo(1);
    assertThat(result.json().at("/failures/0/id").stringValue()).isEqualTo("c");
  }

  @Test
  void gate_decidesAgain_andAnotherSuiteMayDecideOtherwise() {
    run("fail.yaml");
    assertThat(Cli.assay("gate", run.toString()).code()).isEqualTo(1);
    Cli.Result milder = Cli.assay("gate", run.toString(), "--suite", path("pass.yaml"), "--json");
    assertThat(milder.code()).isZero();
    assertThat(milder.json().at("/gate/decision").stringValue()).isEqualTo("PASS");
    Cli.Result set =
        Cli.assay(
            "gate",
            run.toString(),
            "--suite",
            path("pass.yaml"),
            "--set",
            "gate.distribution.pass_rate=0.9");
    assertThat(set.code()).isEqualTo(1);
  }

  @Test
  void report_writesEveryFormat() {
    run("fail.yaml");
    Path reports = folder.resolve("reports");
    Cli.Result result =
        Cli.assay(
            "report",
            run.toString(),
            "--format",
            "html,junit,markdown,json,csv",
            "--output",
            reports.toString(),
            "--json");
    assertThat(result.json().get("files")).hasSize(5);
    assertThat(reports.resolve("report.html")).isNotEmptyFile();
    assertThat(reports.resolve("results.csv")).isNotEmptyFile();
  }

  @Test
  void resumedRun_thatIsComplete_isDecidedAgain() {
    run("pass.yaml");
    Cli.Result result = Cli.assay("run", path("pass.yaml"), "--resume", run.toString(), "--json");
    assertThat(result.code()).isZero();
    assertThat(result.json().at("/overall/n").intValue()).isEqualTo(3);
  }

  @Test
  void spentBudget_exits3AndSaysHowToGoOnWithTheSameExamples() throws IOException {
    write(
        "outputs.jsonl",
        "{\"id\":\"b\",\"output\":\"two\",\"usage\":{\"cost\":1}}",
        "{\"id\":\"c\",\"output\":\"three\",\"usage\":{\"cost\":1}}");
    String[] options = {
      "--partition",
      "distribution",
      "--set",
      "budget={cost: 0.5}",
      "--concurrency",
      "1",
      "--no-cache"
    };
    Cli.Result spent = run("pass.yaml", options);
    assertThat(spent.code()).isEqualTo(3);
    assertThat(spent.out())
        .contains("INCONCLUSIVE", "the cost budget of 0.5 is spent, with 1 of 2 results done");
    assertThat(spent.err())
        .endsWith(
            "Go on with it: assay run "
                + path("pass.yaml")
                + " --resume "
                + run
                + " --partition distribution --set 'budget={cost: 0.5}' --concurrency 1"
                + " --no-cache\n");
    Cli.Result resumed =
        Cli.assay("run", path("pass.yaml"), "--resume", run.toString(), "-p", "distribution");
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains("2 target calls");
  }

  @Test
  void resumedWithOtherExamples_saysWhichWereSelected() {
    run("pass.yaml", "--limit", "2");
    Cli.Result result = Cli.assay("run", path("pass.yaml"), "--resume", run.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("selection: all examples (expected: as in the run to resume: limit 2)");
  }

  @Test
  void costBudgetWithoutCosts_isNotKeptInSilence() {
    Cli.Result result = run("pass.yaml", "--set", "budget.cost=0.5", "--no-cache", "--json");
    assertThat(result.err()).contains("cost budget of 0.5 could not be kept");
    assertThat(run("pass.yaml", "--set", "budget.cost=0.5", "-q").err()).isEmpty();
  }

  @Test
  void costBudgetWithoutThePriceOfTheJudge_isNotKeptInSilence() throws IOException {
    write("rows.jsonl", "{\"id\":\"a\",\"partition\":\"distribution\",\"input\":\"x\"}");
    write("priced.jsonl", "{\"id\":\"a\",\"output\":\"one\",\"usage\":{\"cost\":1}}");
    try (GradingServer server = new GradingServer(() -> {})) {
      write(
          "judged.yaml",
          "dataset: rows.jsonl",
          "target: {recorded: priced.jsonl}",
          "budget: {cost: 5}",
          "evaluators:",
          "  - judge:",
          "      model: {model: 'openai:m', base_url: '" + server.url() + "'}",
          "      criteria: helpfulness");
      Cli.Result result = run("judged.yaml", "--no-cache");
      assertThat(result.err()).contains("The cost budget of 5.0 holds for the target only");
      assertThat(result.out()).contains("cost $1.00, judges cost unknown");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run                                         | SUITE: missing (expected: one suite file",
        "gate pass.yaml                              | a directory with a run.json",
        "run none.yaml                               | none.yaml",
        "run pass.yaml --partition golde             | did you mean golden?",
        "run pass.yaml --set concurency=3            | did you mean concurrency?",
        "run pass.yaml --set gate.distribution.pass_rate=2 | pass_rate",
        "run pass.yaml --id z                        | id: z",
        "run pass.yaml --limit 0                     | limit: 0",
        "run pass.yaml --limit some                  | --limit: some (expected: a whole number)",
        "run pass.yaml --report pdf                  | --report: pdf",
        "run pass.yaml --classpath nowhere           | nowhere (expected: a folder or jar",
        "run pass.yaml pass.yaml                     | names that differ",
        "run pass.yaml --output .                    | run",
        "gate .                                      | run",
        "report .                                    | run",
        "gate nowhere                                | nowhere",
        "report nowhere --format pdf                 | --format: pdf",
      })
  void badInput_exits2AndHelps(String command, String words) {
    Cli.Result result = Cli.assay(inFolder(command));
    assertThat(result.err()).startsWith("error: ").contains(words).doesNotContain("\tat ");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(run).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: [                | bad.yaml:",
        "nam: x                 | did you mean name?",
        "name: x                | target",
        "''                     | bad.yaml",
      })
  void badSuite_exits2WithItsPlace(String text, String words) throws IOException {
    write("bad.yaml", text);
    Cli.Result result = run("bad.yaml");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: ").contains(words);
    assertThat(run).doesNotExist();
  }

  @Test
  void targetClassThatDoesNotLoad_exits2() throws IOException {
    write("java.yaml", suite("java", 0.5).replace("{recorded: outputs.jsonl}", "{java: no.Such}"));
    Cli.Result result = run("java.yaml");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("no.Such").contains("java.yaml:3");
    assertThat(run).doesNotExist();
  }

  @Test
  void oneSuiteOfTwoCannotRun_theOtherDoes() throws IOException {
    write("java.yaml", suite("java", 0.5).replace("{recorded: outputs.jsonl}", "{java: no.Such}"));
    Cli.Result result =
        Cli.assay(
            "run", path("java.yaml"), path("pass.yaml"), "--output", run.toString(), "--json");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().at("/runs/0/error/problems")).hasSize(1);
    assertThat(result.json().at("/runs/1/gate/decision").stringValue()).isEqualTo("PASS");
  }

  private int planned(String... options) {
    String[] args = new String[options.length + 6];
    System.arraycopy(options, 0, args, 6, options.length);
    args[0] = "run";
    args[1] = path("pass.yaml");
    args[2] = "--output";
    args[3] = run.toString();
    args[4] = "--overwrite";
    args[5] = "--json";
    return Cli.assay(args).json().at("/overall/n").intValue();
  }

  private Cli.Result run(String suite, String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "run";
    args[1] = path(suite);
    args[2] = "--output";
    args[3] = run.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.assay(args);
  }

  private String[] inFolder(String command) {
    String[] args = command.strip().split("\\s+");
    for (int i = 1; i < args.length; i++) {
      if (args[i].endsWith(".yaml") || args[i].equals(".") || args[i].equals("nowhere")) {
        args[i] = folder.resolve(args[i]).normalize().toString();
      }
    }
    return args;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static String suite(String name, double passRate) {
    return String.join(
        "\n",
        "name: " + name,
        "dataset: dataset.jsonl",
        "target: {recorded: outputs.jsonl}",
        "evaluators:",
        "  - exact-match",
        "gate:",
        "  regression: {pass_rate: 1.0}",
        "  distribution: {pass_rate: " + passRate + "}");
  }
}
