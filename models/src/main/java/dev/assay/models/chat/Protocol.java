package dev.assay.models.chat;

import dev.assay.core.model.ChatParameters;
import dev.assay.core.model.ChatRequest;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Failures;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How one API is spoken: requests through LangChain4j, replies by a reader of ours. */
interface Protocol {

  /** The protocol spoken at {@code endpoint}. */
  static Protocol of(Endpoint endpoint) {
    return switch (endpoint.api()) {
      case OPENAI -> new OpenAiProtocol(endpoint);
      case ANTHROPIC -> new AnthropicProtocol(endpoint);
      case GEMINI -> new GeminiProtocol(endpoint);
      case OLLAMA -> new OllamaProtocol(endpoint);
    };
  }

  /** A model whose requests go to {@code http}. */
  dev.langchain4j.model.chat.ChatModel model(ChatRequest request, HttpClientBuilder http);

  /** A streaming model whose requests go to {@code http}. */
  StreamingChatModel streamingModel(ChatRequest request, HttpClientBuilder http);

  /** A reader of one reply, which counts its milliseconds by {@code millis}. */
  ReplyReader reader(Failures failures, DoubleSupplier millis);

  /** The seed as providers take it: a whole number of 32 bits. */
  static @Nullable Integer seed(ChatParameters parameters) {
    Long seed = parameters.seed();
    if (seed == null) {
      return null;
    }
    return seed == seed.intValue() ? (Integer) seed.intValue() : (Integer) Long.hashCode(seed);
  }
}
