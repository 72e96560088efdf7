package dev.assay.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteLinesTest {

  @TempDir Path folder;

  @Test
  void of_keysThatStandThere_givesTheirLines() throws IOException {
    SuiteLines lines =
        lines("# a suite\nname: s\ngate:\n  golden: 1.0\n  regression:\n    pass_rate: 1\n");
    assertThat(lines.of("gate.regression.pass_rate")).hasValue(6);
    assertThat(lines.of("gate.golden")).hasValue(4);
  }

  @Test
  void of_keysBelowWhatStandsThere_givesTheNearestAbove() throws IOException {
    SuiteLines lines = lines("name: s\ngate:\n  golden: 1.0\n");
    assertThat(lines.of("gate.golden.pass_rate")).hasValue(3);
    assertThat(lines.of("gate.adversarial.coverage")).hasValue(2);
    assertThat(lines.of("policy.golden")).isEmpty();
  }

  @Test
  void of_filesThatAreNotSuites_givesNone() throws IOException {
    assertThat(lines("\t: [").of("gate")).isEmpty();
    assertThat(lines("").of("gate")).isEmpty();
    assertThat(SuiteLines.of(folder).of("gate")).isEmpty();
    assertThat(SuiteLines.of(folder.resolve("missing")).of("gate")).isEmpty();
  }

  private SuiteLines lines(String text) throws IOException {
    return SuiteLines.of(Files.writeString(folder.resolve("suite.yaml"), text));
  }
}
