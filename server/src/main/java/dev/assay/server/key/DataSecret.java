package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.config.Secret;
import dev.assay.server.config.ServerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What salts are made from: a random secret in the data directory, or the salt that is configured.
 *
 * <p>Samples, slices and hashes of users each get a salt of their own, so that one of them tells
 * nothing of the others. As long as the secret is the same, so are they.
 *
 * @since 0.1
 */
public final class DataSecret {

  private static final String FILE = "secret";
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final byte[] secret;

  private DataSecret(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Makes salts from the one configured, or else from the data directory's, which is made if it is
   * not there: a file {@code secret} that only its owner can read.
   *
   * @throws InvalidInputException if the file cannot be made or read, or is not such a file
   */
  public static DataSecret of(ServerConfig config, SecureRandom random) {
    requireNonNull(random, "random");
    Secret configured = config.salt();
    return configured == null
        ? open(config.data(), random)
        : new DataSecret(configured.value().getBytes(StandardCharsets.UTF_8));
  }

  private static DataSecret open(Path data, SecureRandom random) {
    Path file = data.resolve(FILE);
    try {
      Files.createDirectories(data);
      String text = OwnerFile.exclusively(file, () -> readOrMake(file, random)).strip();
      if (!FORM.matcher(text).matches()) {
        throw new InvalidInputException(
            Problem.of("secret", file, "64 hexadecimal digits")
                .next("bring it back from a copy; a new one changes samples and hashes of users"));
      }
      return new DataSecret(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("secret", file, "a file that can be made and read: " + e), e);
    }
  }

  private static String readOrMake(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      String text = HexFormat.of().formatHex(bytes) + "\n";
      OwnerFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
    // Whatever stands there is read as bytes: a file that is not text has the wrong form.
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /** The salt for {@code purpose}, such as {@code sampling}: 64 hexadecimal digits. */
  public String salt(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] bytes = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256: none (expected: in every Java)", e);
    }
  }

  @Override
  public String toString() {
    return "DataSecret";
  }
}
