package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code rank}, {@code rejudge} and suites with judges, with a model that prefers figures. */
class JudgeCommandsTest {

  private static final Pattern SHOWN =
      Pattern.compile("<<<BEGIN RESPONSE ?([AB]?) \\w+>>>\n(.*?)\n<<<END", Pattern.DOTALL);

  @TempDir Path folder;

  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool(this::daemon));
    server.start();
    write(
        "dataset.jsonl",
        "{\"id\":\"a\",\"partition\":\"distribution\",\"input\":\"What does it cost?\"}",
        "{\"id\":\"b\",\"partition\":\"distribution\",\"input\":\"How long?\"}");
    write(
        "good.jsonl",
        "{\"id\":\"a\",\"output\":\"10 euros.\"}",
        "{\"id\":\"b\",\"output\":\"14.\"}");
    write(
        "bad.jsonl", "{\"id\":\"a\",\"output\":\"Some.\"}", "{\"id\":\"b\",\"output\":\"Long.\"}");
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "judge");
    thread.setDaemon(true);
    return thread;
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    JsonNode body =
        Json.parse(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            "request",
            1);
    String user = body.at("/messages/1/content").stringValue();
    Matcher shown = SHOWN.matcher(user);
    String best = "tie";
    int grade = 1;
    while (shown.find()) {
      boolean figures = shown.group(2).chars().anyMatch(Character::isDigit);
      best = figures ? shown.group(1) : best;
      grade = figures ? 5 : grade;
    }
    ObjectNode said = Json.object().put("reasoning", "It looks for figures.");
    if (user.contains("BEGIN RESPONSE B")) {
      said.put("winner", best);
    } else {
      said.put("grade", grade);
    }
    ObjectNode reply = Json.object().put("id", "1").put("object", "chat.completion");
    reply.put("model", "gpt-test");
    ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", Json.write(said));
    byte[] bytes = Json.write(reply).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void rank_runsOfTwoVersions_putsTheBetterFirstAndNamesTheJudge() throws IOException {
    String good = run("good");
    String bad = run("bad");

    Cli.Result result = assay("rank", bad, good, "--judge", "openai:gpt-4o", "--no-cache");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out().lines().skip(1).findFirst().orElseThrow()).endsWith("good");
    assertThat(result.out())
        .contains("2 comparisons of 2 inputs")
        .contains("judged by openai:gpt-4o");

    JsonNode json =
        assay("rank", bad, good, "--judge", "openai:gpt-4o", "--no-cache", "--json").json();
    assertThat(json.at("/judge/model").stringValue()).isEqualTo("openai:gpt-4o");
    assertThat(json.at("/judge/version").stringValue()).startsWith("1-");
    assertThat(json.at("/runs/1/strength/value").doubleValue()).isPositive();
    assertThat(json.at("/position_bias/value").doubleValue()).isZero();
  }

  @Test
  void rank_answersOfAModelOfTheJudgesFamily_areNamed() throws IOException {
    write(
        "good.jsonl",
        "{\"id\":\"a\",\"output\":\"10 euros.\",\"model\":\"gpt-4.1\"}",
        "{\"id\":\"b\",\"output\":\"14.\",\"model\":\"gpt-4.1\"}");

    Cli.Result result =
        assay("rank", run("bad"), run("good"), "--judge", "openai:gpt-4o", "--no-cache");

    assertThat(result.out()).contains("of the same model family (gpt) as good:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opnai:gpt-4o | --judge: opnai:gpt-4o",
        "anthropic:claude-x | ANTHROPIC_API_KEY",
      })
  void rank_judgeThatCannotBe_isRefusedBeforeTheFirstCall(String judge, String message)
      throws IOException {
    Cli.Result result = assay("rank", run("bad"), run("good"), "--judge", judge);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(calls).hasValue(0);
  }

  @Test
  void rejudge_aStoredRun_scoresItByTheSuiteOfNow() throws IOException {
    String run = run("good");
    suite("good", "judge: {criteria: helpfulness, samples: 1, threshold: 4}");

    Cli.Result result =
        assay(
            "rejudge",
            run,
            "--suite",
            folder.resolve("good.yaml").toString(),
            "--output",
            folder.resolve("moved").toString(),
            "--no-cache");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("Judges").contains("openai:gpt-test");
    assertThat(calls).hasValue(2);
    assertThat(folder.resolve("moved").resolve("report.html")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "judge: {criteria: helpfulness, temperature: 3} | judge.temperature: 3 (expected: a number from 0 to 2)",
        "rubric: {rubric: {items: []}} | rubric.rubric: no items",
        "judge: {criteria: helpfulness, model: 'opnai:x'} | judge.model: opnai:x",
        "judge: {criteria: helpfulness, model: 'anthropic:x'} | no key (expected: a key in the environment variable",
        "panel: {criteria: helpfulness, judges: [judge, {model: judge, temperature: 9}]} | panel.judges[1].temperature: 9",
        "set: {evaluators: [{judge: {criteria: helpfulness, temperature: 3, threshold: 3}}]} | set.evaluators[0].judge.temperature: 3",
        "judge: {criteria: harmlessness, threshold: 4} | judge.paired_with: missing",
        "tone: {tone: ''} | tone.tone: empty",
      })
  void run_judgeThatCannotWork_isRefusedAtItsLineBeforeTheFirstCall(
      String evaluator, String message) throws IOException {
    suite("good", evaluator);

    Cli.Result result =
        assay(
            "run",
            folder.resolve("good.yaml").toString(),
            "--output",
            folder.resolve("run").toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("good.yaml:6:").contains(message);
    assertThat(calls).hasValue(0);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void score_rowWithoutInput_isNotJudgedByJudgesOfAnswers() throws IOException {
    write(
        "rows.jsonl",
        "{\"id\":\"none\",\"output\":\"14 days\"}",
        "{\"id\":\"asked\",\"output\":\"14 days\",\"input\":\"How long?\"}",
        "{\"id\":\"said\",\"output\":\"14 days\",\"messages\":[{\"role\":\"user\",\"text\":\"How long?\"}]}");

    Cli.Result result =
        assay(
            "score",
            "--evaluator",
            "judge(criteria=helpfulness,model=openai:gpt-test),tone(model=openai:gpt-test)",
            "--input",
            folder.resolve("rows.jsonl").toString());

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out().lines().map(line -> Json.parse(line, "line", 1)))
        .extracting(line -> line.get("unscored").asString())
        .containsExactly("needs an input", "", "", "", "", "");
  }

  private String run(String name) throws IOException {
    suite(name, "contains: {any: ['.']}");
    Path run = folder.resolve(name);
    Cli.Result result =
        assay(
            "run",
            folder.resolve(name + ".yaml").toString(),
            "--output",
            run.toString(),
            "--no-cache");
    assertThat(result.code()).as(result.err()).isZero();
    return run.toString();
  }

  private void suite(String name, String evaluator) throws IOException {
    write(
        name + ".yaml",
        "dataset: dataset.jsonl",
        "target: {recorded: " + name + ".jsonl}",
        "models: {judge: {model: 'openai:gpt-test', base_url: '" + url() + "'}}",
        "gate: {distribution: {pass_rate: 0.01}}",
        "evaluators:",
        "  - " + evaluator);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private Cli.Result assay(String... args) {
    return new Cli().environment(Map.of("OPENAI_API_KEY", "k", "OPENAI_BASE_URL", url())).run(args);
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }
}
