package dev.assay.core.model;

import java.util.List;

/**
 * Offers embedding models by name; found with {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface EmbeddingModelProvider {

  /** The names this provider opens, such as {@code in-process}. */
  List<String> names();

  /**
   * Opens the model called {@code name}, one of {@link #names}. Models are costly to open and are
   * kept by the caller.
   *
   * @throws ModelException if it cannot be opened
   */
  EmbeddingModel open(String name);

  /**
   * Whether this provider opens {@code name}: one of {@link #names}, or one with a prefix it knows.
   */
  default boolean opens(String name) {
    return names().contains(name);
  }

  /**
   * Whether this provider opens {@code name} with settings, which may give models names of their
   * own.
   */
  default boolean opens(String name, ModelSettings settings) {
    return opens(name);
  }

  /**
   * Opens the model called {@code name} with settings: those behind an API take their key from the
   * environment.
   *
   * @throws dev.assay.core.problem.NotConfiguredException if a key is missing
   * @throws ModelException if it cannot be opened
   */
  default EmbeddingModel open(String name, ModelSettings settings) {
    return open(name);
  }
}
