package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CompareCommandTest {

  private static final int EXAMPLES = 40;

  @TempDir private Path folder;

  @BeforeEach
  void runTwice() throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder good = new StringBuilder();
    StringBuilder bad = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      dataset.append(
          "{\"id\":\"e%d\",\"partition\":\"distribution\",\"input\":\"q%d\",\"expected_output\":\"a%d\"}\n"
              .formatted(i, i, i));
      good.append("{\"id\":\"e%d\",\"output\":\"a%d\"}\n".formatted(i, i));
      String output = i < 15 ? "wrong" : "a" + i;
      bad.append("{\"id\":\"e%d\",\"output\":\"%s\"}\n".formatted(i, output));
    }
    Files.writeString(folder.resolve("data.jsonl"), dataset);
    run("good", good.toString());
    run("bad", bad.toString());
  }

  private void run(String name, String outputs) throws IOException {
    Files.writeString(folder.resolve(name + ".jsonl"), outputs);
    Path suite =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: answers
            dataset: data.jsonl
            target: {recorded: %s.jsonl}
            evaluators: [exact-match, token-f1]
            gate: {distribution: {pass_rate: 0.5}}
            """
                .formatted(name));
    assertThat(
            Cli.assay("run", suite.toString(), "--output", folder.resolve(name).toString()).code())
        .isZero();
  }

  @Test
  void compare_worse_saysWhatAndEndsWithOne() {
    Cli.Result result = compare("good", "bad");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("40 shared examples", "pass_rate", "-37.5 pt", "regression", "block_deployment")
        .contains("15 newly failing, 0 newly passing", "- e0  distribution  incorrect");
  }

  @Test
  void compare_better_endsWithZero() {
    Cli.Result result = compare("bad", "good");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("improvement", "proceed", "15 newly passing");
  }

  @Test
  void compare_htmlAndFormats_writesThemBesideTheConsole() {
    Path page = folder.resolve("deep").resolve("page.html");
    Path out = folder.resolve("out");
    Cli.Result result =
        compare(
            "good",
            "bad",
            "--html",
            page.toString(),
            "--format",
            "markdown,json",
            "--output",
            out.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("block_deployment").doesNotContain("Wrote");
    assertThat(result.err()).contains("Wrote " + page, "Wrote " + out.resolve("comparison.md"));
    assertThat(page).content().startsWith("<!doctype html>").contains("assay-piece-0");
    assertThat(out.resolve("comparison.md")).content().contains("**Newly failing** (15)");
    assertThat(out.resolve("comparison.json")).content().contains("\"candidate_reason\"");
  }

  @Test
  void compare_formatsThatCannotBeWritten_saysWhatWasExpected() {
    assertThat(compare("good", "bad", "--format", "htm").err())
        .contains("--format: htm (expected: a format of comparisons)", "html");
    Cli.Result lonely = compare("good", "bad", "--output", folder.resolve("out").toString());
    assertThat(lonely.code()).isEqualTo(2);
    assertThat(lonely.err()).contains("--format NAME beside it");
  }

  @Test
  void compare_json_holdsEveryFigure() {
    Cli.Result result = compare("good", "bad", "--json", "--by", "partition,tag");
    JsonNode json = Json.parse(result.out(), "out", 1);
    assertThat(json.get("recommendation").stringValue()).isEqualTo("block_deployment");
    JsonNode rate = json.get("compared").get(0);
    assertThat(rate.get("measure").stringValue()).isEqualTo("pass_rate");
    assertThat(rate.get("difference").get("value").doubleValue()).isEqualTo(-0.375);
    // 15 newly failing and none passing: twice one half to the power of 15.
    assertThat(rate.get("p").doubleValue()).isEqualTo(2 * Math.pow(0.5, 15));
    assertThat(rate.get("minimum_detectable_effect").isNumber()).isTrue();
    assertThat(json.get("flips")).hasSize(15);
    assertThat(result.out()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void baseline_savedAndComparedWith_isAsGoodAsTheRun() throws IOException {
    Path file = folder.resolve("baseline.jsonl");
    Cli.Result saved =
        Cli.assay("baseline", "save", folder.resolve("good").toString(), file.toString());
    assertThat(saved.code()).isZero();
    assertThat(saved.out()).contains("40 examples (40 passed, 0 failed)");
    assertThat(Files.readString(file)).doesNotContain("\"q1\"", "\"a1\"");
    Cli.Result again =
        Cli.assay("baseline", "save", folder.resolve("good").toString(), file.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("assay baseline update");
    Cli.Result compared = Cli.assay("compare", file.toString(), folder.resolve("bad").toString());
    assertThat(compared.code()).isEqualTo(1);
    assertThat(compared.out()).contains("-37.5 pt", "15 newly failing");
    assertThat(
            Cli.assay("baseline", "update", folder.resolve("bad").toString(), file.toString())
                .code())
        .isZero();
    assertThat(Cli.assay("baseline", "show", file.toString()).out()).contains("15 failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--alpha|0.5|--alpha: 0.5",
        "--alpha|0|--alpha: 0.0",
        "--min-effect|-1|--min-effect: -1.0",
        "--method|student|auto or welch",
        "--adjust|bonferroni|holm, bh or none",
        "--by|colour|partition or tag",
        "--evaluator|token-f2|token-f1"
      })
  void compare_badOption_isNamed(String option, String value, String expected) {
    Cli.Result result = compare("good", "bad", option, value);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void compare_noRun_isNamed() {
    Cli.Result result = compare("good", "nowhere");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("nowhere", "assay baseline save");
  }

  private Cli.Result compare(String base, String candidate, String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "compare";
    all[1] = folder.resolve(base).toString();
    all[2] = folder.resolve(candidate).toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return Cli.assay(all);
  }
}
