package dev.assay.models.internal;

import dev.assay.core.json.Json;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.models.call.AttemptFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What went wrong in an attempt, in words without the key, bounded, on one line. */
public final class Failures {

  private static final int LONGEST = 300;

  private final Endpoint endpoint;

  Failures(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** A reply that is not what the protocol allows. */
  public AttemptFailedException invalid(String what) {
    return failure(Kind.INVALID_REPLY, false, null, what, null);
  }

  /** A stream that ended before its end. */
  public AttemptFailedException truncated() {
    return failure(Kind.UNAVAILABLE, true, null, "the stream ended before the answer did", null);
  }

  /** A reply to a request for a stream that holds no event of one. */
  public AttemptFailedException unstreamed() {
    String what =
        "a reply without an event of a stream; if the server cannot stream, leave out stream";
    return failure(Kind.UNAVAILABLE, true, null, what, null);
  }

  /** A request that cannot be put to this provider. */
  public AttemptFailedException rejected(String why) {
    return failure(Kind.REJECTED, false, null, why, null);
  }

  /** An exchange that broke, came late, or was too long. */
  public AttemptFailedException broken(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof IncomingBody.Overdue) {
      return failure(Kind.TIMEOUT, true, null, message, e);
    }
    if (e instanceof IncomingBody.Oversized) {
      return failure(Kind.INVALID_REPLY, false, null, message, e);
    }
    if (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
      return failure(Kind.INTERRUPTED, false, null, "interrupted", e);
    }
    if (e instanceof ConnectException || e instanceof HttpTimeoutException) {
      String why = e.getMessage() == null ? "" : ": " + message;
      return failure(Kind.UNAVAILABLE, true, null, "no connection to " + endpoint.host() + why, e);
    }
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : message;
    return failure(Kind.UNAVAILABLE, true, null, "the connection broke: " + why, e);
  }

  /** A reply without success. */
  AttemptFailedException status(int status, HttpHeaders headers, String body) {
    JsonNode json = json(body);
    String said = json == null ? body : explanation(json, body);
    String message = "status " + status + (said.isBlank() ? "" : ": " + said.strip());
    @Nullable Duration after = retryAfter(headers);
    // Gemini says so of a wrong key.
    if (status == 401 || status == 403 || (status == 400 && body.contains("API_KEY_INVALID"))) {
      String next =
          endpoint.key() == null ? " (no key was sent; name its variable with key_from)" : "";
      return failure(Kind.UNAUTHORISED, false, null, message, next, null);
    }
    if (status / 100 == 3) {
      String to = headers.firstValue("Location").orElse("nowhere");
      String next = "; redirects are not followed, give that address as base_url";
      return failure(
          Kind.REJECTED, false, null, "status " + status + ", redirects to " + to, next, null);
    }
    if (status == 429) {
      // What the account has no money for does not pass.
      boolean passing = !body.contains("insufficient_quota");
      return failure(Kind.RATE_LIMITED, passing, after, message, null);
    }
    if (status == 408) {
      return failure(Kind.TIMEOUT, true, after, message, null);
    }
    boolean passing = status == 409 || status / 100 == 5;
    return failure(passing ? Kind.UNAVAILABLE : Kind.REJECTED, passing, after, message, null);
  }

  /** A failure that a provider reports in a reply with success, as in the middle of a stream. */
  public AttemptFailedException reported(JsonNode reply) {
    String message = "the provider reports: " + explanation(reply, "an error");
    JsonNode error = reply.path("error");
    String type = error.path("type").asString("") + " " + error.path("status").asString("");
    String code = error.path("code").asString("");
    String all = (type + " " + code).toLowerCase(Locale.ROOT);
    if (all.contains("rate_limit") || all.contains("resource_exhausted") || code.equals("429")) {
      return failure(Kind.RATE_LIMITED, true, null, message, null);
    }
    boolean refused = all.contains("invalid_request") || all.contains("invalid_argument");
    if (all.contains("authentication") || all.contains("permission")) {
      return failure(Kind.UNAUTHORISED, false, null, message, null);
    }
    return refused
        ? failure(Kind.REJECTED, false, null, message, null)
        : failure(Kind.UNAVAILABLE, true, null, message, null);
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    // OpenAI's own, finer one.
    String millis = headers.firstValue("retry-after-ms").map(String::strip).orElse("");
    if (millis.matches("[0-9]{1,9}")) {
      return Duration.ofMillis(Long.parseLong(millis));
    }
    return RetryAfter.parse(
        headers.firstValue("Retry-After").orElse(null),
        headers.firstValue("Date").orElse(null),
        Clock.systemUTC());
  }

  private static @Nullable JsonNode json(String body) {
    try {
      return Json.parse(body, "reply", 1);
    } catch (InvalidInputException e) {
      return null;
    }
  }

  private static String explanation(JsonNode reply, String otherwise) {
    JsonNode json = reply.isArray() && !reply.isEmpty() ? reply.get(0) : reply;
    JsonNode error = json.path("error");
    for (JsonNode said :
        new JsonNode[] {error.path("message"), error, json.path("message"), json.path("detail")}) {
      if (said.isString() && !said.stringValue().isBlank()) {
        return said.stringValue();
      }
    }
    return otherwise;
  }

  private AttemptFailedException failure(
      Kind kind,
      boolean retryable,
      @Nullable Duration after,
      String message,
      @Nullable Throwable cause) {
    return failure(kind, retryable, after, message, "", cause);
  }

  private AttemptFailedException failure(
      Kind kind,
      boolean retryable,
      @Nullable Duration after,
      String message,
      String next,
      @Nullable Throwable cause) {
    // The key goes first: a cut might leave half of it.
    String shown = Printable.line(endpoint.redaction().of(message), LONGEST) + next;
    return new AttemptFailedException(kind, retryable, after, shown, cause);
  }
}
