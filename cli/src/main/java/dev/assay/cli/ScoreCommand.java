package dev.assay.cli;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay score}: scores outputs that already exist. */
@Command(
    name = "score",
    description = "Score outputs that already exist; one JSON line per row and evaluator.",
    footer = {
      "",
      "Rows: {id, output, expected} in JSON Lines; expected is a string or a list of references. Also "
          + "read: input, context (what was retrieved), relevant_context (what should have been), "
          + "tool_calls, usage, latency_ms, metadata.",
      "Evaluators with a value for all rows together, such as corpus BLEU, print it to standard error, "
          + "or with --json beside the scores.",
      "What could not be scored has a null value and its reason in \"unscored\"; it does not change "
          + "the exit code. A file is checked before its first score is printed; standard input is "
          + "scored as it comes, so scores before a bad row stand.",
      "",
      "Example: assay score --evaluator \"token-f1,rouge-l(stem=true)\" --input pairs.jsonl"
    })
final class ScoreCommand extends AssayCommand {

  private static final int CALLS_AT_ONCE = 16;

  @Option(
      names = {"-e", "--evaluator"},
      required = true,
      paramLabel = "NAME[(…)][,…]",
      description = "An evaluator, with parameters in parentheses; several with commas.")
  private List<String> expressions = List.of();

  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "FILE",
      description = "The rows, JSON Lines; - for standard input.")
  private String input = "";

  @Option(
      names = {"-s", "--suite"},
      paramLabel = "FILE",
      description = "A suite whose models and prices are used; its evaluators are not.")
  private @Nullable Path suite;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A table of prices, put before the suite's and Assay's.")
  private @Nullable Path prices;

  @Option(names = "--no-cache", description = "Neither use nor keep answers of models.")
  private boolean noCache;

  ScoreCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    ModelSettings settings = settings();
    try (EmbeddingModels embeddings = EmbeddingModels.installed(settings);
        ChatModels chats = ChatModels.installed(settings)) {
      List<BoundEvaluator> evaluators = bind(embeddings, chats);
      if (input.equals("-")) {
        return scoreStream(evaluators);
      }
      return scoreFile(evaluators);
    }
  }

  private ModelSettings settings() {
    ModelSettings settings = ModelSettings.ofEnvironment(terminal().environment());
    if (!noCache) {
      settings = settings.withCache(Path.of(".assay", "cache", "models").toAbsolutePath());
    }
    if (suite != null) {
      Suite read = SuiteReader.read(suite, List.of(), terminal().environment());
      settings = settings.withNamed(read.models()).withPrices(read.prices().orElse(null));
    }
    return prices == null ? settings : settings.withPrices(prices.toAbsolutePath());
  }

  private List<BoundEvaluator> bind(EmbeddingModels embeddings, ChatModels chats) {
    EvaluatorRegistry registry = EvaluatorRegistry.installed();
    EvaluatorContext context =
        new EvaluatorContext(Path.of("").toAbsolutePath(), embeddings, chats);
    List<BoundEvaluator> evaluators = new ArrayList<>();
    List<Problem> missing = new ArrayList<>();
    for (EvaluatorSpec spec : EvaluatorExpression.parse(String.join(",", expressions))) {
      try {
        evaluators.add(registry.bind(spec, context));
      } catch (NotConfiguredException e) {
        if (!spec.modifiers().optional()) {
          throw e;
        }
        missing.addAll(e.problems());
        terminal().err().println("not configured: " + spec.alias() + ": " + e.getMessage());
      }
    }
    if (evaluators.isEmpty()) {
      throw new NotConfiguredException(missing);
    }
    return evaluators;
  }

  private ExitCode scoreFile(List<BoundEvaluator> evaluators) {
    try {
      // Once to find mistakes, so that a bad file gives nothing but its error; once to score.
      try (InputStream in = Files.newInputStream(Path.of(input))) {
        pass(in, List.of(), bytes -> {});
      }
      try (InputStream in = Files.newInputStream(Path.of(input))) {
        write(in, evaluators, terminal().out());
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
    return ExitCode.PASSED;
  }

  private ExitCode scoreStream(List<BoundEvaluator> evaluators) {
    if (!json()) {
      write(terminal().in(), evaluators, terminal().out());
      return ExitCode.PASSED;
    }
    // One document or none: it waits for the last row.
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    write(terminal().in(), evaluators, document);
    terminal().out().writeBytes(document.toByteArray());
    return ExitCode.PASSED;
  }

  private void write(InputStream in, List<BoundEvaluator> evaluators, OutputStream out) {
    Sink sink = new Sink(out, json());
    CorpusTally corpus = new CorpusTally(evaluators);
    sink.open();
    pass(
        in,
        evaluators,
        scores -> {
          scores.forEach(corpus::add);
          sink.accept(scores);
        });
    sink.close(corpus.toJson());
    if (!json()) {
      corpus.lines().forEach(terminal().err()::println);
    }
  }

  private void pass(
      InputStream in, List<BoundEvaluator> evaluators, Consumer<List<ScoredRow>> results) {
    JsonLines lines = new JsonLines(in);
    // Judges wait for a network: row by row, as many at once as their model's own limit starts
    // with.
    boolean judged = evaluators.stream().anyMatch(BoundEvaluator::judged);
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = judged ? Math.max(processors, CALLS_AT_ONCE) : processors;
    boolean any = false;
    try (InOrder<List<ScoredRow>> work = new InOrder<>(threads, results)) {
      List<JsonLines.Line> chunk = lines.next();
      // Nobody reads on, or there is no room: the rest would be lost work.
      while (!chunk.isEmpty() && !terminal().out().checkError()) {
        any = true;
        List<JsonLines.Line> rows = chunk;
        if (judged) {
          rows.forEach(row -> work.add(() -> score(List.of(row), evaluators)));
        } else {
          work.add(() -> score(rows, evaluators));
        }
        if (!lines.ready()) {
          work.finish();
        }
        chunk = lines.next();
      }
      work.finish();
    }
    if (!any && !terminal().out().checkError()) {
      throw new InvalidInputException(
          Problem.of("rows", "none", "at least one row {id, output, expected}")
              .at(Location.ofFile(input)));
    }
  }

  private List<ScoredRow> score(List<JsonLines.Line> lines, List<BoundEvaluator> evaluators) {
    List<ScoredRow> scores = new ArrayList<>(lines.size() * evaluators.size());
    for (JsonLines.Line line : lines) {
      ScoreRow row = ScoreRow.read(line, input);
      for (BoundEvaluator evaluator : evaluators) {
        Score score = evaluator.evaluate(row.subject());
        scores.add(new ScoredRow(evaluator, score, Json.writeUtf8(json(row, evaluator, score))));
      }
    }
    return scores;
  }

  private static ObjectNode json(ScoreRow row, BoundEvaluator evaluator, Score score) {
    ObjectNode json = Json.object();
    json.set("id", row.id());
    json.put("evaluator", evaluator.name());
    if (score instanceof Score.Scored scored) {
      json.put("value", scored.value());
      json.put("passed", scored.passed());
      json.putNull("unscored");
      json.set("details", score.evidence());
      if (scored.label() != null) {
        json.put("label", scored.label());
      }
      if (scored.explanation() != null) {
        json.put("explanation", scored.explanation());
      }
    } else if (score instanceof Score.Unscored unscored) {
      json.putNull("value");
      json.putNull("passed");
      json.put("unscored", unscored.reason());
      json.set("details", score.evidence());
    }
    json.put("version", evaluator.version());
    return json;
  }

  private InvalidInputException unreadable(Exception e) {
    return new InvalidInputException(Problem.of("input", input, "a file that can be read"), e);
  }

  /** Writes scores as lines, or as the members of one document. */
  private static final class Sink implements Consumer<List<ScoredRow>> {

    private final OutputStream out;
    private final boolean document;
    private boolean first = true;

    Sink(OutputStream out, boolean document) {
      this.out = out;
      this.document = document;
    }

    void open() {
      if (document) {
        write("{\"scores\":[");
      }
    }

    @Override
    public void accept(List<ScoredRow> scores) {
      for (ScoredRow score : scores) {
        if (document) {
          write(first ? "\n" : ",\n");
          first = false;
        }
        write(score.line());
        if (!document) {
          write("\n");
        }
      }
      flush();
    }

    void close(ArrayNode corpus) {
      if (document) {
        write("\n]");
        if (!corpus.isEmpty()) {
          write(",\"corpus\":");
          write(Json.writeUtf8(corpus));
        }
        write("}\n");
      }
      flush();
    }

    private void write(String text) {
      write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void write(byte[] bytes) {
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
