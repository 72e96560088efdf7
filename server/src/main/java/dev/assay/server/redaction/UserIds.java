package dev.assay.server.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
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
public final class UserIds {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "user-";
  private static final int HASH_BYTES = 16;
  private static final int SALT_BYTES = 32;
  private static final String FILE = "user-salt";

  private final SecretKeySpec key;

  private UserIds(byte[] salt) {
    this.key = new SecretKeySpec(salt, ALGORITHM);
  }

  /**
   * Hashes with a salt.
   *
   * @throws IllegalArgumentException if it has fewer than 16 bytes
   */
  public static UserIds of(byte[] salt) {
    if (salt.length < 16) {
      throw new IllegalArgumentException("salt: " + salt.length + " bytes (expected: at least 16)");
    }
    return new UserIds(salt);
  }

  /**
   * Hashes with the salt in the data directory, which is made, for its owner alone, if there is
   * none. Who loses the file can no longer find a user's data by the id.
   *
   * @throws InvalidInputException if the file cannot be read or written, or is no salt
   */
  public static UserIds open(Path dataDirectory, SecureRandom random) {
    Path file = dataDirectory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file, random);
      }
      byte[] salt = HexFormat.of().parseHex(Files.readString(file, UTF_8).strip());
      if (salt.length < 16) {
        throw new IllegalArgumentException("too short");
      }
      return new UserIds(salt);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("salt", file, "a file that can be read and written: " + e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("salt", file, "32 bytes in hexadecimal")
              .next("restore it from a backup: with another one users are other users"),
          e);
    }
  }

  // Whole or not at all: half a salt after a power cut would be another one.
  private static void create(Path file, SecureRandom random) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Path draft = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(draft);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(draft);
    }
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap((HexFormat.of().formatHex(salt) + "\n").getBytes(UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What stands for a user: of an id its hash, of such a hash itself. */
  public String hash(String id) {
    if (isHash(id)) {
      return id;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(id.getBytes(UTF_8));
      return PREFIX + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
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
