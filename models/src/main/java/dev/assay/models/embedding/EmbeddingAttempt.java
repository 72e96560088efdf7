package dev.assay.models.embedding;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.call.ChatAttempt;
import dev.assay.models.internal.Deadline;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Wire;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One try at a vector, put as a chat whose one message is the text and whose answer is the vector
 * as {@link Vectors} writes it: so embeddings have the retries, limits and cache that chats have.
 */
final class EmbeddingAttempt implements ChatAttempt {

  private final Endpoint endpoint;

  EmbeddingAttempt(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public ChatResponse ask(ChatRequest request, Duration timeLeft) throws AttemptFailedException {
    Wire wire = new Wire(endpoint, Deadline.in(timeLeft));
    EmbeddingWire http = new EmbeddingWire(wire);
    Response<Embedding> reply;
    try {
      reply = model(http).embed(request.messages().get(0).text());
    } catch (RuntimeException e) {
      AttemptFailedException failure = http.failure();
      if (failure != null) {
        throw failure;
      }
      throw http.asked()
          ? wire.failures().invalid("the reply holds no vector")
          : wire.failures().rejected("cannot be asked: " + e.getMessage());
    }
    Embedding embedding = reply.content();
    float[] vector = embedding == null ? new float[0] : embedding.vector();
    if (!Vectors.hasDirection(vector)) {
      throw wire.failures().invalid("the reply's vector has no direction");
    }
    return new ChatResponse(
        Vectors.write(vector),
        FinishReason.STOP,
        usage(reply),
        null,
        wire.millis(),
        null,
        List.of(),
        1);
  }

  private static Usage usage(Response<Embedding> reply) {
    Integer tokens = reply.tokenUsage() == null ? null : reply.tokenUsage().inputTokenCount();
    return tokens == null || tokens < 0
        ? Usage.NONE
        : new Usage(tokens.longValue(), null, null, null, null);
  }

  private EmbeddingModel model(HttpClientBuilder http) {
    return switch (endpoint.api()) {
      case OPENAI ->
          OpenAiEmbeddingModel.builder()
              .httpClientBuilder(http)
              .baseUrl(endpoint.base())
              .apiKey(endpoint.key())
              .modelName(endpoint.model())
              .maxRetries(0)
              .build();
      case GEMINI ->
          GoogleAiEmbeddingModel.builder()
              .httpClientBuilder(http)
              .baseUrl(endpoint.base())
              .apiKey(endpoint.key())
              .modelName(endpoint.model())
              .maxRetries(0)
              .build();
      case OLLAMA ->
          OllamaEmbeddingModel.builder()
              .httpClientBuilder(http)
              .baseUrl(endpoint.base())
              .customHeaders(
                  endpoint.key() == null
                      ? Map.of()
                      : Map.of("Authorization", "Bearer " + endpoint.key()))
              .modelName(endpoint.model())
              .maxRetries(0)
              .build();
      case ANTHROPIC -> throw new IllegalStateException("api: ANTHROPIC (expected: another)");
    };
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
