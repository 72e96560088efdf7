package dev.assay.core.judge;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An example whose grade a person has set.
 *
 * @param texts what was asked, answered and given, by name
 * @param score its grade
 * @param reasoning why; may be empty
 */
record FewShot(ObjectNode texts, int score, String reasoning) {

  private static final List<String> TEXTS = List.of("input", "context", "reference", "output");
  private static final List<String> KEYS =
      List.of("input", "context", "reference", "output", "score", "reasoning");

  /**
   * Reads a list of examples, or the file that holds it.
   *
   * @throws InvalidInputException if one has no output, or a score that the scale does not have
   */
  static List<FewShot> read(String subject, JsonNode given, Path folder, Scale scale) {
    JsonNode node = given.isString() ? YamlFile.read(subject, folder, given.stringValue()) : given;
    if (!node.isArray()) {
      throw new InvalidInputException(
          Problem.of(subject, Json.write(given), "a list of {output, score}, or a file with one"));
    }
    List<Problem> problems = new ArrayList<>();
    List<FewShot> examples = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      one(subject + "[" + i + "]", node.get(i), scale, problems).ifPresent(examples::add);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return examples;
  }

  private static Optional<FewShot> one(
      String subject, JsonNode node, Scale scale, List<Problem> problems) {
    int before = problems.size();
    if (!(node instanceof ObjectNode object)) {
      problems.add(Problem.of(subject, Json.write(node), "an example with output and score"));
      return Optional.empty();
    }
    for (String key : object.propertyNames()) {
      if (!KEYS.contains(key)) {
        problems.add(
            Problem.of(subject, key, "a key of few-shot examples").next(Nearest.advice(key, KEYS)));
      } else if (!key.equals("score") && !object.get(key).isString()) {
        problems.add(Problem.of(subject + "." + key, Json.write(object.get(key)), "a text"));
      }
    }
    if (!object.hasNonNull("output")) {
      problems.add(Problem.of(subject + ".output", "missing", "the response that was graded"));
    }
    JsonNode score = object.get("score");
    boolean offered =
        score != null
            && score.isIntegralNumber()
            && score.canConvertToInt()
            && scale.offers(score.intValue());
    if (!offered) {
      problems.add(
          Problem.of(
              subject + ".score",
              score == null ? "missing" : Json.write(score),
              "a grade from " + scale.words()));
    }
    if (problems.size() > before || score == null) {
      return Optional.empty();
    }
    ObjectNode texts = object.deepCopy();
    texts.retain(TEXTS);
    return Optional.of(new FewShot(texts, score.intValue(), object.path("reasoning").asString("")));
  }

  /** The examples as the task shows them; empty if there are none. */
  static String words(List<FewShot> examples) {
    if (examples.isEmpty()) {
      return "";
    }
    StringBuilder words = new StringBuilder("\n\nExamples that people have graded:");
    for (int i = 0; i < examples.size(); i++) {
      FewShot example = examples.get(i);
      words.append("\n\nExample ").append(i + 1);
      for (String key : TEXTS) {
        JsonNode text = example.texts.get(key);
        if (text != null) {
          String label = key.equals("output") ? "response" : key;
          words.append("\n[").append(label).append("] ").append(Disarm.text(text.asString()));
        }
      }
      if (!example.reasoning.isEmpty()) {
        words.append("\n[reasoning] ").append(Disarm.text(example.reasoning));
      }
      words.append("\n[grade] ").append(example.score);
    }
    return words.append("\n\nEnd of the graded examples.").toString();
  }
}
