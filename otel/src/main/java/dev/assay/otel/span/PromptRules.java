package dev.assay.otel.span;

import dev.assay.otel.record.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The prompt template of a span. */
final class PromptRules {

  private static final String VARIABLE = "gen_ai.prompt.variable.";
  private static final String TRACELOOP_VARIABLE = "traceloop.prompt.template_variables.";
  private static final int MOST_VARIABLES = 200;

  private PromptRules() {}

  static PromptUse prompt(Bag bag, Attributes attributes) {
    Object linked = bag.value(Field.LANGFUSE_PROMPT);
    JsonNode link = linked == null ? null : Trees.read(linked);
    String name =
        first(
            bag.text(Field.PROMPT_NAME),
            link == null ? null : Parts.string(link, "name"),
            bag.text(Field.PROMPT_NAME_LAST));
    String version =
        first(
            bag.text(Field.PROMPT_VERSION),
            link == null ? null : Parts.string(link, "version"),
            bag.text(Field.PROMPT_VERSION_LAST));
    String template = bag.text(Field.PROMPT_TEMPLATE);
    Map<String, String> variables = variables(bag, attributes);
    boolean nothing = name == null && version == null && template == null && variables.isEmpty();
    return nothing ? PromptUse.NONE : new PromptUse(name, version, template, variables);
  }

  private static Map<String, String> variables(Bag bag, Attributes attributes) {
    Map<String, String> variables = prefixed(attributes, VARIABLE);
    Object listed = bag.value(Field.PROMPT_VARIABLES);
    if (variables.isEmpty() && listed != null) {
      for (Map.Entry<String, JsonNode> entry : Trees.read(listed).properties()) {
        JsonNode value = entry.getValue();
        put(variables, entry.getKey(), value.isString() ? value.stringValue() : value.toString());
      }
    }
    return variables.isEmpty() ? prefixed(attributes, TRACELOOP_VARIABLE) : variables;
  }

  private static Map<String, String> prefixed(Attributes attributes, String prefix) {
    Map<String, String> variables = new LinkedHashMap<>();
    attributes
        .values()
        .forEach(
            (key, value) -> {
              if (value != null && key.startsWith(prefix)) {
                put(variables, key.substring(prefix.length()), value.toString());
              }
            });
    return variables;
  }

  private static void put(Map<String, String> variables, String name, String value) {
    if (variables.size() < MOST_VARIABLES && !value.equals(Usable.HIDDEN)) {
      variables.put(name, value);
    }
  }

  private static @Nullable String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
