package dev.assay.models.http;

import dev.assay.core.target.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A status and what came with it, read to its end. */
final class HttpReply {

  private static final int LARGEST_REPLY = 64 << 20;
  private static final int LARGEST_ERROR = 4096;

  private final int status;
  private final byte[] body;
  private final @Nullable String location;
  private final @Nullable Duration after;

  private HttpReply(int status, byte[] body, @Nullable String location, @Nullable Duration after) {
    this.status = status;
    this.body = body;
    this.location = location;
    this.after = after;
  }

  /** A reply of which only the status is known. */
  static HttpReply ofStatus(int status) {
    return new HttpReply(status, new byte[0], null, null);
  }

  /**
   * Waits for the reply and reads it.
   *
   * @throws IOException if the connection breaks, or the body ends early
   * @throws TargetException if the body is too long
   */
  static HttpReply read(HttpURLConnection connection) throws IOException, TargetException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new ProtocolException("the reply is not HTTP");
    }
    return new HttpReply(
        status,
        body(connection, status / 100 == 2),
        connection.getHeaderField("Location"),
        RetryAfter.parse(
            connection.getHeaderField("Retry-After"), connection.getHeaderField("Date")));
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  @Nullable String location() {
    return location;
  }

  /** The failure that a reply without success is. */
  TargetException refusal() {
    String message = "status " + status;
    if (status / 100 == 3 && location != null) {
      message += ", redirects to " + location + "; give that URL, or allow redirects";
    }
    if (body.length > 0) {
      message += ": " + ReplyReader.shown(body);
    }
    boolean passing = status == 408 || status == 429 || status / 100 == 5;
    return passing
        ? TargetException.transientFailure("http_" + status, message, after, null)
        : TargetException.permanent("http_" + status, message, null);
  }

  private static byte[] body(HttpURLConnection connection, boolean good)
      throws IOException, TargetException {
    int limit = good ? LARGEST_REPLY : LARGEST_ERROR;
    try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
      if (in == null) {
        return new byte[0];
      }
      byte[] body = in.readNBytes(good ? limit + 1 : limit);
      if (good && body.length > limit) {
        throw TargetException.permanent(
            "bad_response", "the reply is longer than " + (limit >> 20) + " MiB", null);
      }
      long announced = connection.getContentLengthLong();
      if (good && announced > body.length) {
        throw new ProtocolException(
            "the reply ended after " + body.length + " of " + announced + " bytes");
      }
      return body;
    }
  }
}
