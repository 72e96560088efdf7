package dev.assay.benchmarks.load;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for on the command line.
 *
 * @param url of the server, such as {@code http://127.0.0.1:4318}; {@code grpc://host:port} for
 *     gRPC
 * @param header sent with each request, such as {@code Authorization: Bearer …}; or null
 * @param gzip whether bodies are compressed
 * @param rate spans of models a second
 * @param duration how long
 * @param warmUp how long acknowledgements are not timed
 * @param batch spans a request
 * @param connections how many requests are under way at once
 * @param seed of ids and contents
 * @param shape of a trace
 * @param spanBytes of a span of a model
 * @param start when the first batch's spans began; null for now, five seconds back
 * @param retry whether what was not acknowledged is sent again
 * @param patience how long after the end to keep trying
 * @param ledger where what was acknowledged is written; or null
 * @param report where the result is written as JSON; or null
 */
record LoadOptions(
    URI url,
    @Nullable String header,
    boolean gzip,
    double rate,
    Duration duration,
    Duration warmUp,
    int batch,
    int connections,
    long seed,
    Shape shape,
    int spanBytes,
    @Nullable Instant start,
    boolean retry,
    Duration patience,
    @Nullable Path ledger,
    @Nullable Path report) {

  static final String HELP =
      """
      usage: SpanLoad [options]
        --url URL           http://host:port or grpc://host:port        (http://127.0.0.1:4318)
        --header 'N: V'     sent with each request
        --gzip              compresses bodies
        --rate R            spans of models a second                    (20000)
        --seconds S         how long                                    (60)
        --warm-up S         of these, not timed                         (0)
        --batch N           spans a request                             (512)
        --connections N     requests under way at once                  (16)
        --seed N            of ids and contents                         (7)
        --shape S           chat: a span a trace; rag: request, retrieval, model (chat)
        --span-bytes N      of a model's span                           (1200)
        --start INSTANT     when the first spans began                  (now)
        --retry             sends again what was not acknowledged
        --patience S        how long after the end                      (120)
        --ledger FILE       writes the numbers of acknowledged batches
        --report FILE       writes the result as JSON
      """;

  private static final Set<String> FLAGS = Set.of("gzip", "retry", "help");
  private static final Set<String> NAMES =
      Set.of(
          "url",
          "header",
          "rate",
          "seconds",
          "warm-up",
          "batch",
          "connections",
          "seed",
          "shape",
          "span-bytes",
          "start",
          "patience",
          "ledger",
          "report");

  static LoadOptions parse(List<String> arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i).startsWith("--") ? arguments.get(i).substring(2) : "";
      if (FLAGS.contains(name)) {
        given.put(name, "yes");
      } else if (NAMES.contains(name) && i + 1 < arguments.size()) {
        given.put(name, arguments.get(++i));
      } else {
        throw new InvalidInputException(
            Problem.of("argument", arguments.get(i), "an option and its value").next(HELP));
      }
    }
    if (given.containsKey("help")) {
      throw new InvalidInputException(Problem.of("help", "", HELP));
    }
    return of(given);
  }

  private static LoadOptions of(Map<String, String> given) {
    String start = given.get("start");
    String ledger = given.get("ledger");
    String report = given.get("report");
    return new LoadOptions(
        URI.create(given.getOrDefault("url", "http://127.0.0.1:4318")),
        given.get("header"),
        given.containsKey("gzip"),
        number(given, "rate", 20_000, 0.001, 10_000_000),
        seconds(number(given, "seconds", 60, 0.001, 1_000_000)),
        seconds(number(given, "warm-up", 0, 0, 1_000_000)),
        (int) number(given, "batch", 512, 1, 100_000),
        (int) number(given, "connections", 16, 1, 1_000),
        Long.parseLong(given.getOrDefault("seed", "7")),
        Shape.ofKey(given.getOrDefault("shape", "chat")),
        (int) number(given, "span-bytes", 1_200, 1, 10_000_000),
        start == null ? null : Instant.parse(start),
        given.containsKey("retry"),
        seconds(number(given, "patience", 120, 0, 1_000_000)),
        ledger == null ? null : Path.of(ledger),
        report == null ? null : Path.of(report));
  }

  private static double number(
      Map<String, String> given, String name, double otherwise, double low, double high) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    Problem problem = Problem.of(name, text, "a number from " + low + " to " + high);
    try {
      double value = Double.parseDouble(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new InvalidInputException(problem, e);
    }
    throw new InvalidInputException(problem);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** How many traces a batch has; traces are never split. */
  int traces() {
    return Math.max(1, batch / shape.spans());
  }

  /** Time from one batch to the next. */
  long intervalNanos() {
    return Math.max(1, Math.round(traces() / rate * 1e9));
  }

  /** How many batches are sent. */
  long batches() {
    return Math.max(1, duration.toNanos() / intervalNanos());
  }
}
