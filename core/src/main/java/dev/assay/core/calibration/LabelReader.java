package dev.assay.core.calibration;

import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads labels, JSON Lines: {@code {"id": "gold-001", "evaluator": "grounding", "label": 1,
 * "annotator": "ann"}}.
 *
 * <p>{@code example_id} and {@code interaction_id} do for {@code id}. A label is a number, true or
 * false, or one of the words pass, fail, yes, no, good, bad, grounded, hallucinated, supported,
 * unsupported. A row whose label is null is one that nobody has answered yet, as {@code assay
 * calibrate sample} writes it; it is counted and left out.
 *
 * @since 0.1
 */
public final class LabelReader {

  private static final List<String> KNOWN =
      List.of(
          "id",
          "example_id",
          "interaction_id",
          "repeat",
          "evaluator",
          "item",
          "label",
          "annotator",
          "probability",
          "stratum",
          "group",
          "comment",
          "timestamp",
          "input",
          "output",
          "context",
          "expected_output",
          "metadata");
  private static final Set<String> YES =
      Set.of("pass", "yes", "true", "good", "grounded", "supported", "correct");
  private static final Set<String> NO =
      Set.of("fail", "no", "false", "bad", "hallucinated", "unsupported", "incorrect");
  private static final int MOST_PROBLEMS = 20;

  private final String file;
  private final List<Label> labels = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Key, Label> seen = new HashMap<>();
  private int open;
  private int repeated;

  private LabelReader(String file) {
    this.file = file;
  }

  /** One person's answer to one question about one interaction. */
  private record Key(String id, int repeat, Question question, String annotator) {}

  /**
   * What a file of labels holds.
   *
   * @param labels the labels, in the file's order, each said once
   * @param open how many rows are not answered yet
   * @param repeated how many rows said again what was said before, and were left out
   */
  public record Labels(List<Label> labels, int open, int repeated) {

    /** Copies the list. */
    public Labels {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Reads {@code path}.
   *
   * @throws InvalidInputException with every malformed row, and every person who contradicts
   *     himself, with both lines
   */
  public static Labels read(Path path) {
    LabelReader reader = new LabelReader(path.toString());
    try (LineReader lines = LineReader.open(path)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        reader.line(line, lines.number());
      }
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(Problem.of("labels", path, "a file that exists"), e);
    } catch (IOException e) {
      throw new InvalidInputException(Problem.of("labels", path, "a file that can be read"), e);
    }
    if (!reader.problems.isEmpty()) {
      throw new InvalidInputException(reader.problems);
    }
    return new Labels(reader.labels, reader.open, reader.repeated);
  }

  private void line(byte[] bytes, int number) {
    Location at = Location.ofLine(file, number);
    try {
      String text = Json.decode(bytes, file);
      if (!text.isBlank()) {
        row(Json.parse(text, file, number), at);
      }
    } catch (InvalidInputException e) {
      e.problems().forEach(p -> note(p.location() == null ? p.at(at) : p));
    }
  }

  private void row(JsonNode json, Location at) {
    if (!(json instanceof ObjectNode row)) {
      note(
          Problem.of("label", Json.write(json), "an object {id, evaluator, label, annotator}")
              .at(at));
      return;
    }
    for (String name : row.propertyNames()) {
      if (!KNOWN.contains(name)) {
        note(
            Problem.of("field", name, "a field of labels")
                .next(Nearest.advice(name, KNOWN))
                .at(at));
        return;
      }
    }
    JsonNode label = row.get("label");
    if (label == null) {
      note(Problem.of("label", "missing", "a number, true, false, pass or fail").at(at));
    } else if (label.isNull()) {
      open++;
    } else {
      add(row, label, at);
    }
  }

  private void add(ObjectNode row, JsonNode label, Location at) {
    String id = id(row);
    String item = optional(row, "item");
    String group = optional(row, "group");
    String evaluator = optional(row, "evaluator");
    String annotator = optional(row, "annotator");
    Label read =
        new Label(
            id,
            repeat(row),
            evaluator == null ? "" : evaluator,
            item,
            value(label),
            annotator == null ? "unnamed" : annotator,
            probability(row),
            group == null ? id : group,
            at);
    Key key = new Key(id, read.repeat(), read.question(), read.annotator());
    Label before = seen.putIfAbsent(key, read);
    if (before == null) {
      labels.add(read);
    } else if (before.value() == read.value()) {
      repeated++;
    } else {
      note(
          Problem.of("label", Json.write(label), "one answer by " + read.annotator() + " for " + id)
              .next(
                  "line "
                      + (before.location() == null ? "?" : before.location().line())
                      + " says otherwise; keep one")
              .at(at));
    }
  }

  private static String id(ObjectNode row) {
    for (String name : List.of("id", "example_id", "interaction_id")) {
      JsonNode id = row.get(name);
      if (id != null && !id.isNull()) {
        if ((id.isString() && !id.stringValue().isBlank()) || id.isNumber()) {
          return id.asString();
        }
        throw wrong(name, id, "a string or a number");
      }
    }
    throw wrong("id", null, "the id of what is labelled");
  }

  private static int repeat(ObjectNode row) {
    JsonNode repeat = row.get("repeat");
    if (repeat == null || repeat.isNull()) {
      return 0;
    }
    if (!repeat.isIntegralNumber() || !repeat.canConvertToInt() || repeat.intValue() < 0) {
      throw wrong("repeat", repeat, "a whole number of at least 0");
    }
    return repeat.intValue();
  }

  private static @Nullable Double probability(ObjectNode row) {
    JsonNode value = row.get("probability");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || !(value.doubleValue() > 0) || !(value.doubleValue() <= 1)) {
      throw wrong("probability", value, "above 0, up to 1");
    }
    return value.doubleValue();
  }

  private static double value(JsonNode label) {
    if (label.isNumber() && Double.isFinite(label.doubleValue())) {
      return label.doubleValue();
    }
    if (label.isBoolean()) {
      return label.booleanValue() ? 1 : 0;
    }
    String word = label.isString() ? label.stringValue().strip().toLowerCase(Locale.ROOT) : "";
    if (YES.contains(word)) {
      return 1;
    }
    if (NO.contains(word)) {
      return 0;
    }
    throw wrong("label", label, "a number, true, false, pass or fail");
  }

  private static @Nullable String optional(ObjectNode row, String name) {
    JsonNode value = row.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString() && !value.isNumber()) {
      throw wrong(name, value, "a string");
    }
    return value.asString().isBlank() ? null : value.asString();
  }

  private static InvalidInputException wrong(
      String subject, @Nullable JsonNode value, String expected) {
    return new InvalidInputException(
        Problem.of(subject, value == null ? "missing" : Json.write(value), expected));
  }

  // A file of another kind has a mistake in every line; a few say as much.
  private void note(Problem problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    }
  }
}
