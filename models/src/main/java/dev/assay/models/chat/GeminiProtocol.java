package dev.assay.models.chat;

import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Failures;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent. */
final class GeminiProtocol implements Protocol {

  private final Endpoint endpoint;

  GeminiProtocol(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public ChatModel model(ChatRequest request, HttpClientBuilder http) {
    return GoogleAiGeminiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .apiKey(endpoint.key())
        .maxRetries(0)
        .seed(Protocol.seed(request.parameters()))
        .responseLogprobs(logprobs(request) == null ? null : true)
        .logprobs(logprobs(request))
        .defaultRequestParameters(parameters(request))
        .build();
  }

  @Override
  public StreamingChatModel streamingModel(ChatRequest request, HttpClientBuilder http) {
    return GoogleAiGeminiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .apiKey(endpoint.key())
        .seed(Protocol.seed(request.parameters()))
        .responseLogprobs(logprobs(request) == null ? null : true)
        .logprobs(logprobs(request))
        .defaultRequestParameters(parameters(request))
        .build();
  }

  private static @Nullable Integer logprobs(ChatRequest request) {
    int top = request.parameters().topLogprobs();
    return top == 0 ? null : (Integer) top;
  }

  private ChatRequestParameters parameters(ChatRequest request) {
    ChatParameters parameters = request.parameters();
    return LangChainRequest.common(
            DefaultChatRequestParameters.builder(), request, endpoint.model())
        .maxOutputTokens(parameters.maxTokens())
        .build();
  }

  @Override
  public ReplyReader reader(Failures failures, DoubleSupplier millis) {
    return new GeminiReply(failures, millis);
  }
}
