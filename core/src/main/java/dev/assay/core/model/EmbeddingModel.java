package dev.assay.core.model;

/**
 * Turns text into a vector whose direction carries its meaning. Safe to call from several threads.
 *
 * @since 0.1
 */
public interface EmbeddingModel extends AutoCloseable {

  /**
   * The vector of {@code text}, of length {@link #dimensions}, scaled to unit length.
   *
   * @throws ModelException if the model cannot answer
   */
  float[] embed(String text);

  /** How long the vectors are. */
  int dimensions();

  /**
   * Names model and runtime with their versions; vectors of different versions are not compared.
   */
  String version();

  @Override
  default void close() {}
}
