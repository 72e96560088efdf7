package dev.assay.core.judge;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a response is graded by.
 *
 * @param names the criteria that Assay knows by name, as {@code name version}
 * @param questions the criteria in words, at least one
 * @param anchors what each grade means
 * @param needsReference whether it cannot be graded without a reference
 * @param safety whether it is a matter of safety
 * @param failureMode what failing it means; empty if that is not known
 */
record Criteria(
    List<String> names,
    List<String> questions,
    Anchors anchors,
    boolean needsReference,
    boolean safety,
    Optional<FailureMode> failureMode) {

  private static final ObjectNode KNOWN = (ObjectNode) YamlFile.resource("criteria.yaml");

  Criteria {
    names = List.copyOf(names);
    questions = List.copyOf(questions);
  }

  /** The names that can be given instead of words. */
  static List<String> known() {
    return List.copyOf(KNOWN.propertyNames());
  }

  /**
   * Reads the parameters {@code criteria}, {@code anchors} and {@code scale}.
   *
   * @throws InvalidInputException if they cannot be graded by
   */
  static Criteria read(
      String subject, List<String> criteria, Optional<JsonNode> anchors, Optional<JsonNode> scale) {
    String path = subject + ".criteria";
    List<String> names = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    List<JsonNode> known = new ArrayList<>();
    for (String criterion : criteria) {
      JsonNode entry = KNOWN.get(criterion.strip());
      if (entry != null) {
        known.add(entry);
        names.add(criterion.strip() + " " + entry.get("version").asString());
        questions.add(entry.get("question").asString());
      } else {
        questions.add(inWords(path, criterion));
      }
    }
    if (questions.isEmpty()) {
      throw new InvalidInputException(
          Problem.of(path, "none", "at least one criterion").next("known: " + names(known())));
    }
    Optional<Scale> range = scale.map(node -> scale(subject + ".scale", node));
    return new Criteria(
        names,
        questions,
        anchors(subject, anchors, range, criteria.size() == 1 ? known : List.of()),
        known.stream().anyMatch(entry -> entry.path("reference").asBoolean(false)),
        known.stream().anyMatch(entry -> entry.path("safety").asBoolean(false)),
        mode(known));
  }

  private static Optional<FailureMode> mode(List<JsonNode> known) {
    return known.stream()
        .map(entry -> FailureMode.ofKey(entry.path("failure_mode").asString("")))
        .flatMap(Optional::stream)
        .reduce(FailureMode::graver);
  }

  // A single word that is no name is a slip of the pen, not a criterion.
  private static String inWords(String path, String criterion) {
    String words = criterion.strip();
    if (words.matches("[\\w-]*")) {
      throw new InvalidInputException(
          Problem.of(path, words, "a criterion in words, or the name of one that Assay knows")
              .next(Nearest.advice(words, known())));
    }
    return words;
  }

  private static Anchors anchors(
      String subject, Optional<JsonNode> given, Optional<Scale> scale, List<JsonNode> known) {
    if (given.isPresent()) {
      return Anchors.read(subject + ".anchors", given.get(), scale);
    }
    if (scale.isPresent() && !scale.get().equals(Scale.ONE_TO_FIVE)) {
      throw new InvalidInputException(
          Problem.of(
              subject + ".anchors",
              "none",
              "one for every grade from " + scale.get().words() + ", for this is not 1 to 5"));
    }
    return known.isEmpty()
        ? Anchors.general()
        : Anchors.read("anchors", known.get(0).get("anchors"), Optional.of(Scale.ONE_TO_FIVE));
  }

  private static Scale scale(String path, JsonNode node) {
    List<Integer> ends = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(end -> ends.add(end.isIntegralNumber() ? end.asInt(-1) : -1));
    } else if (node.isString() && node.stringValue().strip().matches("\\d{1,3}\\s*-\\s*\\d{1,3}")) {
      for (String end : List.of(node.stringValue().strip().split("\\s*-\\s*"))) {
        ends.add(Integer.parseInt(end));
      }
    }
    boolean fits =
        ends.size() == 2
            && ends.get(0) >= 0
            && ends.get(0) < ends.get(1)
            && ends.get(1) <= Scale.HIGHEST;
    if (!fits) {
      throw new InvalidInputException(
          Problem.of(
              path,
              Json.write(node),
              "worst and best grade, such as [1, 5]: whole numbers from 0 to 100"));
    }
    return new Scale(ends.get(0), ends.get(1));
  }

  private static String names(List<String> names) {
    return String.join(", ", names);
  }

  /** The criteria as a list, or the only one as it is. */
  String words() {
    return questions.size() == 1 ? questions.get(0) : "- " + String.join("\n- ", questions);
  }
}
