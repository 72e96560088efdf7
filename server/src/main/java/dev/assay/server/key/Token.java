package dev.assay.server.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key that is sent: {@code assay_}, its id, and 256 random bits. */
final class Token {

  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("assay_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");

  private Token() {}

  static String newId(SecureRandom random) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static String make(String id, SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "assay_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The id in a key, if it has the form of one. */
  static Optional<String> id(String token) {
    Matcher matcher = FORM.matcher(token);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * What is kept of a key. One round of SHA-256 is enough: slow hashes protect passwords, which can
   * be guessed; nobody guesses 256 random bits, and every request would pay.
   */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: none (expected: in every Java)", e);
    }
  }
}
