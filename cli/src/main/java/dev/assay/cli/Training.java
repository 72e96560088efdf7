package dev.assay.cli;

import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does what commands usually do, in a folder of its own and without a word, so that the JVM sees
 * the classes they need: what it keeps of them makes the next start faster. Started by {@code
 * ./assay} in the background.
 */
final class Training {

  private static final String TRACE =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":
      "shop"}}]},"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":
      "b7ad6b7169203331","name":"chat","kind":3,"startTimeUnixNano":"%d","endTimeUnixNano":"%d",
      "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":
      "gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}
      """;

  private Training() {}

  /** Runs the usual commands once. */
  public static void main(String[] args) throws IOException {
    Terminal.ofProcess(OutputStream.nullOutputStream());
    Path folder = Files.createTempDirectory("assay-training");
    try {
      for (String[] command : commands(folder)) {
        Assay.run(command, silent());
      }
      serve(folder.resolve("server"));
    } finally {
      delete(folder);
    }
  }

  private static List<String[]> commands(Path folder) {
    String suite = folder.resolve("suite.yaml").toString();
    String run = folder.resolve("run").toString();
    return List.of(
        new String[] {"--version"},
        new String[] {"evaluators"},
        new String[] {"evaluators", "--json"},
        new String[] {"init", folder.toString()},
        new String[] {"run", suite, "--output", run, "--no-cache"},
        new String[] {"run", suite, "--output", run, "--no-cache", "--json"},
        new String[] {"gate", run},
        new String[] {"dataset", "stats", folder.resolve("dataset.jsonl").toString()},
        new String[] {
          "score", "-e", "token-f1,rouge-l", "-i", folder.resolve("outputs.jsonl").toString()
        });
  }

  private static void serve(Path data) throws IOException {
    Overrides flags =
        Overrides.NONE.data(data.toString()).http("127.0.0.1:0").grpc("http").log("error");
    ServerConfig config = ServerConfigReader.read(null, Map.of(), flags);
    Logging.start(config.log(), silent());
    try (Engine engine =
        Engine.open(
            config,
            new Engine.Surroundings(
                Clock.systemUTC(), Map.of(), new SecureRandom(), Version.ofAssay()))) {
      engine.start();
      exchange(engine, "/v1/traces", TRACE.formatted(nanos(), nanos()));
      exchange(engine, "/readyz", null);
      exchange(engine, "/metrics", null);
      exchange(engine, "/api/v1/interactions", null);
    }
  }

  private static long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(Clock.systemUTC().millis());
  }

  private static void exchange(Engine engine, String path, @Nullable String body)
      throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) engine.http().resolve(path).toURL().openConnection();
    if (body != null) {
      call.setDoOutput(true);
      call.setRequestProperty("Content-Type", "application/json");
      call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    call.getResponseCode();
    call.disconnect();
  }

  private static Terminal silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Terminal(
        InputStream.nullInputStream(), nowhere, nowhere, false, false, 100, Map.of());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
