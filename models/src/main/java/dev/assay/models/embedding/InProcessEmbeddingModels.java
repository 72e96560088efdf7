package dev.assay.models.embedding;

import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModelProvider;
import java.util.List;

/**
 * Offers {@code in-process}, which today is {@code all-minilm-l6-v2-q}: sentence embeddings of 384
 * dimensions, for English first.
 *
 * <p>Nothing is loaded before the first text is embedded. The loaded model (about 150 MB) and the
 * embeddings it remembers are shared by the whole process and stay until it ends, so opening it
 * several times costs nothing.
 *
 * @since 0.1
 */
public final class InProcessEmbeddingModels implements EmbeddingModelProvider {

  /** Made by {@link java.util.ServiceLoader}. */
  public InProcessEmbeddingModels() {}

  @Override
  public List<String> names() {
    return List.of("in-process", MiniLm.NAME);
  }

  @Override
  public EmbeddingModel open(String name) {
    return MiniLm.shared();
  }
}
