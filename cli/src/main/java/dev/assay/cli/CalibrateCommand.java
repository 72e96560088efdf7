package dev.assay.cli;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.CalibrationJson;
import dev.assay.core.calibration.CalibrationOptions;
import dev.assay.core.calibration.CalibrationStore;
import dev.assay.core.calibration.Calibrator;
import dev.assay.core.calibration.JudgedScores;
import dev.assay.core.calibration.Label;
import dev.assay.core.calibration.LabelReader;
import dev.assay.core.calibration.Question;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay calibrate}: an evaluator against human labels. */
@Command(
    name = "calibrate",
    synopsisSubcommandLabel = "[COMMAND]",
    description = "Hold evaluators against people: agreement, thresholds, corrected rates.",
    footer = {
      "",
      "Labels are JSON Lines: {\"id\": \"gold-001\", \"evaluator\": \"grounding\", \"label\": 1,"
          + " \"annotator\": \"ann\"}. Those that name no evaluator are held against every one.",
      "",
      "Example: assay calibrate sample runs/latest --evaluator helpfulness --n 50 --output todo.jsonl",
      "         assay calibrate --labels todo.jsonl --scores runs/latest --save calibrations"
    })
final class CalibrateCommand extends AssayCommand {

  @Option(names = "--labels", paramLabel = "FILE", description = "What people said; JSON Lines.")
  private @Nullable Path labels;

  @Option(
      names = "--scores",
      paramLabel = "FILE|RUN",
      description = "What evaluators said: lines of assay score, or a run's directory.")
  private @Nullable Path scores;

  @Option(
      names = "--evaluator",
      paramLabel = "NAME",
      description = "Only this evaluator; all that labels and scores share unless given.")
  private @Nullable String evaluator;

  @Option(
      names = "--threshold",
      paramLabel = "VALUE",
      description = "What a score needs to pass; the evaluator's own decisions unless given.")
  private @Nullable Double threshold;

  @Option(
      names = "--pass-at",
      paramLabel = "GRADE",
      description = "The least grade that people mean as a pass, where labels are grades.")
  private @Nullable Double passAt;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "Look for a threshold of this precision; 0.9.")
  private double precision = CalibrationOptions.DEFAULT.precision();

  @Option(names = "--level", paramLabel = "P", description = "Level of the intervals; 0.95.")
  private double level = CalibrationOptions.DEFAULT.level();

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the bootstrap; 7.")
  private long seed = CalibrationOptions.DEFAULT.seed();

  @Option(
      names = "--lower-is-better",
      description = "Lower values are better, for evaluators this assay does not know.")
  private boolean lowerIsBetter;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the calibrations here, for suites that require one.")
  private @Nullable Path save;

  private CalibrateCommand(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine line = new CommandLine(new CalibrateCommand(terminal));
    line.addSubcommand("sample", new CalibrateSampleCommand(terminal));
    return line;
  }

  @Override
  ExitCode execute() {
    LabelReader.Labels read = LabelReader.read(required("--labels", labels, "a file of labels"));
    JudgedScores judged =
        JudgedScores.read(required("--scores", scores, "a file of scores or a run's directory"));
    if (read.labels().isEmpty()) {
      throw new InvalidInputException(
          Problem.of("--labels", labels, "at least one label")
              .next(
                  read.open() == 0
                      ? null
                      : read.open() + " rows wait for an answer: fill in their label"));
    }
    List<Calibration> calibrations = calibrations(questions(read.labels(), judged), judged);
    Map<Question, Path> files = save(calibrations);
    print(calibrations, read, files);
    return ExitCode.PASSED;
  }

  private static Path required(String option, @Nullable Path value, String expected) {
    if (value == null) {
      throw new InvalidInputException(
          Problem.of(option, "missing", expected).next("see: assay calibrate --help"));
    }
    return value;
  }

  // Labels that name no evaluator are about whatever was scored.
  private Map<Question, List<Label>> questions(List<Label> said, JudgedScores judged) {
    Map<Question, List<Label>> questions = new LinkedHashMap<>();
    for (Label label : said) {
      List<String> names =
          label.evaluator().isEmpty() ? unnamed(judged) : List.of(label.evaluator());
      for (String name : names) {
        if (evaluator == null || evaluator.equals(name)) {
          questions
              .computeIfAbsent(new Question(name, label.item()), q -> new ArrayList<>())
              .add(label);
        }
      }
    }
    if (judged.evaluators().isEmpty()) {
      throw new InvalidInputException(
          Problem.of("--scores", scores, "at least one score")
              .next("make them with assay score, or name a run's directory"));
    }
    if (questions.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("--evaluator", evaluator, "an evaluator that labels are about"));
    }
    return questions;
  }

  // A label that names no evaluator is held against those that scored what it is about; it is a
  // mistake only where none did.
  private List<Calibration> calibrations(
      Map<Question, List<Label>> questions, JudgedScores judged) {
    List<Calibration> calibrations = new ArrayList<>();
    InvalidInputException first = null;
    for (Map.Entry<Question, List<Label>> question : questions.entrySet()) {
      List<Label> said = question.getValue();
      try {
        calibrations.add(calibrate(question.getKey(), said, judged));
      } catch (InvalidInputException e) {
        if (said.stream().anyMatch(label -> !label.evaluator().isEmpty()) || !unmatched(e)) {
          throw e;
        }
        first = first == null ? e : first;
      }
    }
    if (calibrations.isEmpty() && first != null) {
      throw first;
    }
    return calibrations;
  }

  private static boolean unmatched(InvalidInputException e) {
    return e.problems().stream()
        .allMatch(p -> p.subject().equals("labels") || p.subject().equals("item"));
  }

  // Members of sets only where one is asked for.
  private List<String> unnamed(JudgedScores judged) {
    return evaluator != null && judged.members().contains(evaluator)
        ? List.of(evaluator)
        : List.copyOf(judged.evaluators());
  }

  private Calibration calibrate(Question question, List<Label> said, JudgedScores judged) {
    CalibrationOptions options =
        new CalibrationOptions(optional(threshold), optional(passAt), precision, level, seed);
    boolean higher =
        !lowerIsBetter
            && judged
                .higherIsBetter(question.evaluator())
                .orElseGet(() -> higherIsBetter(question.evaluator()));
    return Calibrator.of(options)
        .higherIsBetter(higher)
        .calibrate(question, said, judged.of(question), Clock.systemUTC().instant());
  }

  // By the registry's name, which that of a set's member ends with.
  private static boolean higherIsBetter(String name) {
    String own = name.substring(name.lastIndexOf('/') + 1);
    return EvaluatorRegistry.installed()
        .find(own)
        .map(EvaluatorDefinition::higherIsBetter)
        .orElse(true);
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private Map<Question, Path> save(List<Calibration> calibrations) {
    Map<Question, Path> files = new LinkedHashMap<>();
    if (save != null) {
      CalibrationStore store = CalibrationStore.in(save);
      calibrations.forEach(c -> files.put(c.question(), store.save(c)));
    }
    return files;
  }

  private void print(
      List<Calibration> calibrations, LabelReader.Labels read, Map<Question, Path> files) {
    if (json()) {
      ObjectNode document = Json.object();
      ArrayNode array = document.putArray("calibrations");
      for (Calibration calibration : calibrations) {
        ObjectNode item = CalibrationJson.of(calibration);
        Path file = files.get(calibration.question());
        item.put("saved", file == null ? null : file.toString());
        array.add(item);
      }
      document.put("unanswered_labels", read.open());
      document.put("repeated_labels", read.repeated());
      json(document);
      return;
    }
    for (Calibration calibration : calibrations) {
      CalibrationText.lines(calibration).forEach(terminal()::line);
      terminal().line("");
    }
    if (read.open() > 0) {
      note(read.open() + " rows of the labels are not answered yet");
    }
    files.values().forEach(file -> note("Saved " + file));
  }
}
