package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    Cli.Result result = score("exact-match", folder.resolve("rows.jsonl"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("rows.jsonl (expected: a file that can be read)");
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

  @Test
  void suite_givesItsModelsAndPricesToJudges() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (GradingServer server = new GradingServer(asked::incrementAndGet)) {
      Path suite =
          Files.writeString(
              folder.resolve("suite.yaml"),
              String.join(
                  "\n",
                  "dataset: rows.jsonl",
                  "prices: prices.json",
                  "models: {mine: {model: 'openai:m', base_url: '" + server.url() + "'}}",
                  "target: {recorded: rows.jsonl}",
                  "evaluators: [exact-match]"));
      prices("prices.json", 1);
      Path own = prices("own.json", 2);
      Path rows =
          Files.writeString(
              folder.resolve("rows.jsonl"), "{\"id\":1,\"input\":\"Open?\",\"output\":\"Yes.\"}\n");
      String judge = "judge(model=mine, criteria=helpfulness, samples=1)";
      String[] command = {
        "score", "-e", judge, "-i", rows.toString(), "--no-cache", "--suite", suite.toString()
      };
      JsonNode score = Json.parse(Cli.assay(command).out(), "out", 1);
      assertThat(score.path("value").doubleValue()).isEqualTo(4);
      assertThat(score.at("/details/usage/cost").doubleValue()).isCloseTo(110e-6, within(1e-12));
      String[] dearer = Arrays.copyOf(command, command.length + 2);
      dearer[command.length] = "--prices";
      dearer[command.length + 1] = own.toString();
      score = Json.parse(Cli.assay(dearer).out(), "out", 1);
      assertThat(score.at("/details/usage/cost").doubleValue()).isCloseTo(220e-6, within(1e-12));
      assertThat(asked.get()).isEqualTo(2);
    }
  }

  @Test
  void judges_areAskedSeveralAtOnceAndRowsKeepTheirOrder() throws IOException {
    // Nobody is answered before eight have asked.
    CountDownLatch eight = new CountDownLatch(8);
    AtomicInteger early = new AtomicInteger();
    Runnable wait =
        () -> {
          eight.countDown();
          try {
            early.addAndGet(eight.await(20, TimeUnit.SECONDS) ? 0 : 1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (GradingServer server = new GradingServer(wait)) {
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        rows.append("{\"id\":")
            .append(i)
            .append(",\"input\":\"Open?\",\"output\":\"No ")
            .append(i)
            .append("\"}\n");
      }
      Path file = Files.writeString(folder.resolve("rows.jsonl"), rows);
      String model = "{model: \"openai:m\", base_url: \"" + server.url() + "\"}";
      String judge = "judge(model=" + model + ", criteria=helpfulness, samples=1)";
      Cli.Result result =
          Cli.assay("score", "-e", judge, "-i", file.toString(), "--no-cache", "--json");
      JsonNode scores = Json.parse(result.out(), "out", 1).path("scores");
      assertThat(scores).hasSize(20);
      for (int i = 0; i < 20; i++) {
        assertThat(scores.get(i).path("id").intValue()).isEqualTo(i);
        assertThat(scores.get(i).path("value").doubleValue()).isEqualTo(4);
      }
      assertThat(early.get()).isZero();
    }
  }

  private Path prices(String name, int price) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "{\"prices\": [{\"provider\": \"openai\", \"model\": \"m\", \"input\": "
            + price
            + ", \"output\": "
            + price
            + "}]}");
  }
}
