package dev.assay.models.chat;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Failures;
import dev.assay.models.internal.Wire;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The HTTP client that LangChain4j sends one attempt's request with. The reply is read here, on the
 * calling thread, and never goes back to LangChain4j.
 */
final class ChatWire implements HttpClient, HttpClientBuilder {

  /** Ends LangChain4j's part in an exchange whose reply has been read, or will not come. */
  static final class Finished extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Finished() {
      super("the reply was read", null, false, false);
    }
  }

  private final Wire wire;
  private final ReplyReader reader;
  private boolean asked;
  private boolean answered;
  private boolean heard;
  private @Nullable AttemptFailedException failure;

  ChatWire(Wire wire, ReplyReader reader) {
    this.wire = wire;
    this.reader = reader;
  }

  /** Whether a request was sent; if not, LangChain4j would not write it. */
  boolean asked() {
    return asked;
  }

  /** What went wrong; null if the reader has an answer. */
  @Nullable AttemptFailedException failure() {
    if (failure == null && !answered) {
      // Something was thrown on the way; half an answer is none.
      return wire.failures().invalid("the reply could not be read");
    }
    return failure;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    asked = true;
    try {
      reader.whole(json(wire.readText(request)));
      reader.close();
      answered = true;
    } catch (AttemptFailedException e) {
      failure = e;
    }
    throw new Finished();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener unused) {
    asked = true;
    try (InputStream body = wire.open(request)) {
      parser.parse(body, new Events());
      if (failure == null && !reader.ended()) {
        failure = heard ? wire.failures().truncated() : wire.failures().unstreamed();
      }
      answered = failure == null;
    } catch (AttemptFailedException e) {
      failure = e;
    } catch (IOException e) {
      failure = wire.failures().broken(e);
    }
  }

  private JsonNode json(String text) throws AttemptFailedException {
    try {
      return Json.parse(text, "reply", 1);
    } catch (InvalidInputException e) {
      throw wire.failures().invalid("the reply is not JSON: " + text.strip());
    }
  }

  /** Reads a stream event by event. */
  private final class Events implements ServerSentEventListener {

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      heard = true;
      if (failure != null || reader.closed()) {
        return;
      }
      try {
        if (!event.data().isBlank() && !reader.isEnd(event.data())) {
          reader.event(event.event(), json(event.data()));
        }
      } catch (AttemptFailedException e) {
        // A last event that broke off looks like one that was never JSON.
        failure = wire.ended() && !reader.ended() ? wire.failures().truncated() : e;
      }
      if (reader.closed()) {
        wire.hurry();
      }
      if (failure != null) {
        context.parsingHandle().cancel();
      }
    }

    @Override
    public void onError(Throwable error) {
      if (failure == null && !reader.ended()) {
        Failures failures = wire.failures();
        failure = error instanceof IOException e ? failures.broken(e) : failures.truncated();
      }
    }
  }

  // The attempt's time is the only one that counts.

  @Override
  public @Nullable Duration connectTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}
