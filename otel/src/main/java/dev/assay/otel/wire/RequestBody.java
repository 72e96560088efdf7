package dev.assay.otel.wire;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body whole and inflates it, neither beyond the limit: a few bytes of gzip can
 * stand for gigabytes.
 *
 * @since 0.1
 */
public final class RequestBody {

  private static final int CHUNK = 8_192;
  private static final int FIRST_BYTES = 1 << 20;
  // Deflate gives at most 1,032 bytes for one.
  private static final long GREATEST_RATIO = 1_032;

  private RequestBody() {}

  /**
   * Reads a body.
   *
   * @param in the body as sent; not closed
   * @param declaredLength the {@code Content-Length}, or -1
   * @param contentEncoding the {@code Content-Encoding}: {@code gzip}, {@code identity} or null
   * @throws RefusedException if it is too large before or after inflating, not gzip, or encoded in
   *     another way
   * @throws IOException if {@code in} fails
   */
  public static byte[] read(
      InputStream in, long declaredLength, @Nullable String contentEncoding, WireLimits limits)
      throws IOException {
    return read(in, declaredLength, contentEncoding, limits, held -> {});
  }

  /**
   * Reads a body, asking before it takes memory.
   *
   * @param holding hears how many bytes are going to be held in all, before they are; what it
   *     throws ends the reading
   * @throws RefusedException as the other does
   * @throws IOException if {@code in} fails
   */
  public static byte[] read(
      InputStream in,
      long declaredLength,
      @Nullable String contentEncoding,
      WireLimits limits,
      LongConsumer holding)
      throws IOException {
    boolean compressed = isGzip(contentEncoding);
    if (declaredLength > limits.bodyBytes()) {
      throw tooLarge(limits);
    }
    int expected = (int) Math.max(CHUNK, Math.min(declaredLength, limits.bodyBytes()));
    // All of it is asked for at once: of many who ask piece by piece, none would get to the end.
    holding.accept(expected);
    byte[] sent = readAll(in, Math.min(expected, FIRST_BYTES), limits, holding);
    return compressed ? inflate(sent, limits, more -> holding.accept(sent.length + more)) : sent;
  }

  /**
   * Undoes a {@code Content-Encoding}.
   *
   * @param sent the body as sent
   * @throws RefusedException as {@link #read} does
   */
  public static byte[] decompress(
      byte[] sent, @Nullable String contentEncoding, WireLimits limits) {
    boolean compressed = isGzip(contentEncoding);
    if (sent.length > limits.bodyBytes()) {
      throw tooLarge(limits);
    }
    return compressed ? inflate(sent, limits, held -> {}) : sent;
  }

  static RefusedException tooLarge(WireLimits limits) {
    return new RefusedException(
        Refusal.TOO_LARGE,
        "body: too large (expected: at most "
            + limits.bodyBytes()
            + " bytes before and after decompression; export smaller batches)");
  }

  private static boolean isGzip(@Nullable String contentEncoding) {
    String given = contentEncoding == null ? "" : contentEncoding.strip();
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> false;
      case "gzip", "x-gzip" -> true;
      default ->
          throw new RefusedException(
              Refusal.UNSUPPORTED_CONTENT_ENCODING,
              "Content-Encoding: " + Legible.of(given) + " (expected: gzip or identity)");
    };
  }

  private static byte[] inflate(byte[] sent, WireLimits limits, LongConsumer holding) {
    if (sent.length == 0) {
      // Some senders compress nothing into nothing.
      return sent;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent), CHUNK)) {
      int expected = expectedSize(sent, limits);
      holding.accept(expected);
      return readAll(in, expected, limits, holding);
    } catch (ZipException | EOFException e) {
      throw new RefusedException(
          Refusal.MALFORMED, "body: not gzip, or cut short (expected: Content-Encoding's gzip)", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen in memory", e);
    }
  }

  /** What the last four bytes say that it inflates to, where that can be. */
  private static int expectedSize(byte[] sent, WireLimits limits) {
    long said = 0;
    for (int i = 1; i <= 4 && i <= sent.length; i++) {
      said = said << 8 | (sent[sent.length - i] & 0xFF);
    }
    long most = Math.min(limits.bodyBytes(), GREATEST_RATIO * sent.length);
    return (int) Math.max(CHUNK, Math.min(said, most));
  }

  private static byte[] readAll(
      InputStream in, int expected, WireLimits limits, LongConsumer holding) throws IOException {
    byte[] bytes = new byte[expected];
    int length = 0;
    while (true) {
      length += in.readNBytes(bytes, length, bytes.length - length);
      if (length > limits.bodyBytes()) {
        throw tooLarge(limits);
      }
      if (length < bytes.length) {
        return Arrays.copyOf(bytes, length);
      }
      // Most say how long they are: those are not copied to find out that this was all.
      int more = in.read();
      if (more < 0) {
        return bytes;
      }
      if (length >= limits.bodyBytes()) {
        throw tooLarge(limits);
      }
      long doubled = Math.min(2L * length, limits.bodyBytes());
      holding.accept(doubled);
      bytes = Arrays.copyOf(bytes, (int) doubled);
      bytes[length++] = (byte) more;
    }
  }
}
