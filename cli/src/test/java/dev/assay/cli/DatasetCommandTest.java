package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DatasetCommandTest {

  private static final String REVIEWS =
      "\"reviews\":[{\"by\":\"ada\",\"at\":\"2026-01-02\"},{\"by\":\"bo\",\"at\":\"2026-01-03\"}]";

  @TempDir Path folder;

  private String dataset;

  @BeforeEach
  void files() throws IOException {
    dataset =
        write(
            "dataset.jsonl",
            "{\"id\":\"g\",\"partition\":\"golden\",\"input\":\"1\",\"expected_output\":\"one\","
                + REVIEWS
                + "}",
            "{\"id\":\"d\",\"partition\":\"distribution\",\"input\":\"2\"}");
  }

  @Test
  void import_foreignColumns_becomeADataset() throws IOException {
    String csv = write("faq.csv", "Question,Answer,By", "What is 1?,One,ada", "What is 2?,Two,bo");
    String output = folder.resolve("faq.jsonl").toString();
    String[] command = {
      "dataset",
      "import",
      csv,
      "-o",
      output,
      "-m",
      "input=Question",
      "-m",
      "expected_output=Answer",
      "-p",
      "distribution",
      "--ids",
      "row",
      "--unmapped",
      "metadata"
    };
    assertThat(Cli.assay(command).code()).isZero();
    assertThat(Files.readString(Path.of(output)))
        .contains("\"input\":\"What is 1?\"")
        .contains("\"metadata\":{\"By\":\"ada\"}");
    Cli.Result again = Cli.assay(command);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("use --overwrite to replace it");
  }

  @Test
  void approve_recordsTheGoldenSet_andLintIsContentWithIt() {
    assertThat(rules()).contains("golden-lock");
    Cli.Result result = Cli.assay("dataset", "approve", dataset, "--by", "Ada", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.json().get("golden").intValue()).isEqualTo(1);
    assertThat(folder.resolve("dataset.lock")).exists();
    assertThat(rules()).doesNotContain("golden-lock");
  }

  @Test
  void approve_byNobody_isAnError() {
    Cli.Result result = Cli.assay("dataset", "approve", dataset);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("--by: missing (expected: who approves)");
    assertThat(folder.resolve("dataset.lock")).doesNotExist();
    assertThat(
            new Cli()
                .environment(Map.of("GIT_AUTHOR_NAME", "Ada"))
                .run("dataset", "approve", dataset)
                .code())
        .isZero();
  }

  @Test
  void lint_errors_exit1() {
    assertThat(Cli.assay("dataset", "lint", dataset).code()).isEqualTo(1);
    assertThat(Cli.assay("dataset", "lint").code()).isEqualTo(2);
  }

  @Test
  void stats_json_countsByPartition() {
    JsonNode json = Cli.assay("dataset", "stats", dataset, "--json").json();
    assertThat(json.at("/overall/n").intValue()).isEqualTo(2);
    assertThat(json.at("/partitions/golden/reviewed").intValue()).isEqualTo(1);
    assertThat(Cli.assay("dataset", "stats", dataset).out()).contains("golden: 1 example\n");
  }

  @Test
  void diff_saysWhatChangedByPartition() throws IOException {
    String after =
        write(
            "after.jsonl",
            "{\"id\":\"g\",\"partition\":\"golden\",\"input\":\"1\",\"expected_output\":\"uno\","
                + REVIEWS
                + "}",
            "{\"id\":\"n\",\"partition\":\"distribution\",\"input\":\"3\"}");
    Cli.Result result = Cli.assay("dataset", "diff", dataset, after);
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            ~ g  golden: expected_output
            + n  distribution
            - d  distribution
            golden: 0 added, 0 removed, 1 changed
            distribution: 1 added, 1 removed, 0 changed
            0 unchanged
            """);
    assertThat(Cli.assay("dataset", "diff", dataset, after, "--exit-code").code()).isEqualTo(1);
    assertThat(Cli.assay("dataset", "diff", dataset, dataset, "--exit-code").code()).isZero();
  }

  @Test
  void split_writesEveryExampleOnce() throws IOException {
    Path parts = folder.resolve("parts");
    Cli.Result result =
        Cli.assay(
            "dataset", "split", dataset, "--into", "train=0.5,test=0.5", "-o", parts.toString());
    assertThat(result.code()).isZero();
    int lines =
        Files.readAllLines(parts.resolve("train.jsonl")).size()
            + Files.readAllLines(parts.resolve("test.jsonl")).size();
    assertThat(lines).isEqualTo(2);
  }

  @Test
  void generate_sameSeed_makesTheSameExamples() throws IOException {
    Path one = folder.resolve("one.jsonl");
    Path two = folder.resolve("two.jsonl");
    assertThat(Cli.assay("dataset", "generate", dataset, "-o", one.toString()).code()).isZero();
    Cli.Result again =
        Cli.assay("dataset", "generate", dataset, "-o", two.toString(), "--seed", "7", "--json");
    assertThat(again.json().get("n").intValue()).isEqualTo(Files.readAllLines(one).size());
    assertThat(two).hasSameTextualContentAs(one);
    Cli.Result unknown =
        Cli.assay("dataset", "generate", dataset, "-o", "x.jsonl", "--mutation", "typo");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean typos?");
  }

  @Test
  void unknownCommand_offersTheNearest() {
    Cli.Result result = Cli.assay("dataset", "lnt", dataset);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("did you mean lint?");
  }

  private String rules() {
    return Cli.assay("dataset", "lint", dataset, "--json")
        .json()
        .get("findings")
        .valueStream()
        .map(finding -> finding.get("rule").stringValue())
        .toList()
        .toString();
  }

  private String write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n").toString();
  }
}
