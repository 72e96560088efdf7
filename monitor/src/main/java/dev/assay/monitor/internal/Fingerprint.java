package dev.assay.monitor.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for several texts: the same for the same texts, on every node and in every run. */
public final class Fingerprint {

  private static final int BYTES = 16;

  private Fingerprint() {}

  /**
   * The first 128 bits of the SHA-256 of the parts, each as its length and its UTF-16 units, in
   * hexadecimal.
   */
  public static String of(String... parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: missing (expected: in every Java)", e);
    }
    for (String part : parts) {
      digest.update((part.length() + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(units(part));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  // Not an encoding, in which all lone surrogates would be one.
  private static byte[] units(String text) {
    byte[] bytes = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) text.charAt(i);
      bytes[2 * i + 1] = (byte) (text.charAt(i) >> 8);
    }
    return bytes;
  }
}
