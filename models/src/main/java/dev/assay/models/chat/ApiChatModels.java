package dev.assay.models.chat;

import dev.assay.core.model.ChatModel;
import dev.assay.core.model.ChatModelProvider;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.models.call.ResilientChat;
import dev.assay.models.internal.Api;
import dev.assay.models.internal.Endpoint;
import java.util.List;

/**
 * Opens {@code openai:}, {@code anthropic:}, {@code gemini:} (or {@code google:}) and {@code
 * ollama:}, with a key from the environment.
 *
 * @since 0.1
 */
public final class ApiChatModels implements ChatModelProvider {

  /** Made by {@link java.util.ServiceLoader}. */
  public ApiChatModels() {}

  @Override
  public List<String> prefixes() {
    return Api.allPrefixes();
  }

  @Override
  public ChatModel open(ModelSpec spec, ModelSettings settings) {
    Endpoint endpoint = Endpoint.of(spec, settings);
    boolean logprobs = endpoint.api() == Api.OPENAI || endpoint.api() == Api.GEMINI;
    return ResilientChat.of(
        new ApiAttempt(Protocol.of(endpoint), endpoint, spec.stream()),
        spec,
        settings,
        endpoint.version(),
        true,
        logprobs,
        endpoint.elsewhere() ? null : endpoint.api().prefix());
  }
}
