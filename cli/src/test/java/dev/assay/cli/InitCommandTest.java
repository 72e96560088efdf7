package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  @TempDir Path folder;

  @Test
  void newFolder_getsASuite() {
    Path suite = folder.resolve("a/b");
    Cli.Result result = Cli.assay("init", suite.toString());
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Run it: assay run " + suite.resolve("suite.yaml"));
    assertThat(suite.resolve("suite.yaml")).exists();
    assertThat(suite.resolve("dataset.jsonl")).exists();
    assertThat(suite.resolve("outputs.jsonl")).exists();
  }

  @Test
  void fileThatIsThere_isKept_andNothingWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("outputs.jsonl"), "mine");
    Cli.Result result = Cli.assay("init", folder.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: file: " + file + " (expected: a file that is not");
    assertThat(file).hasContent("mine");
    assertThat(folder.resolve("suite.yaml")).doesNotExist();
  }

  @Test
  void json_namesTheFiles() {
    Cli.Result result = Cli.assay("init", folder.resolve("x").toString(), "--json");
    assertThat(result.json().get("files")).hasSize(3);
  }
}
