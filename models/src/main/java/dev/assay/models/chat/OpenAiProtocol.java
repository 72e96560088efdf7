package dev.assay.models.chat;

import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Failures;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Chat completions as OpenAI has them, and many servers after it. */
final class OpenAiProtocol implements Protocol {

  private final Endpoint endpoint;

  OpenAiProtocol(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public ChatModel model(ChatRequest request, HttpClientBuilder http) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .apiKey(endpoint.key())
        .maxRetries(0)
        .strictJsonSchema(strict(request))
        .defaultRequestParameters(parameters(request))
        .build();
  }

  @Override
  public StreamingChatModel streamingModel(ChatRequest request, HttpClientBuilder http) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(http)
        .baseUrl(endpoint.base())
        .apiKey(endpoint.key())
        .strictJsonSchema(strict(request))
        .defaultRequestParameters(parameters(request))
        .build();
  }

  // Strictness is refused for a schema that leaves anything open.
  private static boolean strict(ChatRequest request) {
    return request.schema() != null && StrictSchema.fits(request.schema().schema());
  }

  private OpenAiChatRequestParameters parameters(ChatRequest request) {
    ChatParameters parameters = request.parameters();
    OpenAiChatRequestParameters.Builder builder =
        LangChainRequest.common(OpenAiChatRequestParameters.builder(), request, endpoint.model())
            .seed(Protocol.seed(parameters));
    // OpenAI's newer models take only the new name, other servers often only the old one.
    if (endpoint.elsewhere()) {
      builder.maxOutputTokens(parameters.maxTokens());
    } else {
      builder.maxCompletionTokens(parameters.maxTokens());
    }
    if (parameters.topLogprobs() > 0) {
      // The streaming model loses the parameters that LangChain4j has for these.
      builder.customParameters(Map.of("logprobs", true, "top_logprobs", parameters.topLogprobs()));
    }
    return builder.build();
  }

  @Override
  public ReplyReader reader(Failures failures, DoubleSupplier millis) {
    return new OpenAiReply(failures, millis);
  }
}
