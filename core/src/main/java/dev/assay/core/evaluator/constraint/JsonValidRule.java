package dev.assay.core.evaluator.constraint;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The output must be one JSON document and nothing else. */
final class JsonValidRule {

  // Anchored, and each part can end in one way only.
  private static final Pattern FENCE = Pattern.compile("```[a-zA-Z]*\\R([\\s\\S]*)```");

  private JsonValidRule() {}

  static Rule of(Settings settings) {
    settings.requireTrue();
    boolean fenced = settings.values().bool("fenced");
    return Rule.ofOutput(
        output -> {
          try {
            parse(output, fenced);
            return Finding.HOLDS;
          } catch (InvalidInputException e) {
            return broken(e);
          }
        });
  }

  /** The document in {@code output}. */
  static JsonNode parse(String output, boolean fenced) {
    String text = output.strip();
    if (fenced && text.startsWith("```") && text.endsWith("```")) {
      Matcher matcher = FENCE.matcher(text);
      if (matcher.matches()) {
        text = matcher.group(1);
      }
    }
    return Json.parse(text, "output", 1);
  }

  static Finding broken(InvalidInputException e) {
    var problem = e.problems().get(0);
    String where = problem.location() == null ? "" : problem.location() + ": ";
    String what = problem.value() == null ? "not JSON" : problem.value();
    return Finding.violated(where + what, "one JSON document");
  }
}
