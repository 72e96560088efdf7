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
}
