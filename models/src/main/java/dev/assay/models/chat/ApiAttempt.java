package dev.assay.models.chat;

import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.call.ChatAttempt;
import dev.assay.models.internal.Deadline;
import dev.assay.models.internal.Endpoint;
import dev.assay.models.internal.Wire;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;

/** One request to one endpoint. */
final class ApiAttempt implements ChatAttempt {

  private final Protocol protocol;
  private final Endpoint endpoint;
  private final boolean stream;

  ApiAttempt(Protocol protocol, Endpoint endpoint, boolean stream) {
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.stream = stream;
  }

  @Override
  public ChatResponse ask(ChatRequest request, Duration timeLeft) throws AttemptFailedException {
    Wire wire = new Wire(endpoint, Deadline.in(timeLeft));
    ReplyReader reader = protocol.reader(wire.failures(), wire::millis);
    ChatWire http = new ChatWire(wire, reader);
    try {
      send(request, http);
    } catch (RuntimeException e) {
      // Once the request is out, LangChain4j has no more say.
      if (!http.asked()) {
        throw wire.failures().rejected("cannot be asked: " + e.getMessage());
      }
    }
    AttemptFailedException failure = http.failure();
    if (failure != null) {
      throw failure;
    }
    return reader.response(endpoint.redaction(), stream);
  }

  private void send(ChatRequest request, ChatWire http) {
    dev.langchain4j.model.chat.request.ChatRequest asked = LangChainRequest.of(request);
    if (stream) {
      protocol.streamingModel(request, http).chat(asked, Silent.HANDLER);
    } else {
      protocol.model(request, http).chat(asked);
    }
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }

  /** Hears nothing: events do not reach LangChain4j. */
  private static final class Silent implements StreamingChatResponseHandler {
    static final Silent HANDLER = new Silent();

    @Override
    public void onPartialResponse(String text) {}

    @Override
    public void onCompleteResponse(dev.langchain4j.model.chat.response.ChatResponse response) {}

    @Override
    public void onError(Throwable error) {}
  }
}
