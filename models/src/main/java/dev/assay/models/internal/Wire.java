package dev.assay.models.internal;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.models.call.AttemptFailedException;
import dev.langchain4j.http.client.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request of an attempt and its reply, within the attempt's time from the first byte sent to
 * the last byte read. Redirects are not followed, for the request carries a key.
 *
 * <p>The platform's {@code HttpClient}, unlike {@code HttpURLConnection}, gives the body as it
 * arrives, so that one which stalls can be left. It speaks HTTP/1.1: its HTTP/2 refuses calls
 * beyond the streams that a server grants, and on cleartext it asks to upgrade, which some servers
 * do not survive.
 */
public final class Wire {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_FAREWELL = Duration.ofMillis(200);
  private static final Duration LONGEST_EXPLANATION = Duration.ofSeconds(2);
  private static final long LARGEST_REPLY = 16L << 20;
  private static final long LARGEST_ERROR = 64L << 10;

  // One for the process: its connections and its thread are shared by all models.
  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LONGEST_CONNECT)
            .build();
  }

  private final Deadline deadline;
  private final Failures failures;
  private long start = System.nanoTime();
  private @Nullable IncomingBody body;

  /** A wire for one attempt at {@code endpoint}. */
  public Wire(Endpoint endpoint, Deadline deadline) {
    this.deadline = deadline;
    this.failures = new Failures(endpoint);
  }

  /** Says what went wrong. */
  public Failures failures() {
    return failures;
  }

  /**
   * Milliseconds since the request was sent: what is made ready before is ours, not the model's.
   */
  public double millis() {
    return (System.nanoTime() - start) / 1e6;
  }

  /** Whether the last byte of the reply has been read. */
  public boolean ended() {
    return body != null && body.ended();
  }

  /**
   * Says that nothing more is expected: what is left of the body is waited for only so long as it
   * pays to keep the connection.
   */
  public void hurry() {
    if (body != null) {
      body.hurry(LONGEST_FAREWELL);
    }
  }

  /**
   * Sends a request and gives the reply's body, to be read as it arrives.
   *
   * @throws AttemptFailedException if there is no reply, or one without success
   */
  public InputStream open(HttpRequest request) throws AttemptFailedException {
    try {
      HttpResponse<IncomingBody> reply = exchange(request);
      body = reply.body();
      if (reply.statusCode() / 100 != 2) {
        throw failures.status(reply.statusCode(), reply.headers(), start(reply.body()));
      }
      return reply.body();
    } catch (IOException e) {
      throw failures.broken(e);
    }
  }

  /** The same, read to its end. */
  public byte[] read(HttpRequest request) throws AttemptFailedException {
    try (InputStream in = open(request)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw failures.broken(e);
    }
  }

  /** The same, as text. */
  public String readText(HttpRequest request) throws AttemptFailedException {
    byte[] bytes = read(request);
    try {
      return Json.decode(bytes, "reply");
    } catch (InvalidInputException e) {
      throw failures.invalid("the reply is not UTF-8");
    }
  }

  // What a body says of a failure is at its start; its end may never come.
  private static String start(IncomingBody body) {
    try (body) {
      body.hurry(LONGEST_EXPLANATION);
      return new String(body.readNBytes((int) LARGEST_ERROR), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private HttpResponse<IncomingBody> exchange(HttpRequest request) throws IOException {
    HttpClient client = Client.SHARED;
    java.net.http.HttpRequest translated = translated(request);
    start = System.nanoTime();
    CompletableFuture<HttpResponse<IncomingBody>> reply =
        client.sendAsync(translated, info -> new IncomingBody(deadline, most(info.statusCode())));
    try {
      return reply.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(reply);
      throw new IncomingBody.Overdue("no reply within " + deadline.millis() + " ms");
    } catch (InterruptedException e) {
      abandon(reply);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
    }
  }

  private static long most(int status) {
    return status / 100 == 2 ? LARGEST_REPLY : Long.MAX_VALUE;
  }

  private static void abandon(CompletableFuture<HttpResponse<IncomingBody>> reply) {
    if (!reply.cancel(true) && !reply.isCompletedExceptionally()) {
      // It came at the last moment.
      reply.join().body().close();
    }
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    String body = request.body() == null ? "" : request.body();
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .method(
                request.method().name(),
                java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                    body.getBytes(StandardCharsets.UTF_8)));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    builder.setHeader("User-Agent", "assay");
    return builder.build();
  }
}
