package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InputStreamSlowMultibyteRead") // Slow is fine here.
class RequestBodyTest {

  private static final WireLimits LIMITS = WireLimits.withDefaults().withBodyBytes(1 << 20);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 100_000, (1 << 20) - 1, 1 << 20})
  void read_upToTheLimit_givesTheBytes(int size) throws IOException {
    byte[] body = bytes(size);
    for (long declared : new long[] {-1, 0, size}) {
      assertThat(RequestBody.read(new ByteArrayInputStream(body), declared, null, LIMITS))
          .isEqualTo(body);
      assertThat(RequestBody.read(new ByteArrayInputStream(gzip(body)), declared, "gzip", LIMITS))
          .isEqualTo(body);
    }
    assertThat(RequestBody.decompress(gzip(body), "GZIP", LIMITS)).isEqualTo(body);
    assertThat(RequestBody.decompress(body, "identity", LIMITS)).isEqualTo(body);
  }

  @Test
  void read_declaredTooLong_isRefusedUnread() {
    InputStream unread =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read");
          }
        };
    assertRefused(Refusal.TOO_LARGE, () -> RequestBody.read(unread, 1 << 21, null, LIMITS));
  }

  @Test
  void read_longerThanDeclared_isRefusedAtTheLimit() {
    InputStream endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            assertThat(++given).isLessThan(2 << 20);
            return 'x';
          }
        };
    assertRefused(Refusal.TOO_LARGE, () -> RequestBody.read(endless, 10, null, LIMITS));
  }

  @Test
  void gzip_bomb_isRefusedAtTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[200 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);
    assertRefused(Refusal.TOO_LARGE, () -> RequestBody.decompress(bomb, "gzip", LIMITS));
    // Also where it lies about its size.
    Arrays.fill(bomb, bomb.length - 4, bomb.length, (byte) 0);
    assertRefused(Refusal.TOO_LARGE, () -> RequestBody.decompress(bomb, "gzip", LIMITS));
  }

  @Test
  void gzip_damaged_isMalformed() throws IOException {
    byte[] whole = gzip(bytes(10_000));
    for (int length = 1; length < whole.length; length += 97) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertRefused(Refusal.MALFORMED, () -> RequestBody.decompress(cut, "gzip", LIMITS));
    }
    byte[] changed = whole.clone();
    changed[whole.length - 6] ^= 1;
    assertRefused(Refusal.MALFORMED, () -> RequestBody.decompress(changed, "gzip", LIMITS));
    assertRefused(Refusal.MALFORMED, () -> RequestBody.decompress(bytes(99), "gzip", LIMITS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "zstd", "gzip, gzip", "\u001b[0m"})
  void encoding_another_isRefused(String encoding) {
    assertRefused(
        Refusal.UNSUPPORTED_CONTENT_ENCODING,
        () -> RequestBody.decompress(new byte[1], encoding, LIMITS));
  }

  @Test
  void read_senderBreaksOff_isTheStreamsFailure() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    assertThatThrownBy(() -> RequestBody.read(broken, 5, "gzip", LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessage("reset");
  }

  private static void assertRefused(Refusal refusal, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + i / 255);
    }
    return bytes;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
