package dev.assay.models.http;

import dev.assay.core.target.TargetException;
import dev.assay.models.internal.RetryAfter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A status and what came with it, read to its end. */
final class HttpReply {

  private static final int LARGEST_REPLY = 64 << 20;
  private static final int LARGEST_ERROR = 4096;
  private static final int PIECE = 8 * 1024;

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
   * Reads the reply whose status has arrived.
   *
   * @param givenUp whether the caller no longer waits; asked whenever a piece of the body arrives
   * @throws IOException if the connection breaks, the body ends early, or the caller gave up
   * @throws TargetException if the body is too long
   */
  static HttpReply read(HttpURLConnection connection, int status, BooleanSupplier givenUp)
      throws IOException, TargetException {
    return new HttpReply(
        status,
        body(connection, status / 100 == 2, givenUp),
        connection.getHeaderField("Location"),
        RetryAfter.parse(
            connection.getHeaderField("Retry-After"),
            connection.getHeaderField("Date"),
            Clock.systemUTC()));
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

  private static byte[] body(HttpURLConnection connection, boolean good, BooleanSupplier givenUp)
      throws IOException, TargetException {
    int limit = good ? LARGEST_REPLY : LARGEST_ERROR;
    try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
      if (in == null) {
        return new byte[0];
      }
      byte[] body = read(in, good ? limit + 1 : limit, givenUp);
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

  // Piece by piece, for a body that drips keeps every single read within its timeout.
  private static byte[] read(InputStream in, int most, BooleanSupplier givenUp) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    while (body.size() < most) {
      int length = in.read(piece, 0, Math.min(piece.length, most - body.size()));
      if (length < 0) {
        break;
      }
      if (givenUp.getAsBoolean()) {
        throw new InterruptedIOException("nobody waits for the reply any more");
      }
      body.write(piece, 0, length);
    }
    return body.toByteArray();
  }
}
