package dev.assay.cli;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.TrafficSample;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.redaction.ContentKeeper;
import dev.assay.server.redaction.RedactionSettings;
import dev.assay.server.redaction.Redactor;
import dev.assay.server.redaction.UserHashes;
import dev.assay.server.store.Store;
import dev.assay.server.store.export.KeptProbability;
import dev.assay.server.store.export.TrafficDraw;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay dataset sample-traffic}. */
@Command(
    name = "sample-traffic",
    description = "Draw a distribution set of what production was asked.",
    footer = {
      "",
      "Drawn are interactions whose content is kept. Each example has its inclusion probability "
          + "and the weight with which it stands for the traffic under metadata; sums weighted so "
          + "are unbiased.",
      "",
      "Example: assay dataset sample-traffic --to distribution.jsonl --n 300 --by feature --least"
          + " 20"
    })
final class DatasetSampleTrafficCommand extends AssayCommand {

  private static final int MOST = 5_000;
  // No user's id is in an example; whoever is asked to hash one has nothing to keep it by.
  private static final byte[] NO_SALT = new byte[16];

  @Mixin private StoreSource source = new StoreSource();

  @Mixin private Times times = new Times();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The new JSON Lines file.")
  private Path to = Path.of("");

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Option(
      names = "--n",
      required = true,
      paramLabel = "N",
      description = "How many examples at most, up to 5000.")
  private int size;

  @Option(
      names = "--by",
      paramLabel = "DIMENSION",
      description = "Strata by app, environment, feature, prompt_template or model.")
  private @Nullable String by;

  @Option(
      names = "--least",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of each stratum at least; ${DEFAULT-VALUE} unless given.")
  private int least;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Another gives another set; ${DEFAULT-VALUE} unless given.")
  private long seed;

  DatasetSampleTrafficCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    check();
    JsonNode drawn = source.direct() ? direct() : ask();
    List<Example> examples = ReceivedExamples.read(drawn.path("examples"));
    ObjectNode report = Json.object().put("file", to.toString()).put("examples", examples.size());
    for (String name : List.of("drawn", "candidates", "unusable")) {
      report.put(name, drawn.path(name).asLong(0));
    }
    if (examples.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(
              "traffic", "no interaction whose content is kept", "some that a person asked in"));
    }
    OutputFile.write(new Dataset(name(), null, examples), to, DatasetFormat.JSONL, overwrite);
    if (json()) {
      json(report);
    } else {
      terminal()
          .line(
              String.format(
                  Locale.ROOT,
                  "Wrote %,d examples to %s: %,d interactions drawn of %,d whose content is kept.",
                  examples.size(),
                  to,
                  report.path("drawn").asLong(0),
                  report.path("candidates").asLong(0)));
    }
    return ExitCode.PASSED;
  }

  private void check() {
    if (DatasetFormat.ofPath(to) != DatasetFormat.JSONL) {
      throw new InvalidInputException(Problem.of("--to", to, "a JSON Lines file, *.jsonl"));
    }
    OutputFile.check(to, overwrite);
    if (size < 1 || size > MOST) {
      throw new InvalidInputException(Problem.of("--n", size, "1 to " + MOST));
    }
    if (least < 0 || least > size) {
      throw new InvalidInputException(Problem.of("--least", least, "0 to " + size + ", as --n"));
    }
    stratum();
  }

  private TrafficDraw.@Nullable By stratum() {
    String name = by;
    if (name == null) {
      return null;
    }
    List<String> known = TrafficDraw.By.keys();
    return TrafficDraw.By.ofKey(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("--by", name, "one of " + String.join(", ", known))
                        .next(Nearest.advice(name, known))));
  }

  private String name() {
    return String.valueOf(to.getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  private JsonNode ask() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("n", String.valueOf(size));
    query.put("least", String.valueOf(least));
    query.put("seed", String.valueOf(seed));
    if (by != null) {
      query.put("by", by);
    }
    times.from().ifPresent(time -> query.put("from", time.toString()));
    times.until().ifPresent(time -> query.put("to", time.toString()));
    return source.server.client(terminal()).get(RestClient.query("/api/v1/traffic-sample", query));
  }

  private JsonNode direct() {
    ServerConfig config = source.config(terminal());
    Redactor redactor =
        Redactor.of(
            RedactionSettings.of(config.redaction()), UserHashes.of(NO_SALT), ContentKeeper.ALL);
    Map<String, String> groups = new LinkedHashMap<>();
    for (MonitoredEvaluator evaluator : config.evaluators(true)) {
      groups.put(evaluator.name(), evaluator.group());
    }
    TrafficSample.Drawn drawn;
    try (Store store = StoreSource.open(config)) {
      drawn =
          new TrafficDraw(store, new KeptProbability(groups), redactor::redact)
              .draw(
                  new TrafficDraw.Wish(
                      size,
                      least,
                      stratum(),
                      times.from().orElse(null),
                      times.until().orElse(null),
                      String.valueOf(seed)));
    }
    ObjectNode json = Json.object().put("drawn", drawn.drawn());
    json.put("candidates", drawn.candidates()).put("unusable", drawn.unusable());
    ArrayNode examples = json.putArray("examples");
    drawn.examples().forEach(example -> examples.add(ExampleJson.write(example)));
    return json;
  }
}
