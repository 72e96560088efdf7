package dev.assay.monitor.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A short name for several texts: the same for the same texts, on every node and in every run. */
public final class Fingerprint {

  private static final int BYTES = 16;

  // To look for one takes as long as a short text; each is for one thread.
  private static final ThreadLocal<MessageDigest> DIGESTS =
      ThreadLocal.withInitial(Fingerprint::digest);

  private Fingerprint() {}

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
    }
  }

  /**
   * The first 128 bits of the SHA-256 of the parts, each as its length and its UTF-16 units, in
   * hexadecimal.
   */
  public static String of(String... parts) {
    MessageDigest digest = DIGESTS.get();
    for (String part : parts) {
      digest.update(framed(part));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  // Not an encoding, in which all lone surrogates would be one.
  private static byte[] framed(String text) {
    byte[] length = (text.length() + ":").getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(length, length.length + 2 * text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length.length + 2 * i] = (byte) text.charAt(i);
      bytes[length.length + 2 * i + 1] = (byte) (text.charAt(i) >> 8);
    }
    return bytes;
  }
}
