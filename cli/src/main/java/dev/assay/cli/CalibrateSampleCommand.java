package dev.assay.cli;

import dev.assay.core.calibration.Judged;
import dev.assay.core.calibration.JudgedScores;
import dev.assay.core.calibration.LabelSample;
import dev.assay.core.calibration.Question;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay calibrate sample RUN}: what people should label next. */
@Command(
    name = "sample",
    description = "Draw what people should label next from a run; rows with label null.",
    footer = {
      "",
      "The rows do not tell what the evaluator said. Fill in label and annotator, then: assay calibrate"
          + " --labels FILE --scores RUN"
    })
final class CalibrateSampleCommand extends AssayCommand {

  @Parameters(paramLabel = "RUN", description = "The run's directory.")
  private Path run = Path.of("");

  @Option(
      names = "--evaluator",
      paramLabel = "NAME",
      description = "The evaluator to hold against people; all of them unless given.")
  private @Nullable String evaluator;

  @Option(names = "--n", paramLabel = "N", description = "How many; 20.")
  private int n = 20;

  @Option(
      names = "--near",
      paramLabel = "THRESHOLD",
      description = "Draw half of them from the quarter with scores nearest to this.")
  private @Nullable Double near;

  @Option(names = "--seed", paramLabel = "N", description = "Another draw for another seed; 7.")
  private long seed = 7;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write; standard output unless given.")
  private @Nullable Path output;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  CalibrateSampleCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    if (output != null) {
      OutputFile.check(output, overwrite);
    }
    List<ExampleResult> results;
    try (RunDirectory directory = RunDirectory.open(run)) {
      results = directory.results();
    }
    JudgedScores scores = JudgedScores.ofResults(results);
    String name = evaluator(scores);
    LabelSample sample = LabelSample.of(n, seed);
    List<LabelSample.Choice> choices =
        (near == null ? sample : sample.enrichedNear(near)).from(judged(name, scores, results));
    Map<String, ExampleResult> byKey = new HashMap<>();
    results.forEach(result -> byKey.put(result.example().id() + " " + result.repeat(), result));
    List<ObjectNode> rows = new ArrayList<>();
    for (LabelSample.Choice choice : choices) {
      Judged judged = choice.judged();
      ExampleResult result = byKey.get(judged.id() + " " + judged.repeat());
      if (result != null) {
        rows.add(row(name, choice, result));
      }
    }
    write(rows);
    if (name == null) {
      note(
          "The rows name no evaluator: a label is held against each of "
              + String.join(", ", scores.evaluators())
              + "; --evaluator asks about one");
    }
    return ExitCode.PASSED;
  }

  // Null for all of them: what people say is then held against each.
  private @Nullable String evaluator(JudgedScores scores) {
    if (evaluator != null || scores.evaluators().size() == 1) {
      return evaluator == null ? scores.evaluators().iterator().next() : evaluator;
    }
    if (near != null) {
      throw new InvalidInputException(
          Problem.of(
              "--evaluator",
              "missing",
              "the one whose scores are to be near, of " + String.join(", ", scores.evaluators())));
    }
    return null;
  }

  private static List<Judged> judged(
      @Nullable String name, JudgedScores scores, List<ExampleResult> results) {
    if (name != null) {
      return scores.of(new Question(name, null));
    }
    // Whatever any evaluator scored; by which value does not matter where all have the same chance.
    return results.stream()
        .filter(r -> r.scores().stream().anyMatch(s -> s.score() instanceof Score.Scored))
        .map(r -> new Judged(r.example().id(), r.repeat(), 0.0, null, ""))
        .toList();
  }

  // Without the score and the verdict: whoever labels must not know them.
  private static ObjectNode row(
      @Nullable String name, LabelSample.Choice choice, ExampleResult result) {
    ObjectNode row = Json.object();
    row.put("id", result.example().id());
    row.put("repeat", result.repeat());
    if (name != null) {
      row.put("evaluator", name);
    }
    row.putNull("label");
    row.putNull("annotator");
    row.put("probability", choice.probability());
    row.put("stratum", choice.stratum());
    row.set("input", result.example().input());
    row.put("output", result.interaction().output());
    ObjectNode answer = Json.object();
    InteractionJson.writeAnswer(result.interaction(), answer);
    if (answer.has("context")) {
      row.set("context", answer.get("context"));
    }
    return row;
  }

  private void write(List<ObjectNode> rows) {
    if (json()) {
      ObjectNode document = Json.object();
      ArrayNode array = document.putArray("rows");
      rows.forEach(array::add);
      json(document);
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(Json.write(row)).append('\n'));
    if (output == null) {
      if (!json()) {
        terminal().out().writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
      }
      return;
    }
    try {
      Files.writeString(output, text);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--output", output, "a file that can be written"), e);
    }
    note("Wrote " + rows.size() + " rows to " + output + "; fill in label and annotator");
  }
}
