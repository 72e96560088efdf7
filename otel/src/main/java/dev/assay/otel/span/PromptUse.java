package dev.assay.otel.span;

import dev.assay.otel.record.Attributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prompt template behind a call.
 *
 * @param name null if not said
 * @param version a text, also where the sender sent a number
 * @param template its words; hostile
 * @param variables what was filled in; hostile
 * @since 0.1
 */
public record PromptUse(
    @Nullable String name,
    @Nullable String version,
    @Nullable String template,
    Map<String, String> variables) {

  /** Nothing was said. */
  public static final PromptUse NONE = new PromptUse(null, null, null, Map.of());

  /** Copies the variables. */
  public PromptUse {
    variables = Map.copyOf(variables);
  }

  /** How much memory the template and what was filled in take, in characters, roughly. */
  long characters() {
    return (template == null ? 0 : template.length()) + Attributes.characters(variables);
  }

  /** The same, without what was said. */
  PromptUse withoutContent() {
    return template == null && variables.isEmpty()
        ? this
        : new PromptUse(name, version, null, Map.of());
  }

  /** Whether the template has a name or a version. */
  public boolean known() {
    return name != null || version != null;
  }
}
