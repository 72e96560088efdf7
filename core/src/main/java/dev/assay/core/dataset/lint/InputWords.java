package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Example;
import dev.assay.core.json.ContentHash;
import tools.jackson.databind.JsonNode;

/** What lint reads of an example's input. */
final class InputWords {

  private InputWords() {}

  /** Every text in the input, a line each. */
  static String text(Example example) {
    StringBuilder text = new StringBuilder();
    collect(example.input(), text);
    return text.toString();
  }

  private static void collect(JsonNode node, StringBuilder text) {
    if (node.isValueNode()) {
      text.append(text.isEmpty() ? "" : "\n").append(node.asString());
      return;
    }
    node.forEach(child -> collect(child, text));
  }

  /**
   * Equal for inputs that count as the same: but for case, compatibility forms and white space, or
   * to the letter for generated examples, which may differ in just these.
   */
  static String sameness(Example example) {
    boolean plain = example.input().isString();
    String text = plain ? example.input().stringValue() : ContentHash.canonical(example.input());
    return isGenerated(example) ? "=" + text : Words.folded(text);
  }

  /** Whether the example is a mutation of another, and so like it on purpose. */
  static boolean isGenerated(Example example) {
    return example.metadata().has("mutation");
  }
}
