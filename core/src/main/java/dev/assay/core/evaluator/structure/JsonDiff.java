package dev.assay.core.evaluator.structure;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How much of the output's JSON agrees with the expected JSON, leaf by leaf. */
final class JsonDiff implements Evaluator {

  private static final String IGNORE_ORDER = "ignore_order";
  private static final String IGNORE = "ignore";
  private static final String ABSOLUTE = "absolute";
  private static final String RELATIVE = "relative";
  private static final String LIST = "expected_list";
  private static final String DOCUMENT = "document";
  private static final int LONGEST_SHOWN = 200;

  private final Extraction extraction;
  private final JsonComparison.Rules rules;
  private final boolean listIsDocument;

  private JsonDiff(Parameters parameters) {
    this.extraction = Extraction.of(parameters);
    JsonNode order = parameters.json(IGNORE_ORDER).orElseGet(() -> Json.array());
    this.rules =
        new JsonComparison.Rules(
            paths(IGNORE, parameters.strings(IGNORE)),
            order.isBoolean() && order.booleanValue(),
            paths(IGNORE_ORDER, texts(order)),
            parameters.number(ABSOLUTE),
            parameters.number(RELATIVE));
    this.listIsDocument = parameters.string(LIST).equals(DOCUMENT);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "json-diff", "1", "Compares the output with the expected output as JSON, path by path.")
        .documentation(
            "Parses output and expected output as JSON and compares them leaf by leaf: the value is"
                + " the share of leaves (texts, numbers, truth values, nulls, empty objects and"
                + " lists) on which they agree, of all that either has; `threshold: 1` demands all."
                + " What only one has, or has in another type, differs; `1` and `1.0` are equal."
                + " With `ignore_order`, lists are compared as sets with repetition, all or those at"
                + " given paths, an item with the one most like it. `ignore` leaves out paths, and"
                + " numbers may differ by `absolute` or, as a share, `relative`. Paths are JSON"
                + " Pointers in which `*` is any name or index. The evidence lists the first 50"
                + " differing paths. An output that is not JSON has value 0.")
        .example("- json-diff: {ignore_order: [/items], ignore: [/created_at], threshold: 1}")
        .category(Category.STRUCTURE)
        .parameter(
            Parameter.json(
                IGNORE_ORDER,
                "Compares lists in any order: true for all, or the paths of those lists."))
        .parameter(Parameter.strings(IGNORE, "Paths that are left out, with all below them."))
        .parameter(
            Parameter.number(ABSOLUTE, "How far apart numbers may be.")
                .between(0, Double.MAX_VALUE)
                .withDefault(0))
        .parameter(
            Parameter.number(RELATIVE, "How far apart numbers may be, as a share of the expected.")
                .between(0, 1)
                .withDefault(0))
        .parameter(
            Parameter.string(
                    LIST, "What a list as expected output is: several references, or one document.")
                .oneOf("references", DOCUMENT)
                .withDefault("references"))
        .parameter(Extraction.parameter())
        .needs(Need.EXPECTED)
        .createdBy((parameters, context) -> new JsonDiff(parameters));
  }

  private static List<String> texts(JsonNode order) {
    if (order.isBoolean()) {
      return List.of();
    }
    if (order.isString()) {
      return List.of(order.stringValue());
    }
    if (order.isArray() && order.valueStream().allMatch(JsonNode::isString)) {
      return order.valueStream().map(JsonNode::stringValue).toList();
    }
    throw new InvalidInputException(
        Problem.of(
            "json-diff." + IGNORE_ORDER, Json.write(order), "true, false or a list of paths"));
  }

  private static List<PathPattern> paths(String name, List<String> texts) {
    return texts.stream().map(text -> PathPattern.of("json-diff." + name, text)).toList();
  }

  @Override
  public Score evaluate(Subject subject) {
    List<JsonNode> references = new ArrayList<>();
    for (JsonText reference : references(subject)) {
      if (reference.document() == null) {
        return Score.unscored("the expected output is " + reference.complaint());
      }
      references.add(reference.document());
    }
    JsonText output = JsonText.of(subject.output(), extraction);
    JsonNode document = output.document();
    if (document == null) {
      return Score.of(0).withExplanation(output.complaint());
    }
    try {
      Score.@Nullable Scored best = null;
      for (JsonNode reference : references) {
        Score.Scored score = compare(reference, document);
        best = best == null || score.value() > best.value() ? score : best;
      }
      return requireNonNull(best);
    } catch (JsonComparison.TooManyStepsException e) {
      return Score.unscored("too large to compare");
    }
  }

  private List<JsonText> references(Subject subject) {
    Example example = subject.example();
    JsonNode expected = example == null ? null : example.expectedOutput();
    if (listIsDocument && expected != null && expected.isArray()) {
      return List.of(new JsonText(expected, ""));
    }
    return subject.references().stream()
        .map(text -> JsonText.parse(text, "expected output"))
        .toList();
  }

  private Score.Scored compare(JsonNode expected, JsonNode document)
      throws JsonComparison.TooManyStepsException {
    JsonComparison comparison = new JsonComparison(rules);
    JsonComparison.Count count = comparison.compare(expected, document);
    ObjectNode evidence =
        Json.object().put("leaves", count.leaves()).put("agreeing", count.agreeing());
    ArrayNode differences = evidence.putArray("differences");
    for (JsonComparison.Difference difference : comparison.differences()) {
      differences
          .addObject()
          .put("path", difference.path())
          .put("expected", shown(difference.expected()))
          .put("found", shown(difference.found()));
    }
    return Score.of(count.share())
        .withEvidence(evidence)
        .withExplanation(explanation(comparison.differences()));
  }

  private static @Nullable String explanation(List<JsonComparison.Difference> differences) {
    if (differences.isEmpty()) {
      return null;
    }
    JsonComparison.Difference first = differences.get(0);
    String at = first.path().isEmpty() ? "the document" : first.path();
    String found = first.found() == null ? "is missing" : "is " + shown(first.found());
    String expected = first.expected() == null ? "nothing" : shown(first.expected());
    int more = differences.size() - 1;
    return Printable.line(
        at
            + " "
            + found
            + " (expected: "
            + expected
            + ")"
            + (more > 0
                ? " and "
                    + (more + 1 == JsonComparison.MOST_KEPT ? "at least " : "")
                    + more
                    + " more"
                : ""),
        3 * LONGEST_SHOWN);
  }

  private static @Nullable String shown(@Nullable JsonNode node) {
    return node == null ? null : Printable.line(Json.write(node), LONGEST_SHOWN);
  }
}
