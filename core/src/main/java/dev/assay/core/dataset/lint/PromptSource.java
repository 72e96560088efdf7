package dev.assay.core.dataset.lint;

import java.util.Objects;

/**
 * A text that the application under evaluation works with: a prompt, or a few-shot example in it.
 *
 * @param name what to call it, such as its file
 * @param text its words
 * @since 0.1
 */
public record PromptSource(String name, String text) {

  /** Checks the parts. */
  public PromptSource {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
  }
}
