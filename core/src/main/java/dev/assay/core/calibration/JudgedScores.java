package dev.assay.core.calibration;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What evaluators said, by evaluator: from the lines that {@code assay score} prints, or from a
 * run's directory.
 *
 * @since 0.1
 */
public final class JudgedScores {

  private static final int DEEPEST_SET = 8;

  private final Map<String, List<Row>> byEvaluator = new LinkedHashMap<>();
  private final Map<String, List<Row>> byMember = new LinkedHashMap<>();
  private final Map<String, Boolean> higherIsBetter = new LinkedHashMap<>();
  private final Map<String, String> firstLine = new LinkedHashMap<>();

  private JudgedScores() {}

  private record Row(
      String id,
      int repeat,
      @Nullable Double value,
      @Nullable Boolean passed,
      String version,
      @Nullable JsonNode items) {}

  /**
   * Reads {@code path}: a file of scores, one JSON object a line or the one document of {@code
   * --json}, or a run's directory.
   *
   * @throws InvalidInputException if it is neither, or an interaction has two scores by one
   *     evaluator
   */
  public static JudgedScores read(Path path) {
    if (Files.isDirectory(path)) {
      try (RunDirectory run = RunDirectory.open(path)) {
        JudgedScores scores = ofResults(run.results());
        run.header()
            .evaluators()
            .forEach(e -> scores.higherIsBetter.put(e.name(), e.higherIsBetter()));
        return scores;
      }
    }
    JudgedScores scores = new JudgedScores();
    try (LineReader lines = LineReader.open(path)) {
      byte[] line = lines.next();
      if (line != null && isDocument(line)) {
        scores.document(Json.parse(Files.readString(path), path.toString(), 1));
      } else {
        for (; line != null; line = lines.next()) {
          scores.line(line, path.toString(), lines.number());
        }
      }
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(
          Problem.of("scores", path, "a file of scores, or a run's directory"), e);
    } catch (IOException e) {
      throw new InvalidInputException(Problem.of("scores", path, "a file that can be read"), e);
    }
    return scores;
  }

  /** The scores of a run's results. */
  public static JudgedScores ofResults(List<ExampleResult> results) {
    JudgedScores scores = new JudgedScores();
    for (ExampleResult result : results) {
      for (EvaluatorScore score : result.scores()) {
        scores.add(score.evaluator(), row(result, score));
        scores.members(
            score.evaluator(), result.example().id(), result.repeat(), score.score().evidence(), 1);
      }
    }
    return scores;
  }

  private static Row row(ExampleResult result, EvaluatorScore given) {
    String id = result.example().id();
    JsonNode items = given.score().evidence().get("items");
    return given.score() instanceof Score.Scored scored
        ? new Row(id, result.repeat(), scored.value(), scored.passed(), given.version(), items)
        : new Row(id, result.repeat(), null, null, given.version(), items);
  }

  /** The evaluators that scored, in the order they first appear. */
  public Set<String> evaluators() {
    return byEvaluator.keySet();
  }

  /**
   * The members of sets that scored, named as {@code set/member}, in the order they first appear.
   */
  public Set<String> members() {
    return byMember.keySet();
  }

  /** Whether higher values of an evaluator are better, if a run says so. */
  public Optional<Boolean> higherIsBetter(String evaluator) {
    return Optional.ofNullable(higherIsBetter.get(evaluator));
  }

  /**
   * What the evaluator, or one item of its rubric, said of each interaction.
   *
   * @throws InvalidInputException if it scored nothing here
   */
  public List<Judged> of(Question question) {
    List<Row> rows =
        byEvaluator.getOrDefault(question.evaluator(), byMember.get(question.evaluator()));
    if (rows == null) {
      Set<String> known = new LinkedHashSet<>(byEvaluator.keySet());
      known.addAll(byMember.keySet());
      throw new InvalidInputException(
          Problem.of("evaluator", question.evaluator(), "an evaluator that the scores name")
              .next(
                  byEvaluator.isEmpty()
                      ? "the scores name none"
                      : Nearest.advice(question.evaluator(), known)));
    }
    List<Judged> judged = new ArrayList<>(rows.size());
    Set<String> items = new TreeSet<>();
    boolean any = question.item() == null;
    for (Row row : rows) {
      String item = question.item();
      if (item == null) {
        judged.add(new Judged(row.id(), row.repeat(), row.value(), row.passed(), row.version()));
      } else {
        Double value = itemValue(row.items(), item, items);
        any |= value != null;
        judged.add(new Judged(row.id(), row.repeat(), value, null, row.version()));
      }
    }
    if (!any) {
      throw new InvalidInputException(
          Problem.of("item", question.item(), "an item of " + question.evaluator())
              .next(
                  items.isEmpty()
                      ? "its scores have no items"
                      : "it has " + String.join(", ", items)));
    }
    return judged;
  }

  private static @Nullable Double itemValue(
      @Nullable JsonNode items, String wanted, Set<String> names) {
    if (items == null || !items.isArray()) {
      return null;
    }
    Double found = null;
    for (JsonNode item : items) {
      JsonNode name = item.get("name");
      JsonNode score = item.get("score");
      if (name != null && name.isString()) {
        names.add(name.stringValue());
        if (name.stringValue().equals(wanted) && score != null && score.isNumber()) {
          found = score.doubleValue();
        }
      }
    }
    return found;
  }

  // What assay score --json prints: one document over many lines.
  private static boolean isDocument(byte[] firstLine) {
    return new String(firstLine, StandardCharsets.UTF_8).strip().startsWith("{\"scores\"");
  }

  private void document(JsonNode document) {
    int number = 0;
    for (JsonNode row : document.path("scores")) {
      number++;
      add(row, "row " + number);
    }
  }

  private void line(byte[] bytes, String file, int number) {
    Location at = Location.ofLine(file, number);
    String text = Json.decode(bytes, file);
    if (text.isBlank()) {
      return;
    }
    try {
      add(Json.parse(text, file, number), "line " + number);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.problems().stream().map(p -> p.location() == null ? p.at(at) : p).toList());
    }
  }

  private void add(JsonNode json, String where) {
    JsonNode evaluator = json.get("evaluator");
    JsonNode id = json.get("id");
    if (!(json instanceof ObjectNode row)
        || evaluator == null
        || !evaluator.isString()
        || id == null
        || !(id.isString() || id.isNumber())) {
      throw new InvalidInputException(
          Problem.of("score", Json.write(json), "an object {id, evaluator, value, version}")
              .next("make them with assay score, or name a run's directory"));
    }
    String key = evaluator.stringValue() + " " + id.asString() + " " + repeat(row);
    String before = firstLine.putIfAbsent(key, where);
    if (before != null) {
      throw new InvalidInputException(
          Problem.of("id", id.asString(), "one score by " + evaluator.stringValue())
              .next(before + " has it too"));
    }
    JsonNode version = row.get("version");
    JsonNode details = row.get("details");
    add(
        evaluator.stringValue(),
        new Row(
            id.asString(),
            repeat(row),
            value(row),
            flag(row.get("passed")),
            version != null && version.isString() ? version.stringValue() : "",
            details == null ? null : details.get("items")));
    if (details != null) {
      members(evaluator.stringValue(), id.asString(), repeat(row), details, 1);
    }
  }

  // What the members of a set said, which its evidence holds. Of two of one name the second is
  // told apart by its number.
  private void members(String set, String id, int repeat, JsonNode evidence, int depth) {
    JsonNode members = evidence.get("members");
    if (members == null || !members.isArray() || depth > DEEPEST_SET) {
      return;
    }
    MemberNames names = new MemberNames(set);
    for (JsonNode member : members) {
      JsonNode evaluator = member.get("evaluator");
      if (evaluator == null || !evaluator.isString()) {
        continue;
      }
      String name = names.next(evaluator.stringValue());
      JsonNode value = member.get("value");
      JsonNode version = member.get("version");
      JsonNode own = member.get("evidence");
      boolean scored = value != null && value.isNumber() && Double.isFinite(value.doubleValue());
      byMember
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(
              new Row(
                  id,
                  repeat,
                  scored ? (Double) value.doubleValue() : null,
                  scored ? flag(member.get("passed")) : null,
                  version != null && version.isString() ? version.stringValue() : "",
                  own == null ? null : own.get("items")));
      if (own != null) {
        members(name, id, repeat, own, depth + 1);
      }
    }
  }

  private void add(String evaluator, Row row) {
    byEvaluator.computeIfAbsent(evaluator, name -> new ArrayList<>()).add(row);
  }

  private static int repeat(ObjectNode row) {
    JsonNode repeat = row.get("repeat");
    return repeat != null && repeat.isIntegralNumber() && repeat.canConvertToInt()
        ? repeat.intValue()
        : 0;
  }

  private static @Nullable Double value(ObjectNode row) {
    JsonNode value = row.get("value");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new InvalidInputException(
          Problem.of("value", Json.write(value), "a finite number, or null where there is none"));
    }
    return value.doubleValue();
  }

  private static @Nullable Boolean flag(@Nullable JsonNode value) {
    return (value != null && value.isBoolean()) ? (Boolean) value.booleanValue() : null;
  }
}
