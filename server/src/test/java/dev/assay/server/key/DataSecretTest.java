package dev.assay.server.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSecretTest {

  @TempDir Path data;

  private ServerConfig config(Map<String, String> environment) {
    return ServerConfigReader.read(
        null, environment, Overrides.NONE.data(data.resolve("d").toString()));
  }

  private DataSecret secret(Map<String, String> environment) {
    return DataSecret.of(config(environment), new SecureRandom());
  }

  @Test
  void salt_generated_staysTheSame() throws Exception {
    String salt = secret(Map.of()).salt("sampling");
    assertThat(salt).matches("[0-9a-f]{64}");
    assertThat(secret(Map.of()).salt("sampling")).isEqualTo(salt);
    assertThat(secret(Map.of()).salt("users")).isNotEqualTo(salt);
    Path file = data.resolve("d/secret");
    assertThat(Files.readString(file)).doesNotContain(salt);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void salt_configured_needsNoFile() {
    DataSecret configured = secret(Map.of("ASSAY_SALT", "pepper"));
    // HMAC-SHA-256 with key "pepper" of "users", by Python's hmac.
    assertThat(configured.salt("users"))
        .isEqualTo("493385ecd41a376310ec7984cbeca5be14f7bcd7e53248638b22a4f4fa412b67");
    assertThat(data.resolve("d/secret")).doesNotExist();
    assertThat(configured).hasToString("DataSecret");
  }

  @Test
  void of_damagedFile_isRefusedRatherThanReplaced() throws Exception {
    Files.createDirectories(data.resolve("d"));
    Files.writeString(data.resolve("d/secret"), "\u00e4");
    assertThatThrownBy(() -> secret(Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("64 hexadecimal digits");
  }
}
