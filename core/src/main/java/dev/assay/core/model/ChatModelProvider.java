package dev.assay.core.model;

import java.util.List;

/**
 * Opens chat models by prefix; found with {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface ChatModelProvider {

  /** The prefixes it opens, such as {@code openai} in {@code openai:gpt-4o-mini}. */
  List<String> prefixes();

  /**
   * Checks the settings and opens the model; calls nobody.
   *
   * @throws dev.assay.core.problem.NotConfiguredException if a key is missing, naming the variable
   *     that would hold it
   * @throws dev.assay.core.problem.InvalidInputException if a setting cannot work
   */
  ChatModel open(ModelSpec spec, ModelSettings settings);
}
