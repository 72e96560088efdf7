package dev.assay.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A whole server in a folder, with a clock that a test sets, and what asks it over HTTP. */
final class ServedEngine implements AutoCloseable {

  /** Ports of its own, traces told at once, one cheap evaluator, everything drawn. */
  static final String QUICK =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: {host: 127.0.0.1, port: 0}
      traces: {idle: 100ms, rootless: 200ms}
      evaluators:
        - refusal
      sampling: {rate: 1}
      """;

  /** Traces told at once, everything drawn, and a monitor of what one cheap evaluator finds. */
  static final String WATCHING =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      traces: {idle: 100ms, rootless: 200ms}
      evaluators:
        - contains: {any: ["order"], name: named}
      sampling: {rate: 1}
      monitors:
        - name: format
          immediate: {evaluator: named, most: 1, per: 1h, quiet: 1h}
      """;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder;
  private final String yaml;
  private final MachineClock clock = MachineClock.running();
  private final AtomicLong passed = new AtomicLong();
  private final Map<String, String> headers = new HashMap<>();
  private Engine engine;

  private ServedEngine(Path folder, String yaml, Duration ahead) {
    this.folder = folder;
    this.yaml = yaml;
    clock.ahead(ahead);
    this.engine = started();
  }

  static ServedEngine open(Path folder, String yaml) {
    return new ServedEngine(folder, yaml, Duration.ZERO);
  }

  /** The same at another time than now. */
  static ServedEngine open(Path folder, String yaml, Instant now) {
    return new ServedEngine(folder, yaml, Duration.between(Clock.systemUTC().instant(), now));
  }

  private Engine started() {
    try {
      Path file = folder.resolve("assay.yaml");
      Files.writeString(file, yaml);
      Engine opened =
          Engine.open(
              ServerConfigReader.read(
                  file, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
              new Engine.Surroundings(
                  clock,
                  () -> System.nanoTime() + passed.get(),
                  Map.of("OPENAI_API_KEY", "sk-0123456789abcdefghij"),
                  new SecureRandom(),
                  "test"));
      opened.start();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Engine engine() {
    return engine;
  }

  /** Where everything lies. */
  Path data() {
    return folder.resolve("data");
  }

  /** The time that the server is told. */
  Clock clock() {
    return clock;
  }

  /** Sets the clock so far ahead of the real one, while no more time passes than does. */
  void setAhead(Duration far) {
    clock.ahead(far.plusNanos(passed.get()));
  }

  /** Lets time pass, on the clock and truly. */
  void pass(Duration time) {
    clock.ahead(Duration.between(Clock.systemUTC().instant(), clock.instant()).plus(time));
    passed.addAndGet(time.toNanos());
  }

  /** Closes it, and opens it again in the same folder. */
  void restart() {
    engine.close();
    engine = started();
  }

  /** A header for every request from now on. */
  void header(String name, String value) {
    headers.put(name, value);
  }

  HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return Json.parse(answer.body(), path, 1);
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return post(path, "application/json", json.getBytes(UTF_8));
  }

  HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
    return CLIENT.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> delete(String path) throws Exception {
    return CLIENT.send(request(path).DELETE().build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(engine.http() + path)).timeout(Duration.ofSeconds(60));
    headers.forEach(request::header);
    return request;
  }

  /** Asks until the answer is as it should be. */
  JsonNode await(String path, Predicate<JsonNode> right) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (true) {
      HttpResponse<String> answer = get(path);
      if (answer.statusCode() == 200) {
        JsonNode json = Json.parse(answer.body(), path, 1);
        if (right.test(json)) {
          return json;
        }
      }
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(until);
      // What is waited for may be known and not stored yet.
      engine.pipeline().hurry();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Waits until so many interactions are listed. */
  JsonNode interactions(int many) throws Exception {
    return await("/api/v1/interactions?limit=1000", json -> json.path("items").size() == many)
        .path("items");
  }

  /** Sends spans, all of which are taken. */
  void send(List<String> spans) throws Exception {
    HttpResponse<String> answer = post("/v1/traces", Exports.of(spans));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
  }

  /** Waits until all that was acknowledged is stored. */
  void settle() throws InterruptedException {
    assertThat(engine.awaitStored(Duration.ofSeconds(60))).isTrue();
  }

  /** What Prometheus is told of a number, in all its kinds together. */
  double metric(String name) throws Exception {
    double sum = 0;
    boolean told = false;
    for (String line : get("/metrics").body().split("\n", -1)) {
      told |= line.startsWith("# TYPE " + name + " ");
      if (line.startsWith(name + " ") || line.startsWith(name + "{")) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        told = true;
      }
    }
    if (!told) {
      throw new AssertionError(name + " is not told");
    }
    return sum;
  }

  @Override
  public void close() {
    engine.close();
  }
}
