package dev.assay.server.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for users by hashes of their ids, the same for the same id as long as the salt is the
 * same: {@code user-} and 32 hexadecimal digits of HMAC-SHA256. Without the salt nobody can try ids
 * until one fits. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class UserHashes {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "user-";
  private static final int HASH_BYTES = 16;

  // Making one takes longer than a hash; each is for one thread.
  private final ThreadLocal<Mac> macs;

  private UserHashes(byte[] salt) {
    SecretKeySpec key = new SecretKeySpec(salt, ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> mac(key));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /**
   * Hashes with a salt, such as {@code DataSecret} gives for users. Who loses it can no longer find
   * a user's data by the id.
   *
   * @throws IllegalArgumentException if it has fewer than 16 bytes
   */
  public static UserHashes of(byte[] salt) {
    if (salt.length < 16) {
      throw new IllegalArgumentException("salt: " + salt.length + " bytes (expected: at least 16)");
    }
    return new UserHashes(salt);
  }

  /** What stands for a user: of an id its hash, of such a hash itself. */
  public String hash(String id) {
    if (isHash(id)) {
      return id;
    }
    byte[] hash = macs.get().doFinal(id.getBytes(UTF_8));
    return PREFIX + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private static boolean isHash(String id) {
    if (id.length() != PREFIX.length() + 2 * HASH_BYTES || !id.startsWith(PREFIX)) {
      return false;
    }
    for (int i = PREFIX.length(); i < id.length(); i++) {
      char c = id.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
