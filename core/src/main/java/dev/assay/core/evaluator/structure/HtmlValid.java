package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the output is HTML whose tags match, as {@link HtmlTags} has it. */
final class HtmlValid implements Evaluator {

  private static final Set<String> LANGUAGES = Set.of("html", "htm", "xhtml");
  // Formatting elements nested without end cost the parser a square of their number.
  private static final int LONGEST = 250_000;

  private final Extraction extraction;

  private HtmlValid(Parameters parameters) {
    this.extraction = Extraction.of(parameters);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "html-valid", "1", "Passes when the output is HTML whose tags are closed and nested.")
        .documentation(
            "Parses the output as HTML5 (a whole page if it begins with a document type or `<html>`,"
                + " else a fragment) and fails on what a browser would have to repair: tags that are"
                + " never closed, closed in the wrong order or never opened, elements where they"
                + " may not stand, tags and comments that do not end. End tags that HTML lets one"
                + " leave out (`</p>`, `</li>`, `</td>`, …) may be missing; so may the document"
                + " type. Unknown elements, attributes and character references pass, and plain"
                + " text that is not empty is valid HTML too: look for the elements you need with `regex`.")
        .example("- html-valid: {extract: auto}")
        .category(Category.STRUCTURE)
        .failureMode(FailureMode.FORMAT)
        .parameter(Extraction.parameter())
        .decidesItself()
        .createdBy((parameters, context) -> new HtmlValid(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    Optional<String> text = extraction.from(subject.output(), LANGUAGES);
    if (text.isEmpty()) {
      return Score.ofPass(false, Extraction.missing("HTML"));
    }
    if (text.get().isEmpty()) {
      return Score.ofPass(false, "no HTML: the output is empty");
    }
    if (text.get().length() > LONGEST) {
      return Score.unscored(
          "too long to parse: "
              + text.get().length()
              + " characters (expected: at most "
              + LONGEST
              + ")");
    }
    List<String> faults = HtmlTags.faults(text.get());
    if (faults.isEmpty()) {
      return Score.ofPass(true, null);
    }
    ObjectNode evidence = Json.object();
    ArrayNode array = evidence.putArray("faults");
    faults.forEach(array::add);
    return Score.ofPass(false, faults.get(0)).withEvidence(evidence);
  }
}
