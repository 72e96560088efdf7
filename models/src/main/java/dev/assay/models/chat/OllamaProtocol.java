package dev.assay.models.chat;

import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Failures;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Ollama's chat. */
final class OllamaProtocol implements Protocol {

  private final Endpoint endpoint;

  OllamaProtocol(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public ChatModel model(ChatRequest request, HttpClientBuilder http) {
    return OllamaChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .customHeaders(headers())
        .maxRetries(0)
        .defaultRequestParameters(parameters(request))
        .build();
  }

  @Override
  public StreamingChatModel streamingModel(ChatRequest request, HttpClientBuilder http) {
    return OllamaStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .customHeaders(headers())
        .defaultRequestParameters(parameters(request))
        .build();
  }

  // A server of one's own takes no key; one behind a gateway may.
  private Map<String, String> headers() {
    return endpoint.key() == null ? Map.of() : Map.of("Authorization", "Bearer " + endpoint.key());
  }

  private OllamaChatRequestParameters parameters(ChatRequest request) {
    ChatParameters parameters = request.parameters();
    return LangChainRequest.common(OllamaChatRequestParameters.builder(), request, endpoint.model())
        .seed(Protocol.seed(parameters))
        .maxOutputTokens(parameters.maxTokens())
        .build();
  }

  @Override
  public ReplyReader reader(Failures failures, DoubleSupplier millis) {
    return new OllamaReply(failures, millis);
  }
}
