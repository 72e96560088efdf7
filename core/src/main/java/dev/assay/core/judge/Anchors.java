package dev.assay.core.judge;

import dev.assay.core.evaluator.Guideline;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each grade of a scale means.
 *
 * @param scale the grades
 * @param texts what each means; one for every grade
 */
record Anchors(Scale scale, Map<Integer, String> texts) {

  // For criteria in free words.
  private static final Anchors GENERAL =
      new Anchors(
          Scale.ONE_TO_FIVE,
          Map.of(
              1, "The response fails the criteria.",
              2, "The response mostly fails the criteria; little of what they ask is there.",
              3,
                  "The response meets the criteria in part; something important is missing or wrong.",
              4, "The response meets the criteria; only something minor is missing or wrong.",
              5, "The response meets the criteria fully; nothing could be better in their sense."));

  Anchors {
    texts = Map.copyOf(texts);
  }

  /** What each grade means, worst first. */
  List<Guideline.Grade> inWords() {
    return scale.grades().stream()
        .map(grade -> new Guideline.Grade(grade, texts.getOrDefault(grade, "")))
        .toList();
  }

  /** For criteria that say nothing of their own. */
  static Anchors general() {
    return GENERAL;
  }

  /**
   * Reads anchors by grade.
   *
   * @param scale the grades if that is known; else what has anchors is the scale
   * @throws InvalidInputException if a grade has none, or one that does not exist has
   */
  static Anchors read(String subject, JsonNode node, Optional<Scale> scale) {
    if (!(node instanceof ObjectNode object) || object.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(node), "a text for each grade, such as {1: ..., 5: ...}"));
    }
    List<Problem> problems = new ArrayList<>();
    TreeMap<Integer, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      JsonNode text = entry.getValue();
      if (!key.matches("[0-9]{1,3}")) {
        problems.add(Problem.of(subject, key, "a grade, a whole number"));
      } else if (!text.isString() || text.stringValue().isBlank()) {
        problems.add(
            Problem.of(subject + "." + key, Json.write(text), "a text that says what it means"));
      } else if (scale.isPresent() && !scale.get().offers(Integer.parseInt(key))) {
        problems.add(
            Problem.of(
                subject, key, "a grade of the scale, which goes from " + scale.get().words()));
      } else {
        texts.put(Integer.parseInt(key), text.stringValue().strip());
      }
    }
    throwIfAny(problems);
    Scale all = scale.orElseGet(() -> scaleOf(subject, texts));
    String missing =
        all.grades().stream()
            .filter(grade -> !texts.containsKey(grade))
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(subject, "none for " + missing, "one for every grade from " + all.words()));
    }
    return new Anchors(all, texts);
  }

  private static Scale scaleOf(String subject, TreeMap<Integer, String> texts) {
    if (texts.size() < 2 || texts.lastKey() > Scale.HIGHEST) {
      throw new InvalidInputException(
          Problem.of(
              subject, texts.keySet(), "two grades or more from 0 to 100, with a text each"));
    }
    return new Scale(texts.firstKey(), texts.lastKey());
  }

  private static void throwIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  /** A line for each grade, worst first. */
  String lines(String before) {
    return scale.grades().stream()
        .map(grade -> before + grade + ": " + texts.get(grade))
        .collect(Collectors.joining("\n"));
  }
}
