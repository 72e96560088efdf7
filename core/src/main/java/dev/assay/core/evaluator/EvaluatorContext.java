package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.ChatModels;
import dev.assay.core.model.EmbeddingModels;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluator may use while it is made.
 *
 * @param baseDirectory what relative paths in its parameters are relative to
 * @param embeddings the embedding models
 * @param chats the chat models, for judges
 * @param registry what binds it, for evaluators made of others; null outside of binding
 * @since 0.1
 */
public record EvaluatorContext(
    Path baseDirectory,
    EmbeddingModels embeddings,
    ChatModels chats,
    @Nullable EvaluatorRegistry registry) {

  /** Checks the parts. */
  public EvaluatorContext {
    requireNonNull(baseDirectory, "baseDirectory");
    requireNonNull(embeddings, "embeddings");
    requireNonNull(chats, "chats");
  }

  /** A context for binding evaluators. */
  public EvaluatorContext(Path baseDirectory, EmbeddingModels embeddings, ChatModels chats) {
    this(baseDirectory, embeddings, chats, null);
  }

  /** A context without chat models. */
  public EvaluatorContext(Path baseDirectory, EmbeddingModels embeddings) {
    this(baseDirectory, embeddings, ChatModels.none());
  }

  EvaluatorContext within(EvaluatorRegistry registry) {
    return new EvaluatorContext(baseDirectory, embeddings, chats, registry);
  }
}
