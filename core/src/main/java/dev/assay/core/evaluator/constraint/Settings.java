package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Parameters;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a suite gives for one constraint, checked against its kind.
 *
 * @param subject the constraint, for errors: {@code constraints.<name>}
 * @param kind the kind's name
 * @param values what was given
 * @param baseDirectory what relative paths are relative to
 */
record Settings(String subject, String kind, Parameters values, Path baseDirectory) {

  /** What stands after the kind. */
  JsonNode setting() {
    return values.json(kind).orElseThrow();
  }

  /** The texts after the kind: at least one, none of them empty. */
  List<String> texts() {
    List<String> texts = values.strings(kind);
    if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
      throw wrong("at least one text, none empty");
    }
    return texts;
  }

  /** Refuses a kind that is switched on by {@code true} and given anything else. */
  void requireTrue() {
    if (!setting().isBoolean() || !setting().booleanValue()) {
      throw wrong("true; leave the constraint out to switch it off");
    }
  }

  /** The setting is not what it should be. */
  InvalidInputException wrong(String expected) {
    return new InvalidInputException(
        Problem.of(subject + "." + kind, Json.write(setting()), expected));
  }
}
