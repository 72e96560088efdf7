package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportFormatTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void write_replacesTheFileAndLeavesNothingElse(ReportFormat format) throws IOException {
    Path file = folder.resolve("deep").resolve(format.fileName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, "old");
    format.write(HostileTexts.run(), file);
    assertThat(Files.size(file)).isGreaterThan(500);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void write_sameInput_sameBytes(ReportFormat format) throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    format.write(Runs.assistant(), first);
    format.write(Runs.assistant(), second);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void write_whereNothingCanBeWritten_leavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() -> ReportFormat.CSV.write(Runs.assistant(), file.resolve("x.csv")))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void keys_areLowerCaseAndFound() {
    assertThat(ReportFormat.keys())
        .isEqualTo(List.of("html", "junit", "markdown", "json", "csv", "sarif"));
    assertThat(ReportFormat.ofKey("Junit")).contains(ReportFormat.JUNIT);
    assertThat(ReportFormat.ofKey("pdf")).isEmpty();
  }
}
