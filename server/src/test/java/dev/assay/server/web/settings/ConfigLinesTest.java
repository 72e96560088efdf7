package dev.assay.server.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLinesTest {

  @Test
  void where_section_saysItsLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("server.yaml");
    Files.writeString(file, "# comment\nlog: warn\n\nretention:   # days\n  content: 7d\n");
    ConfigLines lines = ConfigLines.of(file);
    assertThat(lines.where("retention")).isEqualTo("Section retention of " + file + ", line 4");
    assertThat(lines.where("redaction")).contains("defaults");
  }

  @Test
  void where_withoutAFile_saysDefaults() {
    assertThat(ConfigLines.of(null).where("retention")).contains("no configuration file");
  }
}
