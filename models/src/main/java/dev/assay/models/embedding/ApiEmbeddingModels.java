package dev.assay.models.embedding;

import dev.assay.core.model.ChatModel;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModelProvider;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.models.call.ResilientChat;
import dev.assay.models.internal.Api;
import dev.assay.models.internal.Endpoint;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/**
 * Opens embedding models behind an API: {@code openai:}, {@code gemini:} (or {@code google:}) and
 * {@code ollama:}, with a key from the environment, and those that a suite names under {@code
 * models}.
 *
 * @since 0.1
 */
public final class ApiEmbeddingModels implements EmbeddingModelProvider {

  /** Made by {@link java.util.ServiceLoader}. */
  public ApiEmbeddingModels() {}

  /** One of each API; there are more. */
  @Override
  public List<String> names() {
    return List.of(
        "openai:text-embedding-3-small", "gemini:gemini-embedding-001", "ollama:nomic-embed-text");
  }

  @Override
  public boolean opens(String name) {
    int colon = name.indexOf(':');
    return colon > 0 && Api.find(name.substring(0, colon)).isPresent();
  }

  @Override
  public boolean opens(String name, ModelSettings settings) {
    return settings.named().containsKey(name) || opens(name);
  }

  @Override
  public EmbeddingModel open(String name) {
    return open(name, ModelSettings.NONE);
  }

  @Override
  public EmbeddingModel open(String name, ModelSettings settings) {
    ModelSpec spec = ModelSpec.read("embedding model", StringNode.valueOf(name), settings);
    Endpoint endpoint = Endpoint.of(spec, settings);
    if (endpoint.api() == Api.ANTHROPIC) {
      throw new InvalidInputException(
          Problem.of("embedding model", name, "a model of a provider that has embeddings")
              .next("choose one of openai, gemini or ollama, or in-process"));
    }
    // Apart from chats with the same model, whose answers lie in the same cache.
    String version = endpoint.version() + " embedding/" + ApiEmbedding.OURS;
    ChatModel calls =
        ResilientChat.of(new EmbeddingAttempt(endpoint), spec, settings, version, false, false);
    return new ApiEmbedding(calls);
  }
}
