package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class ListeningTest {

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> contexts = new ConcurrentHashMap<>();
  private HttpServer app;
  private int otlpPort;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      otlpPort = free.getLocalPort();
    }
    app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.setExecutor(Executors.newCachedThreadPool());
    app.createContext("/ask", this::ask);
    app.start();
  }

  @AfterEach
  void stop() {
    app.stop(0);
  }

  // An application that tells nothing of its steps in its answers, but exports spans.
  private void ask(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = Json.parse(body(exchange), "body", 1).get("question").stringValue();
      String context = exchange.getRequestHeaders().getFirst("traceparent");
      contexts.put(id, String.valueOf(context));
      byte[] answer = ("{\"answer\":\"answer " + id + "\"}").getBytes(UTF_8);
      if (context == null) {
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        return;
      }
      String trace = context.substring(3, 35);
      String call = context.substring(36, 52);
      switch (id) {
        case "silent" -> {}
        case "hostile" -> {
          export("\u0000not json", false);
          export(spans("ffffffffffffffffffffffffffffffff", call, id, false), false);
          export("{\"resourceSpans\":" + "[".repeat(10_000), false);
        }
        case "late" -> {
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      Thread.sleep(400);
                      export(spans(trace, call, id, false), true);
                    } catch (IOException | InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
          thread.setDaemon(true);
          thread.start();
        }
        default -> export(spans(trace, call, id, id.startsWith("old")), id.endsWith("1"));
      }
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
  }

  private void export(String json, boolean gzip) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + otlpPort + "/v1/traces"))
            .header("Content-Type", "application/json");
    if (gzip) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
        out.write(bytes);
      }
      bytes = zipped.toByteArray();
      request.header("Content-Encoding", "gzip");
    }
    try {
      client.send(request.POST(BodyPublishers.ofByteArray(bytes)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // An agent that searches, calls a tool and asks a model, in the words of now or of 2024.
  private static String spans(String trace, String parent, String id, boolean old) {
    String input = old ? "gen_ai.usage.prompt_tokens" : "gen_ai.usage.input_tokens";
    String output = old ? "gen_ai.usage.completion_tokens" : "gen_ai.usage.output_tokens";
    String system = old ? "gen_ai.system" : "gen_ai.provider.name";
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
        + String.join(
            ",",
            span(
                trace,
                "00000000000000b1",
                "00000000000000a1",
                "execute_tool lookup",
                text("gen_ai.operation.name", "execute_tool"),
                text("gen_ai.tool.name", "lookup"),
                text("gen_ai.tool.call.arguments", "{\\\"of\\\":\\\"" + id + "\\\"}"),
                text("gen_ai.tool.call.result", "found " + id)),
            span(
                trace,
                "00000000000000b2",
                "00000000000000a1",
                "search",
                text("openinference.span.kind", "RETRIEVER"),
                text("retrieval.documents.0.document.content", "passage of " + id)),
            span(
                trace,
                "00000000000000b3",
                "00000000000000a1",
                "chat small",
                text("gen_ai.operation.name", "chat"),
                text(system, "openai"),
                text("gen_ai.request.model", "small"),
                number(input, 11),
                number(output, 5)),
            span(
                trace,
                "00000000000000a1",
                parent,
                "invoke_agent helper",
                text("gen_ai.operation.name", "invoke_agent"),
                text("gen_ai.agent.name", "helper")))
        + "]}]}]}";
  }

  private static String span(
      String trace, String id, String parent, String name, String... attributes) {
    return "{\"traceId\":\"%s\",\"spanId\":\"%s\",\"parentSpanId\":\"%s\",\"name\":\"%s\","
            .formatted(trace, id, parent, name)
        + "\"startTimeUnixNano\":\"179526240000%s000000\","
            .formatted(id.startsWith("b", 14) ? id.charAt(15) : '0')
        + "\"endTimeUnixNano\":\"179526240000%s000000\",\"attributes\":["
            .formatted(id.startsWith("b", 14) ? (char) (id.charAt(15) + 1) : '9')
        + String.join(",", attributes)
        + "]}";
  }

  private static String text(String key, String value) {
    return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
  }

  private static String number(String key, int value) {
    return "{\"key\":\"%s\",\"value\":{\"intValue\":\"%d\"}}".formatted(key, value);
  }

  private Cli.Result run(List<String> questions, String... more) throws IOException {
    StringBuilder dataset = new StringBuilder();
    for (String question : questions) {
      dataset.append(
          "{\"id\":\"%s\",\"partition\":\"distribution\",\"input\":{\"question\":\"%s\"}}\n"
              .formatted(question, question));
    }
    Files.writeString(folder.resolve("dataset.jsonl"), dataset);
    Files.writeString(
        folder.resolve("suite.yaml"),
        String.join(
            "\n",
            "name: listened",
            "dataset: dataset.jsonl",
            "target:",
            "  http:",
            "    url: http://127.0.0.1:" + app.getAddress().getPort() + "/ask",
            "    body: '{\"question\": \"{{input.question}}\"}'",
            "    output: /answer",
            "evaluators:",
            "  - step-count: {max: 5, of: steps}",
            "concurrency: 4",
            "gate:",
            "  distribution: {pass_rate: 0.0}"));
    String[] args = {
      "run",
      folder.resolve("suite.yaml").toString(),
      "-o",
      folder.resolve("run").toString(),
      "--no-cache"
    };
    String[] all = new String[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.assay(all);
  }

  private Map<String, JsonNode> results() throws IOException {
    Map<String, JsonNode> results = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("run/results.jsonl"))) {
      JsonNode row = Json.parse(line, "results", 1);
      if (row.has("example_id")) {
        results.put(row.get("example_id").stringValue(), row);
      }
    }
    return results;
  }

  private String[] listening(String wait) {
    return new String[] {"--otlp-port", String.valueOf(otlpPort), "--otlp-wait", wait};
  }

  @Test
  void spansOfTheTarget_completeItsAnswers() throws Exception {
    List<String> ids = List.of("new0", "new1", "new2", "new3", "old0", "old1", "old2", "old3");
    Cli.Result result = run(ids, listening("20s"));
    assertThat(result.err()).contains("Listening for spans: http://127.0.0.1:" + otlpPort);
    assertThat(result.err()).doesNotContain("warning: no spans");
    Map<String, JsonNode> results = results();
    assertThat(results).containsOnlyKeys(ids);
    for (String id : ids) {
      JsonNode row = results.get(id);
      assertThat(row.get("output").stringValue()).isEqualTo("answer " + id);
      assertThat(row.at("/tool_calls/0/name").stringValue()).as(row.toString()).isEqualTo("lookup");
      assertThat(row.at("/tool_calls/0/arguments/of").stringValue()).isEqualTo(id);
      assertThat(row.at("/context").toString()).contains("\"passage of " + id + "\"");
      assertThat(row.at("/usage/input_tokens").intValue()).isEqualTo(11);
      assertThat(row.at("/usage/output_tokens").intValue()).isEqualTo(5);
      assertThat(row.at("/scores/0/evaluator").stringValue()).isEqualTo("step-count");
      assertThat(row.at("/scores/0/value").doubleValue()).as(row.toString()).isPositive();
    }
    assertThat(contexts.values()).doesNotHaveDuplicates();
    assertThat(contexts.values())
        .allSatisfy(one -> assertThat(one).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
  }

  @Test
  void missingHostileAndLateSpans_costNoAnswer() throws Exception {
    Cli.Result result = run(List.of("silent", "hostile", "late", "new1"), listening("2s"));
    Map<String, JsonNode> results = results();
    assertThat(results).hasSize(4);
    for (String id : List.of("silent", "hostile")) {
      assertThat(results.get(id).get("output").stringValue()).isEqualTo("answer " + id);
      assertThat(results.get(id).at("/tool_calls").isEmpty()).isTrue();
    }
    assertThat(results.get("late").at("/tool_calls/0/arguments/of").stringValue())
        .isEqualTo("late");
    assertThat(result.err()).contains("no spans in time of 2 calls (4 spans of other traces came)");
    // Waiting is no part of the latency.
    assertThat(results.get("silent").get("latency_ms").doubleValue()).isLessThan(1_900);
  }

  @Test
  void notAsked_sendsNothingAndWaitsForNothing() throws Exception {
    Cli.Result result = run(List.of("new0"));
    assertThat(result.err()).doesNotContain("Listening");
    assertThat(contexts).containsEntry("new0", "null");
    assertThat(results().get("new0").at("/tool_calls").isEmpty()).isTrue();
  }

  @Test
  void portInUseOrWaitAlone_isSaid() throws Exception {
    Cli.Result taken =
        run(List.of("new0"), "--otlp-port", String.valueOf(app.getAddress().getPort()));
    assertThat(taken.code()).isEqualTo(2);
    assertThat(taken.err()).contains("a port that is free");
    Cli.Result alone = run(List.of("new0"), "--otlp-wait", "6s");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("--otlp-port beside it");
  }
}
