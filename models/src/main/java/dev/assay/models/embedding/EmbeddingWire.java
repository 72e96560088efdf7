package dev.assay.models.embedding;

import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Wire;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP client that LangChain4j asks for one vector with. */
final class EmbeddingWire implements HttpClient, HttpClientBuilder {

  /** Ends LangChain4j's part in an exchange that failed. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed() {
      super("the exchange failed", null, false, false);
    }
  }

  private final Wire wire;
  private boolean asked;
  private @Nullable AttemptFailedException failure;

  EmbeddingWire(Wire wire) {
    this.wire = wire;
  }

  /** Whether a request was sent. */
  boolean asked() {
    return asked;
  }

  /** What went wrong with the exchange; null if nothing did. */
  @Nullable AttemptFailedException failure() {
    return failure;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    asked = true;
    try {
      byte[] body = wire.read(request);
      return SuccessfulHttpResponse.builder().statusCode(200).headers(Map.of()).body(body).build();
    } catch (AttemptFailedException e) {
      failure = e;
      throw new Failed();
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("embeddings are not streamed");
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
