package dev.assay.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what webhooks carry, and checks it: HMAC-SHA256 over {@code id.timestamp.body}, in base64
 * behind {@code v1,}.
 *
 * <p>Source: the Standard Webhooks specification 1.0 (standardwebhooks.com), for which there are
 * libraries in most languages. The headers are {@code webhook-id}, {@code webhook-timestamp} in
 * seconds since 1970 and {@code webhook-signature}.
 *
 * @since 0.1
 */
public final class WebhookSignature {

  /** How far a timestamp may lie from the receiver's clock: what is older is a replay. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 16;

  private final SecretKeySpec key;

  private WebhookSignature(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * Signs with this secret.
   *
   * @param secret {@code whsec_} and the key in base64, or a text whose UTF-8 is the key
   * @throws InvalidInputException if it is not base64 where it should be, or under 16 bytes
   */
  public static WebhookSignature of(String secret) {
    byte[] bytes;
    try {
      bytes =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : secret.getBytes(UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("secret", null, "base64 behind " + PREFIX + ", or any text"), e);
    }
    if (bytes.length < SHORTEST) {
      throw new InvalidInputException(
          Problem.of("secret", bytes.length + " bytes", "at least 16 bytes"));
    }
    return new WebhookSignature(bytes);
  }

  /** The signature of a message, as its header says it. */
  public String sign(String id, Instant at, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + at.getEpochSecond() + ".").getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HmacSHA256 (expected: in every Java platform)", e);
    }
  }

  /**
   * Whether a message is signed with this secret and no replay.
   *
   * @param id the header {@code webhook-id}
   * @param timestamp the header {@code webhook-timestamp}
   * @param signatures the header {@code webhook-signature}: one or more, with blanks between
   * @param body the body, byte by byte as it came
   * @param now the receiver's time
   */
  public boolean verify(String id, String timestamp, String signatures, byte[] body, Instant now) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    byte[] expected = sign(id, at, body).getBytes(UTF_8);
    boolean matches = false;
    for (String signature : signatures.split(" ", -1)) {
      matches |= MessageDigest.isEqual(expected, signature.getBytes(UTF_8));
    }
    return matches;
  }
}
