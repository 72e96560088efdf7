package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ScoreCommandTest {

  @TempDir Path folder;

  @Test
  void rows_twoEvaluators_giveALineEachInInputOrder() throws IOException {
    Path rows =
        write(
            "{\"id\":\"a\",\"output\":\"big cat sat\",\"expected\":\"big cat sat down\"}",
            "",
            "{\"id\":7,\"output\":\"no\",\"expected\":[\"yes\",\"no\"]}");
    Cli.Result result = score("token-f1,rouge-l", rows);
    assertThat(result.code()).isZero();
    List<JsonNode> lines = lines(result);
    assertThat(lines).extracting(l -> l.get("id").asString()).containsExactly("a", "a", "7", "7");
    assertThat(lines)
        .extracting(l -> l.get("evaluator").stringValue())
        .containsExactly("token-f1", "rouge-l", "token-f1", "rouge-l");
    assertThat(lines.get(2).get("id").isNumber()).isTrue();
    assertThat(lines.get(2).get("value").doubleValue()).isEqualTo(1);
    JsonNode first = lines.get(0);
    assertThat(first.get("passed").isNull()).isTrue();
    assertThat(first.get("unscored").isNull()).isTrue();
    assertThat(first.at("/details/recall").doubleValue()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void noExpectation_isUnscoredWithItsReason() throws IOException {
    Cli.Result result = score("token-f1", write("{\"id\":\"a\",\"output\":\"x\"}"));
    assertThat(result.code()).isZero();
    JsonNode line = lines(result).get(0);
    assertThat(line.get("value").isNull()).isTrue();
    assertThat(line.get("passed").isNull()).isTrue();
    assertThat(line.get("unscored").stringValue()).isEqualTo("needs an expected output");
  }

  @Test
  void threshold_decidesPassed() throws IOException {
    Path rows = write("{\"id\":\"a\",\"output\":\"x y\",\"expected\":\"x z\"}");
    assertThat(lines(score("token-f1(threshold=0.4)", rows)).get(0).get("passed").asBoolean())
        .isTrue();
    assertThat(lines(score("token-f1(threshold=0.6)", rows)).get(0).get("passed").asBoolean())
        .isFalse();
  }

  @Test
  void manyRows_keepTheirOrder() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      rows.add("{\"id\":\"r" + i + "\",\"output\":\"a\",\"expected\":\"a\"}");
    }
    List<JsonNode> lines = lines(score("exact-match", write(rows.toArray(String[]::new))));
    assertThat(lines).hasSize(2_000);
    for (int i = 0; i < 2_000; i++) {
      assertThat(lines.get(i).get("id").stringValue()).isEqualTo("r" + i);
    }
  }

  @Test
  void json_isOneDocument() throws IOException {
    Path rows =
        write(
            "{\"id\":\"a\",\"output\":\"x\",\"expected\":\"x\"}",
            "{\"id\":\"b\",\"output\":\"x\",\"expected\":\"y\"}");
    Cli.Result result = Cli.assay("score", "-e", "exact-match", "-i", rows.toString(), "--json");
    assertThat(result.json().get("scores")).hasSize(2);
  }

  @Test
  void standardInput_isRead() {
    Cli.Result result =
        new Cli()
            .input("\uFEFF{\"id\":\"a\",\"output\":\"x\",\"expected\":\"x\"}\r\n")
            .run("score", "--evaluator", "exact-match", "--input", "-");
    assertThat(result.err()).isEmpty();
    assertThat(lines(result)).hasSize(1);
  }

  @Test
  void hostileTexts_survive() throws IOException {
    String output = "\\u0000 \\ud800 <script>alert(1)</script> \\u001b[31m";
    Path rows =
        write("{\"id\":\"\\ud800\",\"output\":\"" + output + "\",\"expected\":\"" + output + "\"}");
    JsonNode line = lines(score("exact-match", rows)).get(0);
    assertThat(line.get("id").stringValue()).isEqualTo("\ud800");
    assertThat(line.get("value").doubleValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",                          | rows.jsonl:2:",
        "[]                                      | rows.jsonl:2: row: [] (expected: an object",
        "{\"output\":\"x\"}                      | rows.jsonl:2: id: missing",
        "{\"id\":\"a\"}                          | rows.jsonl:2: output: missing",
        "{\"id\":\"a\",\"outptu\":\"x\"}         | did you mean output?",
        "{\"id\":\"a\",\"output\":\"x\",\"context\":3} | rows.jsonl:2: context",
        "{\"id\":\"a\",\"id\":\"b\",\"output\":\"\"} | rows.jsonl:2:",
      })
  void badRow_namesTheLineAndPrintsNoScores(String row, String message) throws IOException {
    Path rows = write("{\"id\":\"ok\",\"output\":\"x\",\"expected\":\"x\"}", row);
    Cli.Result result = score("exact-match", rows);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: ").contains(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void unknownField_thatIsNoSlip_isLeftAlone() throws IOException {
    Path rows = write("{\"id\":\"a\",\"output\":\"x\",\"expected\":\"x\",\"annotator\":\"bo\"}");
    assertThat(score("exact-match", rows).code()).isZero();
  }

  @Test
  void notUtf8_namesTheLine() throws IOException {
    Path rows = folder.resolve("rows.jsonl");
    Files.write(rows, "{\"id\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
    Cli.Result result = score("exact-match", rows);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("rows.jsonl:1: text: bytes that are not UTF-8");
  }

  @Test
  void noRows_isAnError() throws IOException {
    Cli.Result result = score("exact-match", write("", " "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("rows: none (expected: at least one row");
  }

  @Test
  void missingFile_isAnError() {
    Cli.Result result = score("exact-match", folder.resolve("none.jsonl"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("none.jsonl (expected: a file that can be read)");
  }

  @Test
  void folder_isAnError() {
    Cli.Result result = score("exact-match", folder);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("(expected: a file that can be read)");
  }

  @ParameterizedTest
  @CsvSource({
    "token-f2, did you mean token-f1?",
    "rouge-l(stemm=true), did you mean stem?",
    "rouge-l(stem=, evaluator",
    "token-f1(threshold=2), from 0 to 1",
  })
  void badEvaluator_isAnErrorThatHelps(String expression, String message) throws IOException {
    Path rows = write("{\"id\":\"a\",\"output\":\"x\",\"expected\":\"x\"}");
    Cli.Result result = score(expression, rows);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: ").contains(message);
    assertThat(result.out()).isEmpty();
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(folder.resolve("rows.jsonl"), String.join("\n", lines) + "\n");
  }

  private static Cli.Result score(String evaluators, Path rows) {
    return Cli.assay("score", "--evaluator", evaluators, "--input", rows.toString());
  }

  private static List<JsonNode> lines(Cli.Result result) {
    return result.out().lines().map(line -> Json.parse(line, "standard output", 1)).toList();
  }
}
