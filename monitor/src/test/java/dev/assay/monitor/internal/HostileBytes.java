package dev.assay.monitor.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Bytes that somebody wrote on purpose: damaged, with a checksum that is right. */
public final class HostileBytes {

  private HostileBytes() {}

  /** Whatever is done to the bytes, reading either works or says what was expected. */
  public static void readOrRefuse(byte[] bytes, Consumer<byte[]> read) {
    SplittableRandom random = new SplittableRandom(bytes.length);
    assertThatCode(() -> read.accept(bytes)).doesNotThrowAnyException();
    for (int i = 0; i < 5000; i++) {
      byte[] hostile = Arrays.copyOf(bytes, bytes.length - (i % 3) * random.nextInt(20));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        // Mostly near the beginning, where sizes are.
        int most = random.nextBoolean() ? hostile.length - 4 : Math.min(64, hostile.length - 4);
        hostile[random.nextInt(most)] = (byte) random.nextInt();
      }
      CRC32 crc = new CRC32();
      crc.update(hostile, 0, hostile.length - 4);
      ByteBuffer.wrap(hostile).putInt(hostile.length - 4, (int) crc.getValue());
      try {
        read.accept(hostile);
      } catch (IllegalArgumentException e) {
        if (e.getMessage() == null || !e.getMessage().contains("(expected: ")) {
          fail("no rule in: " + e.getMessage(), e);
        }
      } catch (RuntimeException e) {
        fail("not refused in words", e);
      }
    }
  }
}
