package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay demo}. */
@Command(
    name = "demo",
    description =
        "Serve the monitor with two days of an assistant's traffic in which one thing goes wrong.",
    footer = {
      "",
      "Half way the refund policy changes and the answers do not. docs/demo.md says what is to be"
          + " seen. Needs no key and calls nobody. Runs until Ctrl-C; a temporary folder is"
          + " removed.",
      "",
      "Example: assay demo --http 8080"
    })
final class DemoCommand extends AssayCommand {

  @Option(
      names = "--http",
      paramLabel = "[HOST:]PORT",
      defaultValue = "4318",
      description = "Where to listen, on 127.0.0.1; ${DEFAULT-VALUE} unless given.")
  private String http = "4318";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A new folder to keep; a temporary one unless given.")
  private @Nullable Path data;

  DemoCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Stop stop = Stop.ofProcess();
    long began = System.nanoTime();
    Path folder = folder();
    try (Demo demo =
        Demo.open(folder, http, Instant.now().truncatedTo(ChronoUnit.MINUTES), Clock.systemUTC())) {
      Logging.start(demo.config().log(), terminal());
      note("Listening on " + demo.http() + ", replaying two days of traffic …");
      demo.replay(() -> stop.await(Duration.ZERO));
      if (!stop.await(Duration.ZERO)) {
        demo.settle(Duration.ofSeconds(20), () -> stop.await(Duration.ZERO));
        say(demo, Duration.ofNanos(System.nanoTime() - began));
        stop.await();
      }
    } finally {
      if (data == null) {
        remove(folder);
      }
    }
    return ExitCode.PASSED;
  }

  private Path folder() {
    try {
      if (data == null) {
        return Files.createTempDirectory("assay-demo");
      }
      if (Files.exists(data)) {
        throw new InvalidInputException(
            Problem.of("--data", data, "a folder that is not there yet"));
      }
      return data;
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("temporary folder", e.getMessage(), "room for it"), e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is in the system's temporary folder, which is tidied up by others.
    }
  }

  private void say(Demo demo, Duration took) {
    List<JsonNode> alerts = demo.alerts();
    if (json()) {
      ObjectNode document = Json.object().put("http", demo.http().toString());
      document.put("stale_since", demo.traffic().staleSince().toString());
      ArrayNode array = document.putArray("alerts");
      alerts.forEach(array::add);
      json(document);
    } else {
      print(demo, alerts, took);
    }
    terminal().out().flush();
  }

  private void print(Demo demo, List<JsonNode> alerts, Duration took) {
    Terminal to = terminal();
    String api = demo.http() + "/api/v1";
    to.line(
        String.format(
            Locale.ROOT,
            "Two days of a support assistant's traffic, seen in %.1f s: %,d events.",
            took.toMillis() / 1000.0,
            demo.traffic().events().size()));
    to.line(
        "Since "
            + demo.traffic().staleSince()
            + " its answers about refunds are those of an old page; nothing else is wrong.");
    to.line("");
    to.line(alerts.isEmpty() ? "No alert fired." : "Alerts:");
    for (JsonNode alert : alerts) {
      to.line("  " + line(alert));
    }
    to.line("");
    pages(to, demo.http() + "/ui");
    to.line("");
    to.line("On the command line");
    alerts.stream()
        .findFirst()
        .ifPresent(
            alert ->
                to.line(
                    "  why:            curl -s "
                        + api
                        + "/alerts/"
                        + RestClient.encoded(alert.path("id").asString(""))));
    to.line(
        "  each feature:   curl -s \""
            + api
            + "/slices?dimension=feature&measure=score:grounding:pass&measure=signal:negative:rate"
            + "&from="
            + demo.traffic().staleSince()
            + "\"");
    to.line(
        "  over time:      curl -s \""
            + api
            + "/series?measure=score:grounding:pass&slice=feature%3Drefunds&level=hour&from="
            + demo.traffic().end().minus(Duration.ofDays(2))
            + "\"");
    to.line(
        "  bad answers:    curl -s \""
            + api
            + "/interactions?feature=refunds&evaluator=grounding&passed=false&limit=3\"");
    to.line("  failure cases:  assay failures list --url " + demo.http());
    to.line("Ctrl-C ends it.");
  }

  private static void pages(Terminal to, String ui) {
    String refunds = "?slice=feature%3Drefunds";
    String failed = "&evaluator=grounding&passed=false";
    to.line("Look at");
    to.line("  the dashboard:  " + ui);
    to.line("  what is wrong:  " + ui + refunds);
    to.line("  the answers:    " + ui + "/explore" + refunds + failed);
    to.line("  the cases:      " + ui + "/failures" + refunds);
    to.line("  the suite:      " + ui + "/runs");
    to.line("The suite passes: nobody has told it. Accept a case, export it into dataset.jsonl,");
    to.line("start nightly, and its gate fails too.");
  }

  private static String line(JsonNode alert) {
    return String.format(
        Locale.ROOT,
        "%-8s  %-8s  %s  %s  since %s",
        alert.path("state").asString(""),
        alert.path("severity").asString(""),
        alert.path("monitor").asString(""),
        alert.path("slice").asString(""),
        alert.path("opened_at").asString(""));
  }
}
