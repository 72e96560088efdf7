package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether the output contains texts: at least one of {@code any}, each of {@code all}, not one of
 * {@code none}; without such lists, one of the references.
 */
final class Contains implements Evaluator {

  private static final String ANY = "any";
  private static final String ALL = "all";
  private static final String NONE = "none";
  private static final String CASE_SENSITIVE = "case_sensitive";

  private final List<String> any;
  private final List<String> all;
  private final List<String> none;
  private final boolean caseSensitive;

  private Contains(Parameters parameters) {
    this.any = texts(parameters, ANY);
    this.all = texts(parameters, ALL);
    this.none = texts(parameters, NONE);
    this.caseSensitive = parameters.bool(CASE_SENSITIVE);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "contains",
            "1",
            "Passes when the output contains given texts, or with none given the expected output.")
        .category(Category.TEXT)
        .documentation(
            "Looks for texts in the output: at least one of `any`, each of `all`, "
                + "none of `none`; with none of the three given, one of the expected "
                + "outputs. Case does not count unless `case_sensitive`. The value is 1 "
                + "or 0, and the explanation names the text that was missing or found. "
                + "Finds wordings, not meanings: \"no refund\" contains \"refund\".")
        .example("- contains: {any: [\"refund\", \"money back\"], none: [\"guarantee\"]}")
        .parameter(Parameter.strings(ANY, "The output contains at least one of these."))
        .parameter(Parameter.strings(ALL, "The output contains each of these."))
        .parameter(Parameter.strings(NONE, "The output contains none of these."))
        .parameter(Parameter.bool(CASE_SENSITIVE, "Whether upper and lower case differ."))
        .decidesItself()
        .createdBy((parameters, context) -> new Contains(parameters));
  }

  private static List<String> texts(Parameters parameters, String name) {
    List<String> texts = parameters.strings(name);
    if (texts.contains("")) {
      throw new InvalidInputException(
          Problem.of("contains." + name, "\"\"", "texts that are not empty")
              .next("every output contains the empty text"));
    }
    if (parameters.has(name) && texts.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("contains." + name, "[]", "at least one text").next("or leave it out"));
    }
    return texts;
  }

  @Override
  public Score evaluate(Subject subject) {
    TextSearch output = new TextSearch(subject.output(), caseSensitive);
    if (any.isEmpty() && all.isEmpty() && none.isEmpty()) {
      List<String> references = subject.references();
      if (references.isEmpty()) {
        return Score.unscored("needs an expected output, or texts in any, all or none");
      }
      List<String> wanted = references.stream().filter(text -> !text.isEmpty()).toList();
      if (wanted.isEmpty()) {
        return Score.unscored("the expected output is empty, and every output contains that");
      }
      boolean found = wanted.stream().anyMatch(output::contains);
      return Score.ofPass(found, found ? null : "does not contain the expected output");
    }
    return score(output);
  }

  private Score score(TextSearch output) {
    List<String> complaints = new ArrayList<>();
    ObjectNode evidence = Json.object();
    if (!any.isEmpty() && any.stream().noneMatch(output::contains)) {
      complaints.add("contains none of " + Json.write(array(any)));
      evidence.set("missing_any", array(any));
    }
    List<String> missing = all.stream().filter(text -> !output.contains(text)).toList();
    if (!missing.isEmpty()) {
      complaints.add("lacks " + Json.write(array(missing)));
      evidence.set("missing", array(missing));
    }
    List<String> forbidden = none.stream().filter(output::contains).toList();
    if (!forbidden.isEmpty()) {
      complaints.add("contains " + Json.write(array(forbidden)));
      evidence.set("forbidden", array(forbidden));
    }
    boolean passed = complaints.isEmpty();
    return new Score.Scored(
        passed ? 1 : 0, passed, null, passed ? null : String.join("; ", complaints), evidence);
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }
}
