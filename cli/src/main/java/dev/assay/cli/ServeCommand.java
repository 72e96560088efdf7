package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.run.NotConfigured;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.engine.Engine;
import dev.assay.server.evaluation.OnlineEvaluator;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay serve}. */
@Command(
    name = "serve",
    description = "Watch production: take OTLP and REST, evaluate, tell when something changed.",
    footer = {
      "",
      "Runs until Ctrl-C or a request to terminate, then stores what it knows and ends with 0; a"
          + " second one ends it at once, and nothing acknowledged is lost. Its log goes to"
          + " standard error, as JSON unless that is a terminal, and holds nothing that was said.",
      "",
      "Example: assay serve --data /var/lib/assay --config assay.yaml"
    })
final class ServeCommand extends AssayCommand {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory; assay-data unless given, made if it is not there.")
  private @Nullable Path data;

  @Option(
      names = "--http",
      paramLabel = "[HOST:]PORT",
      description =
          "Where OTLP over HTTP, the API and the dashboard are; 127.0.0.1:4318 unless given.")
  private @Nullable String http;

  @Option(
      names = "--grpc",
      paramLabel = "[HOST:]PORT|http|off",
      description =
          "Where OTLP over gRPC is; 4317 on the same host unless given; http for one port; or off.")
  private @Nullable String grpc;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "What is to be otherwise, in YAML: docs/config.md.")
  private @Nullable Path config;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "Where people reach it, for links in alerts.")
  private @Nullable String publicUrl;

  @Option(
      names = "--log",
      paramLabel = "LEVEL",
      description = "error, warn, info or debug; info unless given.")
  private @Nullable String log;

  ServeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    ServerConfig read = ServerConfigReader.read(config, terminal().environment(), overrides());
    Logging.start(read.log(), terminal());
    Stop stop = Stop.ofProcess();
    try (Engine engine =
        Engine.open(
            read,
            new Engine.Surroundings(
                Clock.systemUTC(),
                terminal().environment(),
                new SecureRandom(),
                Version.ofAssay()))) {
      engine.start();
      say(read, engine);
      stop.await();
      note("Stopping: storing what is known …");
    }
    note("Stopped.");
    return ExitCode.PASSED;
  }

  private Overrides overrides() {
    Overrides flags = Overrides.NONE;
    flags = data == null ? flags : flags.data(data.toString());
    flags = http == null ? flags : flags.http(http);
    flags = grpc == null ? flags : flags.grpc(grpc);
    flags = publicUrl == null ? flags : flags.publicUrl(publicUrl);
    return log == null ? flags : flags.log(log);
  }

  private void say(ServerConfig read, Engine engine) {
    boolean keys = engine.keysNeeded();
    if (json()) {
      json(document(read, engine, keys));
    } else {
      print(read, engine, keys);
    }
    terminal().out().flush();
  }

  private static ObjectNode document(ServerConfig read, Engine engine, boolean keys) {
    ObjectNode json = Json.object().put("assay", Version.ofAssay());
    json.put("http", engine.http().toString());
    engine.grpcPort().ifPresent(port -> json.put("grpc_port", port));
    json.put("data", read.data().toAbsolutePath().normalize().toString()).put("keys", keys);
    ArrayNode evaluators = json.putArray("evaluators");
    engine.evaluators().all().forEach(evaluator -> evaluators.add(evaluator.name()));
    json.set("not_configured", NotConfigured.toJson(engine.evaluators().notConfigured()));
    return json.put("pid", ProcessHandle.current().pid());
  }

  private void print(ServerConfig read, Engine engine, boolean keys) {
    URI url = engine.http();
    Terminal to = terminal();
    to.line("assay " + Version.ofAssay() + " is ready.");
    to.line("  the dashboard                " + url + "/ui");
    to.line("  OTLP over HTTP and the API   " + url);
    to.line(
        "  OTLP over gRPC               "
            + (engine.grpcPort().isPresent()
                ? url.getHost() + ":" + engine.grpcPort().getAsInt()
                : "off"));
    to.line("  data                         " + read.data().toAbsolutePath().normalize());
    to.line(
        "  keys                         "
            + (keys
                ? "needed: assay keys list"
                : "off: whoever is on this machine may do everything (assay keys create)"));
    to.line(
        "  evaluators                   "
            + String.join(
                ", ", engine.evaluators().all().stream().map(OnlineEvaluator::name).toList()));
    for (NotConfigured missing : engine.evaluators().notConfigured()) {
      to.line("  not configured               " + missing.name() + ": " + missing.reason());
    }
    to.line("Send it something and see it arrive:");
    String key = keys ? " -H \"Authorization: Bearer $ASSAY_KEY\"" : "";
    to.line(
        "  curl -s "
            + url
            + "/api/v1/interactions"
            + key
            + " -H 'Content-Type: application/json' -d '{\"interactions\":[{\"started_at\":\""
            + Instant.now().truncatedTo(ChronoUnit.SECONDS)
            + "\",\"app\":\"shop\",\"messages\":[{\"role\":\"user\",\"text\":\"Where is my"
            + " refund?\"}],\"output\":\"It takes five days.\"}]}'");
    to.line("  curl -s \"" + url + "/api/v1/interactions?limit=1\"" + key);
  }
}
