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

  /**
   * Whether {@code text} holds anything the model has learnt a meaning for. Without that (an empty
   * text, or one of symbols outside the vocabulary only) there is still a vector, but it is the
   * same for all such texts and says nothing about them.
   */
  default boolean knows(String text) {
    return !text.isBlank();
  }

  /** How long the vectors are. */
  int dimensions();

  /**
   * Names model and runtime with their versions; vectors of different versions are not compared.
   */
  String version();

  @Override
  default void close() {}
}
