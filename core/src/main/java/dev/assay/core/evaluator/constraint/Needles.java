package dev.assay.core.evaluator.constraint;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The texts to look for in an output: the same for every example, or each example's own, found by a
 * JSON Pointer: {@code {from: /metadata/must_contain}}.
 */
final class Needles {

  private static final String FROM = "from";
  private static final Set<String> ROOTS = Set.of("metadata", "input", "expected_output");

  private final List<String> texts;
  private final @Nullable JsonPointer from;
  private final boolean ignoreCase;
  private final boolean wholeWords;

  private Needles(Settings settings, List<String> texts, @Nullable JsonPointer from) {
    this.texts = texts;
    this.from = from;
    this.ignoreCase = settings.values().bool("ignore_case");
    this.wholeWords = settings.values().bool("whole_words");
  }

  static Needles of(Settings settings) {
    JsonNode setting = settings.setting();
    if (setting.isObject()) {
      return new Needles(settings, List.of(), pointer(settings, setting));
    }
    if (!setting.isString() && !isTexts(setting)) {
      throw settings.wrong("a text, a list of texts, or {from: /metadata/…}");
    }
    return new Needles(settings, settings.texts(), null);
  }

  /**
   * The rule that {@code check} makes of an output and the texts; where an example has no texts it
   * does not apply.
   */
  Rule rule(BiFunction<String, List<String>, Finding> check) {
    return subject -> {
      List<String> wanted = from == null ? texts : textsOf(subject, from);
      return wanted.isEmpty() ? Finding.INAPPLICABLE : check.apply(subject.output(), wanted);
    };
  }

  boolean in(String output, String text) {
    int last = output.length() - text.length();
    for (int i = 0; i <= last; i++) {
      if (output.regionMatches(ignoreCase, i, text, 0, text.length())
          && (!wholeWords || standsAlone(output, i, i + text.length()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean standsAlone(String output, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(output.codePointBefore(start)))
        && (end == output.length() || !Character.isLetterOrDigit(output.codePointAt(end)));
  }

  private static List<String> textsOf(Subject subject, JsonPointer from) {
    Example example = subject.example();
    JsonNode root = example == null ? null : root(example, from.getMatchingProperty());
    JsonNode found = root == null ? Json.array() : root.at(from.tail());
    if (found.isString()) {
      return found.stringValue().isBlank() ? List.of() : List.of(found.stringValue());
    }
    if (found.isMissingNode() || found.isNull() || isTexts(found)) {
      return found.valueStream().map(JsonNode::stringValue).filter(t -> !t.isBlank()).toList();
    }
    throw new InvalidInputException(
        Problem.of(from.toString(), Json.write(found), "a text or a list of texts"));
  }

  private static @Nullable JsonNode root(Example example, String name) {
    return switch (name) {
      case "metadata" -> example.metadata();
      case "input" -> example.input();
      default -> example.expectedOutput();
    };
  }

  private static JsonPointer pointer(Settings settings, JsonNode setting) {
    JsonNode from = setting.get(FROM);
    if (setting.size() == 1 && from != null && from.isString()) {
      try {
        JsonPointer pointer = JsonPointer.compile(from.stringValue());
        if (!pointer.matches() && ROOTS.contains(pointer.getMatchingProperty())) {
          return pointer;
        }
      } catch (IllegalArgumentException e) {
        throw settings.wrong("{from: …} with a JSON Pointer: " + e.getMessage());
      }
    }
    throw settings.wrong(
        "{from: …} with a JSON Pointer that begins with /metadata, /input or /expected_output");
  }

  private static boolean isTexts(JsonNode json) {
    return json.isArray() && json.valueStream().allMatch(JsonNode::isString);
  }
}
