package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.ToolCall;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JournalTest {

  private static final String[] HOSTILE = {
    "",
    " ",
    "\u0000",
    "\ud800",
    "\udc00x",
    "\ud83d\ude00",
    "\r\n",
    "\u2028",
    "</script>",
    "\u001b[31m",
    "\"\\",
    "é",
    "null"
  };

  @TempDir Path folder;

  @Test
  void anyResult_comesBackAsItWas() throws IOException {
    Random random = new Random(11);
    List<ExampleResult> results = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      ExampleResult result = result(random, "id-" + i);
      results.add(result);
      byte[] line = Journal.line(i, result);
      assertThat(line).endsWith((byte) '\n');
      assertThat(new String(line, StandardCharsets.UTF_8).lines()).hasSize(1);
      bytes.writeBytes(line);
    }
    Path file = Files.write(folder.resolve("results.jsonl"), bytes.toByteArray());
    assertThat(Journal.read(file).inOrder()).extracting(Journal.Entry::result).isEqualTo(results);
  }

  @Test
  void aNameThatNoReaderTakes_isMadeOneThatItDoes() throws IOException {
    ObjectNode evidence = Json.object().put("found \ud800", "value \ud800");
    Score score = new Score.Unscored("why", evidence);
    ExampleResult plain = ok(0, "x");
    ExampleResult result =
        new ExampleResult(
            plain.example(),
            0,
            plain.interaction(),
            List.of(new EvaluatorScore("e", "1", score)),
            Verdict.PASSED,
            false,
            Runs.NOW);
    Path file = Files.write(folder.resolve("results.jsonl"), Journal.line(0, result));
    ExampleResult read = Journal.read(file).entries().get(0).result();
    assertThat(read.scores().get(0).score().evidence())
        .isEqualTo(Json.object().put("found \ufffd", "value \ud800"));
  }

  @Test
  void tenMegabytes_survive() throws IOException {
    String huge = "<b>\u0000\ud800x</b>".repeat(1_000_000);
    ExampleResult result = ok(0, huge);
    Path file = Files.write(folder.resolve("results.jsonl"), Journal.line(0, result));
    assertThat(Journal.read(file).entries().get(0).result().interaction().output()).isEqualTo(huge);
  }

  @Test
  void aLine_hasTheFieldsOfTheDesignAlways() {
    JsonNode line =
        Json.parse(new String(Journal.line(3, ok(0, "x")), StandardCharsets.UTF_8), "line", 1);
    assertThat(line.propertyNames())
        .contains(
            "example_id",
            "partition",
            "repeat",
            "output",
            "context",
            "tool_calls",
            "latency_ms",
            "ttft_ms",
            "usage",
            "scores",
            "verdict",
            "failure_mode",
            "failure_reason",
            "timestamp");
    assertThat(line.get("partition").stringValue()).isEqualTo("distribution");
    assertThat(line.get("index").intValue()).isEqualTo(3);
    JsonNode score = line.get("scores").get(0);
    assertThat(score.propertyNames())
        .containsExactly(
            "evaluator",
            "version",
            "value",
            "passed",
            "label",
            "explanation",
            "unscored",
            "details");
  }

  @Test
  void aTornLastLine_isLeftOutWhereverItWasTorn() throws IOException {
    byte[] first = Journal.line(0, ok(0, "first é 😀"));
    byte[] second = Journal.line(1, ok(1, "second é 😀"));
    Path file = folder.resolve("results.jsonl");
    for (int cut = 0; cut < second.length; cut++) {
      byte[] content = Arrays.copyOf(first, first.length + cut);
      System.arraycopy(second, 0, content, first.length, cut);
      Files.write(file, content);
      Journal.Content read = Journal.read(file);
      // Only the newline is missing: nothing is lost.
      boolean whole = cut == second.length - 1;
      assertThat(read.entries()).hasSize(whole ? 2 : 1);
      assertThat(read.length()).isEqualTo(first.length + (whole ? cut : 0));
      assertThat(read.newlineMissing()).isEqualTo(whole);
    }
  }

  @Test
  void aBrokenLineInTheMiddle_isAnErrorAtItsLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Journal.line(0, ok(0, "x")));
    bytes.writeBytes("{\"example_id\": \"torn\n".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(Journal.line(1, ok(1, "y")));
    Path file = Files.write(folder.resolve("results.jsonl"), bytes.toByteArray());
    assertThatThrownBy(() -> Journal.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("results.jsonl:2")
        .hasMessageContaining("remove the line");
  }

  @Test
  void aResultJournalledTwice_countsOnce() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Journal.line(1, ok(1, "b")));
    bytes.writeBytes(Journal.line(0, ok(0, "a")));
    bytes.writeBytes(Journal.line(1, ok(1, "again")));
    Path file = Files.write(folder.resolve("results.jsonl"), bytes.toByteArray());
    assertThat(Journal.read(file).inOrder())
        .extracting(e -> e.result().interaction().output())
        .containsExactly("a", "b");
  }

  private static ExampleResult ok(int n, String output) {
    Example example = Runs.examples(n + 1).get(n);
    Interaction interaction =
        Interaction.ofOutput(output).toBuilder().input(example.inputMessages()).build();
    return new ExampleResult(
        example,
        0,
        interaction,
        List.of(new EvaluatorScore("e", "1-a", Score.of(0.5))),
        Verdict.PASSED,
        false,
        Runs.NOW);
  }

  private static ExampleResult result(Random random, String id) {
    ObjectNode metadata = Json.object();
    for (int i = random.nextInt(3); i > 0; i--) {
      metadata.put("k" + name(random), text(random));
    }
    Example example =
        Example.builder(
                id + text(random),
                pick(random, Partition.values()),
                random.nextBoolean()
                    ? node(text(random))
                    : Json.object().put("question", text(random)))
            .expectedOutput(random.nextBoolean() ? null : node(text(random)))
            .context(passages(random))
            .tags(random.nextBoolean() ? List.of() : List.of(text(random)))
            .metadata(metadata)
            .createdAt(random.nextBoolean() ? null : "2026-01-01")
            .provenance(random.nextBoolean() ? null : Json.object().put("trace", text(random)))
            .reviews(
                random.nextBoolean()
                    ? List.of()
                    : List.of(new Review(text(random), "2026-01-01", maybe(random))))
            .build();
    boolean failed = random.nextInt(4) == 0;
    return new ExampleResult(
        example,
        random.nextInt(3),
        interaction(random, example, failed),
        failed ? List.of() : scores(random),
        verdict(random, failed),
        random.nextBoolean(),
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
  }

  private static Interaction interaction(Random random, Example example, boolean failed) {
    Interaction.Builder builder =
        Interaction.builder()
            .input(
                random.nextBoolean()
                    ? example.inputMessages()
                    : List.of(new Message("system", text(random)), Message.user(text(random))))
            .output(failed ? null : text(random))
            .error(failed ? new InteractionError("http_500", text(random)) : null)
            .context(passages(random))
            .usage(
                random.nextBoolean() ? Usage.NONE : new Usage(1L, null, 3L, null, number(random)))
            .latencyMillis(random.nextBoolean() ? null : (Double) Math.abs(number(random)))
            .ttftMillis(random.nextBoolean() ? null : (Double) 1.5)
            .promptTemplate(maybe(random))
            .promptVersion(maybe(random))
            .model(maybe(random))
            .finishReason(maybe(random))
            .conversation(maybe(random));
    if (random.nextBoolean()) {
      builder.tag(name(random), text(random));
      builder.toolCalls(
          List.of(
              new ToolCall(
                  text(random),
                  Json.object().put("a", text(random)),
                  random.nextBoolean() ? null : node(text(random)),
                  maybe(random))));
      builder.steps(
          List.of(
              new Step("tool", text(random), maybe(random), maybe(random), 2.5, maybe(random))));
    }
    return builder.build();
  }

  private static List<EvaluatorScore> scores(Random random) {
    ObjectNode evidence = Json.object().put("f1", text(random)).put("n", 3);
    Score scored =
        new Score.Scored(
            number(random),
            random.nextBoolean() ? null : (Boolean) random.nextBoolean(),
            maybe(random),
            maybe(random),
            evidence);
    return List.of(
        new EvaluatorScore("a" + text(random), "1-x", scored),
        new EvaluatorScore("b", "2-y", new Score.Unscored(text(random), evidence)));
  }

  private static Verdict verdict(Random random, boolean failed) {
    if (failed || random.nextBoolean()) {
      return Verdict.failed(pick(random, FailureMode.values()), text(random));
    }
    return random.nextBoolean() ? Verdict.PASSED : Verdict.unscored(text(random));
  }

  private static List<Passage> passages(Random random) {
    List<Passage> passages = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      passages.add(
          random.nextBoolean()
              ? Passage.of(text(random))
              : new Passage("d" + text(random), text(random), number(random)));
    }
    return passages;
  }

  private static <T> T pick(Random random, T[] from) {
    return from[random.nextInt(from.length)];
  }

  private static double number(Random random) {
    return random.nextInt(4) == 0
        ? random.nextInt(1000)
        : random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10.0);
  }

  // Names of fields hold no lone surrogate, which no reader takes.
  private static String name(Random random) {
    return text(random).replaceAll("\\p{Cs}", "-");
  }

  private static String maybe(Random random) {
    return random.nextBoolean() ? null : text(random);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(HOSTILE[random.nextInt(HOSTILE.length)]);
      text.append((char) random.nextInt(65_536));
    }
    return text.toString();
  }

  private static JsonNode node(String text) {
    return Json.array().add(text).get(0);
  }
}
