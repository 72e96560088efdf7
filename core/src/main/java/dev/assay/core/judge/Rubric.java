package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions about a response, each with points of its own.
 *
 * @param name what it is called
 * @param version changed with its text
 * @param description what it is about; may be empty
 * @param items the questions, at least one
 */
record Rubric(String name, String version, String description, List<Item> items) {

  private static final List<String> KEYS = List.of("name", "version", "description", "items");
  private static final List<String> ITEM_KEYS =
      List.of("id", "question", "points", "anchors", "min");
  private static final List<String> KNOWN = List.of("character-consistency", "support-quality");
  private static final int MOST_ITEMS = 100;

  /**
   * A question.
   *
   * @param id its name, unique in the rubric
   * @param question what is asked
   * @param anchors what each number of points means, from 0 to the most
   * @param min the fewest points with which the whole may pass
   */
  record Item(String id, String question, Anchors anchors, OptionalDouble min) {

    int points() {
      return anchors.scale().high();
    }
  }

  Rubric {
    items = List.copyOf(items);
  }

  /** The rubrics that come with Assay. */
  static List<String> known() {
    return KNOWN;
  }

  /** The most points there are. */
  int maximum() {
    return items.stream().mapToInt(Item::points).sum();
  }

  /**
   * Reads a rubric: one that comes with Assay by its name, a file, or one written out.
   *
   * @throws InvalidInputException with every mistake
   */
  static Rubric read(String subject, JsonNode given, Path folder) {
    if (!given.isString()) {
      return rubric(subject, given, null);
    }
    String name = given.stringValue().strip();
    if (KNOWN.contains(name)) {
      return rubric(subject, YamlFile.resource("rubrics/" + name + ".yaml"), null);
    }
    if (!name.contains(".") && !name.contains("/")) {
      throw new InvalidInputException(
          Problem.of(subject, name, "a rubric that comes with Assay, a file, or one written out")
              .next(Nearest.advice(name, KNOWN)));
    }
    return rubric(subject, YamlFile.read(subject, folder, name), name);
  }

  private static Rubric rubric(String subject, JsonNode node, @Nullable String file) {
    List<Problem> problems = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    JsonNode list = node.isArray() ? node : node.path("items");
    if (node instanceof ObjectNode object) {
      unknown(subject, object, KEYS, problems);
    }
    if (!list.isArray() || list.isEmpty()) {
      problems.add(
          Problem.of(subject, "no items", "a list of items, each with id, question and anchors"));
    } else if (list.size() > MOST_ITEMS) {
      problems.add(Problem.of(subject + ".items", list.size() + " items", "at most " + MOST_ITEMS));
    } else {
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < list.size(); i++) {
        item(subject + ".items[" + i + "]", list.get(i), ids, problems).ifPresent(items::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          file == null ? problems : problems.stream().map(p -> in(file, p)).toList());
    }
    return new Rubric(
        node.path("name").asString("rubric"),
        node.path("version").asString("1"),
        node.path("description").asString(""),
        items);
  }

  // The place stays the suite's, which has a line.
  private static Problem in(String file, Problem problem) {
    String next = problem.next();
    return problem.next(next == null ? "in " + file : next + " in " + file);
  }

  private static void unknown(
      String subject, ObjectNode object, List<String> keys, List<Problem> problems) {
    for (String key : object.propertyNames()) {
      if (!keys.contains(key)) {
        problems.add(
            Problem.of(subject, key, "one of " + String.join(", ", keys))
                .next(Nearest.advice(key, keys)));
      }
    }
  }

  private static Optional<Item> item(
      String subject, JsonNode node, Set<String> ids, List<Problem> problems) {
    int before = problems.size();
    if (!(node instanceof ObjectNode object)) {
      problems.add(Problem.of(subject, Json.write(node), "an item with id, question and anchors"));
      return Optional.empty();
    }
    unknown(subject, object, ITEM_KEYS, problems);
    String id = object.path("id").asString("");
    if (!id.matches("[A-Za-z][A-Za-z0-9_-]{0,39}")) {
      problems.add(
          Problem.of(
              subject + ".id",
              id.isEmpty() ? "missing" : id,
              "a name of up to 40 letters, digits, - and _"));
    } else if (!ids.add(id)) {
      problems.add(Problem.of(subject + ".id", id, "names that differ"));
    }
    String question = object.path("question").asString("").strip();
    if (question.isEmpty()) {
      problems.add(Problem.of(subject + ".question", "missing", "what is asked"));
    }
    Optional<Anchors> anchors = anchors(subject, object, problems);
    Optional<OptionalDouble> min =
        anchors.flatMap(a -> min(subject + ".min", object.get("min"), a.scale(), problems));
    return problems.size() > before || anchors.isEmpty()
        ? Optional.empty()
        : Optional.of(new Item(id, question, anchors.get(), min.orElse(OptionalDouble.empty())));
  }

  private static Optional<Anchors> anchors(
      String subject, ObjectNode item, List<Problem> problems) {
    JsonNode points = item.get("points");
    boolean whole = points != null && points.isIntegralNumber() && points.canConvertToInt();
    int most = whole ? points.intValue() : 1;
    if ((points != null && !whole) || most < 1 || most > Scale.HIGHEST) {
      problems.add(
          Problem.of(subject + ".points", String.valueOf(points), "a whole number from 1 to 100"));
      return Optional.empty();
    }
    JsonNode given = item.get("anchors");
    if (given == null && most == 1) {
      return Optional.of(new Anchors(new Scale(0, 1), Map.of(0, "No.", 1, "Yes.")));
    }
    try {
      return Optional.of(
          Anchors.read(
              subject + ".anchors",
              given == null ? Json.object() : given,
              points == null ? Optional.empty() : Optional.of(new Scale(0, most))));
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static Optional<OptionalDouble> min(
      String subject, @Nullable JsonNode node, Scale scale, List<Problem> problems) {
    if (node == null || node.isNull()) {
      return Optional.of(OptionalDouble.empty());
    }
    if (!node.isNumber()
        || !(node.doubleValue() >= scale.low() && node.doubleValue() <= scale.high())) {
      problems.add(Problem.of(subject, Json.write(node), "a number from " + scale.words()));
      return Optional.empty();
    }
    return Optional.of(OptionalDouble.of(node.doubleValue()));
  }

  /**
   * The same with the least points that a suite asks of items.
   *
   * @throws InvalidInputException if there is no such item or it has not so many points
   */
  Rubric withMins(String subject, JsonNode given) {
    if (!(given instanceof ObjectNode mins)) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(given), "points by item, such as {accurate: 2}"));
    }
    List<String> ids = items.stream().map(Item::id).toList();
    List<Problem> problems = new ArrayList<>();
    for (String id : mins.propertyNames()) {
      if (!ids.contains(id)) {
        problems.add(
            Problem.of(subject, id, "an item of the rubric").next(Nearest.advice(id, ids)));
      }
    }
    List<Item> changed = new ArrayList<>();
    for (Item item : items) {
      JsonNode least = mins.get(item.id());
      OptionalDouble min =
          least == null
              ? item.min()
              : min(subject + "." + item.id(), least, item.anchors().scale(), problems)
                  .orElse(OptionalDouble.empty());
      changed.add(new Item(item.id(), item.question(), item.anchors(), min));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new Rubric(name, version, description, changed);
  }
}
