package dev.assay.monitor.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SipHash-2-4 of texts: the same on every node and in every version, and not to be foreseen by who
 * does not know the salt.
 *
 * <p>The key is the first 16 bytes of the SHA-256 of the salt in UTF-8; the message is the text's
 * UTF-16 units, the low byte of each first. Source: J.-P. Aumasson, D. J. Bernstein, "SipHash: a
 * fast short-input PRF", INDOCRYPT 2012.
 */
public final class SipHash {

  private final long k0;
  private final long k1;

  SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Keyed by {@code salt}. */
  public static SipHash withSalt(String salt) {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(salt.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
    }
    ByteBuffer key = ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN);
    return new SipHash(key.getLong(), key.getLong());
  }

  /** The hash of {@code text}. */
  public long of(String text) {
    Rounds rounds = new Rounds(k0, k1);
    int length = text.length();
    int whole = length & ~3;
    for (int i = 0; i < whole; i += 4) {
      rounds.word(word(text, i, 4));
    }
    rounds.word(word(text, whole, length - whole) | (2L * length & 0xff) << 56);
    return rounds.end();
  }

  private static long word(String text, int from, int units) {
    long word = 0;
    for (int i = units - 1; i >= 0; i--) {
      word = word << 16 | text.charAt(from + i);
    }
    return word;
  }

  private static final class Rounds {

    private long v0;
    private long v1;
    private long v2;
    private long v3;

    Rounds(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void word(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long end() {
      v2 ^= 0xff;
      for (int i = 0; i < 4; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
