package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * Whether the output starts, or ends, with one of several texts; without them, of the references.
 */
final class EdgeMatch implements Evaluator {

  /** Which end is looked at. */
  enum Edge {
    START("starts-with", "starts"),
    END("ends-with", "ends");

    private final String evaluator;
    private final String verb;

    Edge(String evaluator, String verb) {
      this.evaluator = evaluator;
      this.verb = verb;
    }

    EvaluatorDefinition definition() {
      return EvaluatorDefinition.builder(
              evaluator,
              "1",
              "Passes when the output "
                  + verb
                  + " with one of given texts, or with none given the expected output.")
          .documentation(
              "Looks at the "
                  + (this == START ? "beginning" : "end")
                  + " of the output, white space there left out unless `trim` is false. Passes if it"
                  + " is one of the texts in `any`; without `any`, if it is one of the expected"
                  + " outputs. Case counts unless `case_sensitive` is false. For more than plain"
                  + " text use `regex`.")
          .parameter(Parameter.strings(ANY, "The output " + verb + " with one of these."))
          .parameter(
              Parameter.bool(CASE_SENSITIVE, "Whether upper and lower case differ.")
                  .withDefault(true))
          .parameter(
              Parameter.bool(
                      TRIM,
                      "Leaves out white space at the ends of the output and of what it is"
                          + " compared with.")
                  .withDefault(true))
          .decidesItself()
          .createdBy((parameters, context) -> new EdgeMatch(this, parameters));
    }
  }

  private static final String ANY = "any";
  private static final String CASE_SENSITIVE = "case_sensitive";
  private static final String TRIM = "trim";
  private static final int SHOWN = 40;

  private final Edge edge;
  private final List<String> any;
  private final boolean caseSensitive;
  private final boolean trim;

  private EdgeMatch(Edge edge, Parameters parameters) {
    this.edge = edge;
    this.caseSensitive = parameters.bool(CASE_SENSITIVE);
    this.trim = parameters.bool(TRIM);
    this.any = parameters.strings(ANY).stream().map(this::atTheEdge).toList();
    if (any.contains("") || (parameters.has(ANY) && any.isEmpty())) {
      throw new InvalidInputException(
          Problem.of(
                  edge.evaluator + "." + ANY,
                  any.isEmpty() ? "[]" : "\"\"",
                  "at least one text, none empty")
              .next("or leave it out to compare with the expected output"));
    }
  }

  // White space at an end where the output has none left could never match; the other end counts.
  private String atTheEdge(String text) {
    if (!trim) {
      return text;
    }
    return edge == Edge.START ? text.stripLeading() : text.stripTrailing();
  }

  @Override
  public Score evaluate(Subject subject) {
    if (any.isEmpty() && subject.references().isEmpty()) {
      return Score.unscored("needs an expected output, or texts in any");
    }
    List<String> wanted = any.isEmpty() ? expected(subject.references()) : any;
    if (wanted.isEmpty()) {
      return Score.unscored("the expected output is empty, and every output " + edge.verb + " so");
    }
    String output = trimmed(subject.output());
    if (wanted.stream().anyMatch(text -> matches(output, text))) {
      return Score.ofPass(true, null);
    }
    ArrayNode texts = Json.array();
    any.forEach(texts::add);
    String what = any.isEmpty() ? "the expected output" : "any of " + Json.write(texts);
    return Score.ofPass(false, edge.verb + " with " + shown(output) + " (expected: " + what + ")");
  }

  // Every output starts and ends with the empty text.
  private List<String> expected(List<String> references) {
    return references.stream().map(this::trimmed).filter(text -> !text.isEmpty()).toList();
  }

  private String trimmed(String text) {
    return trim ? PythonText.strip(text) : text;
  }

  private boolean matches(String output, String text) {
    int start = edge == Edge.START ? 0 : output.length() - text.length();
    return output.regionMatches(!caseSensitive, start, text, 0, text.length());
  }

  private String shown(String output) {
    if (output.length() <= SHOWN) {
      return "\"" + Printable.line(output, SHOWN) + "\"";
    }
    return edge == Edge.START
        ? "\"" + Printable.line(output.substring(0, SHOWN), SHOWN) + "…\""
        : "\"…" + Printable.line(output.substring(output.length() - SHOWN), SHOWN) + "\"";
  }
}
