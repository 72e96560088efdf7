package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON document in an output, or why there is none.
 *
 * @param document the document
 * @param complaint why there is none, in one line harmless to print
 */
record JsonText(@Nullable JsonNode document, String complaint) {

  private static final Set<String> LANGUAGES = Set.of("json", "json5", "jsonc");
  private static final int LONGEST_SHOWN = 200;

  static JsonText of(String output, Parameters parameters) {
    return of(output, Extraction.of(parameters));
  }

  static JsonText of(String output, Extraction extraction) {
    Optional<String> text = extraction.from(output, LANGUAGES);
    return text.isEmpty() ? new JsonText(null, Extraction.missing("JSON")) : parse(text.get());
  }

  /** Reads one document and nothing else. */
  static JsonText parse(String text) {
    return parse(text, "output");
  }

  /** The same, for a text of another {@code name}. */
  static JsonText parse(String text, String name) {
    try {
      return new JsonText(Json.parse(text, name, 1), "");
    } catch (InvalidInputException e) {
      Problem problem = e.problems().get(0);
      String where = problem.location() == null ? "" : problem.location() + ": ";
      String what = problem.value() == null ? "" : problem.value();
      String line = (where + what).replaceAll("\\s*\\R\\s*", " ");
      return new JsonText(null, "not JSON: " + Printable.line(line, LONGEST_SHOWN));
    }
  }
}
