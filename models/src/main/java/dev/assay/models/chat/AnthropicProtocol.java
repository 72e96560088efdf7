package dev.assay.models.chat;

import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Failures;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import java.util.function.DoubleSupplier;

/** Anthropic's messages. */
final class AnthropicProtocol implements Protocol {

  /** The API wants a limit; this is enough for a judge that gives its reasons. */
  private static final int MAX_TOKENS = 4096;

  private final Endpoint endpoint;

  AnthropicProtocol(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public ChatModel model(ChatRequest request, HttpClientBuilder http) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .apiKey(endpoint.key())
        .maxRetries(0)
        .defaultRequestParameters(parameters(request))
        .build();
  }

  @Override
  public StreamingChatModel streamingModel(ChatRequest request, HttpClientBuilder http) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .apiKey(endpoint.key())
        .defaultRequestParameters(parameters(request))
        .build();
  }

  private ChatRequestParameters parameters(ChatRequest request) {
    ChatParameters parameters = request.parameters();
    Integer most = parameters.maxTokens();
    return LangChainRequest.common(
            DefaultChatRequestParameters.builder(), request, endpoint.model())
        .maxOutputTokens(most == null ? (Integer) MAX_TOKENS : most)
        .build();
  }

  @Override
  public ReplyReader reader(Failures failures, DoubleSupplier millis) {
    return new AnthropicReply(failures, millis);
  }
}
