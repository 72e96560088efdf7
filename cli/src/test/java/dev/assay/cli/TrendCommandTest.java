package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TrendCommandTest {

  private static final int EXAMPLES = 40;
  private static final String HOSTILE = "<script>alert(1)</script>";

  @TempDir private Path folder;

  @BeforeEach
  void runOften() throws IOException {
    run("r1", "a", 0, 2, "[exact-match, token-f1]");
    run("r2", "a", 0, 2, "[exact-match, token-f1]");
    run("r3", "a", 0, 20, "[exact-match, token-f1]");
    run("r4", "a", 10, 20, "[{exact-match: {case_sensitive: false}}, token-f1]");
    run("r5", "b", 0, 2, "[{exact-match: {case_sensitive: false}}, token-f1, rouge-l]");
    Path runs = folder.resolve("runs");
    Files.createDirectories(runs.resolve("notes"));
    Files.createDirectories(runs.resolve("broken-x"));
    Files.writeString(runs.resolve("broken-x").resolve("run.json"), "{");
    Files.createDirectories(runs.resolve(".hidden"));
    Files.writeString(runs.resolve("file.txt"), "no folder");
  }

  @Test
  void trend_runs_marksWhatChangedAndSaysWhatCannotBeCompared() {
    Cli.Result result = trend();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("5 runs", "#1", "pass_rate", "token-f1", "rouge-l")
        .contains("95.0%", "[83.5, 98.6]", "regression", "inconclusive", "not comparable")
        .contains("dataset: 40 examples before, 50 now")
        .contains("evaluator exact-match: version ")
        .contains("evaluator rouge-l: new")
        .contains("! not comparable: no example in common");
    assertThat(result.err()).contains("skipped notes, no run", "skipped broken-x, no run");
    assertThat(result.err()).doesNotContain("hidden", "file.txt");
  }

  @Test
  void trend_json_holdsEveryPoint() {
    JsonNode json = trend("--json").json();
    JsonNode runs = json.at("/suites/0/runs");
    assertThat(runs).hasSize(5);
    assertThat(runs.at("/0/compared_with").isNull()).isTrue();
    assertThat(runs.at("/1/compared_with").intValue()).isEqualTo(1);
    assertThat(runs.at("/1/measures/0/change/significant").booleanValue()).isFalse();
    assertThat(runs.at("/2/measures/0/change/outcome").stringValue()).isEqualTo("regression");
    assertThat(runs.at("/2/measures/0/change/difference/value").doubleValue()).isEqualTo(-0.45);
    assertThat(runs.at("/2/measures/0/change/significant").booleanValue()).isTrue();
    // Another version of what decides: neither it nor the pass rate can be compared.
    assertThat(runs.at("/3/measures/0/comparable").booleanValue()).isFalse();
    assertThat(runs.at("/3/measures/1/comparable").booleanValue()).isFalse();
    assertThat(runs.at("/3/measures/2/comparable").booleanValue()).isTrue();
    assertThat(runs.at("/4/not_comparable").stringValue()).contains("no example in common");
    assertThat(json.get("skipped")).hasSize(2);
  }

  @Test
  void trend_oneEvaluatorOfTheLastRuns_leavesTheRestOut() {
    Cli.Result result = trend("--evaluator", "token-f1", "--last", "2");
    assertThat(result.out()).contains("2 runs", "token-f1").doesNotContain("pass_rate  ");
    assertThat(result.err()).contains("3 earlier runs are left out");
  }

  @Test
  void trend_html_isOnePageThatRunsNothing() throws IOException {
    Files.writeString(
        folder.resolve("runs/r2/run.json"),
        Files.readString(folder.resolve("runs/r2/run.json"))
            .replace("recorded r2.jsonl", HOSTILE + "\\u001b[31m\\u202e"));
    Path page = folder.resolve("trend.html");
    Cli.Result result = trend("--html", page.toString());
    assertThat(result.code()).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "default-src 'none'", "<svg", "class=\"band\"", "class=\"worse\"", "&lt;script&gt;")
        .doesNotContain("<script", "http://", "https://", "\u001b", "\u202e", "NaN", "Infinity");
    Cli.Result again = trend("--html", page.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("--overwrite");
    assertThat(trend("--html", page.toString(), "--overwrite").code()).isZero();
  }

  @Test
  void trend_badInput_isNamed() {
    assertUsage(Cli.assay("trend", folder.resolve("nowhere").toString()), "nowhere");
    assertUsage(Cli.assay("trend", folder.resolve("runs/r1").toString()), "not a run itself");
    assertUsage(Cli.assay("trend", folder.resolve("runs/notes").toString()), "run directories");
    assertUsage(Cli.assay("trend", folder.resolve("r1.jsonl").toString()), "a folder");
    assertUsage(trend("--suite", "answer"), "answers");
    assertUsage(trend("--evaluator", "token-f2"), "token-f1");
    assertUsage(trend("--last", "0"), "--last: 0");
    assertUsage(trend("--html", folder.toString()), "a file, not a folder");
  }

  private static void assertUsage(Cli.Result result, String expected) {
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  private Cli.Result trend(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "trend";
    all[1] = folder.resolve("runs").toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return Cli.assay(all);
  }

  private void run(String name, String prefix, int more, int wrong, String evaluators)
      throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < EXAMPLES + more; i++) {
      dataset.append(
          "{\"id\":\"%s%d\",\"partition\":\"distribution\",\"input\":\"q\",\"expected_output\":\"a%d\"}\n"
              .formatted(prefix, i, i));
      String output = i < wrong ? "wrong" : "a" + i;
      outputs.append("{\"id\":\"%s%d\",\"output\":\"%s\"}\n".formatted(prefix, i, output));
    }
    Files.writeString(folder.resolve(name + "-data.jsonl"), dataset);
    Files.writeString(folder.resolve(name + ".jsonl"), outputs);
    Path suite =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: answers
            dataset: %1$s-data.jsonl
            target: {recorded: %1$s.jsonl}
            evaluators: %2$s
            gate: {distribution: {pass_rate: 0.5}}
            """
                .formatted(name, evaluators));
    Path run = folder.resolve("runs").resolve(name);
    Cli.Result result = Cli.assay("run", suite.toString(), "--output", run.toString());
    assertThat(result.code()).as(result.err()).isZero();
  }
}
