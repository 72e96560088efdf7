package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: what only shows there. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class ProcessTest {

  private static final int EXAMPLES = 40;

  @TempDir Path folder;

  @Test
  void interrupted_exits130_andResumingCallsOnlyWhatIsMissing() throws Exception {
    writeSlowSuite();
    Path run = folder.resolve("run");
    Process process = start("run", "suite.yaml", "--output", "run", "--no-cache");
    waitForResults(run, 3);
    // What Ctrl-C sends.
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(errors()).contains("--resume run");
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"interrupted\"");
    assertThat(run.resolve("report.html")).exists();
    int journalled = results(run);
    assertThat(journalled).isBetween(3, EXAMPLES - 1);

    resume();
    assertThat(results(run)).isEqualTo(EXAMPLES);
    assertThat(calls()).isBetween(EXAMPLES, EXAMPLES + 2);
  }

  @Test
  void killed_resumes_withEveryExampleOnce() throws Exception {
    writeSlowSuite();
    Path run = folder.resolve("run");
    Process process = start("run", "suite.yaml", "--output", "run", "--no-cache");
    waitForResults(run, EXAMPLES / 2);
    process.destroyForcibly().waitFor();
    resume();
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("results.jsonl"))) {
      ids.add(line.replaceAll("^\\{\"example_id\":\"(e[0-9]+)\".*", "$1"));
    }
    assertThat(ids).hasSize(EXAMPLES).doesNotHaveDuplicates();
    // Two are in flight at once.
    assertThat(calls()).isBetween(EXAMPLES, EXAMPLES + 2);
  }

  @Test
  void readerHasSeenEnough_isNoFailure() throws Exception {
    writeRows(50_000);
    Process process = start(ProcessBuilder.Redirect.PIPE, "score", "-e", "exact-match", "-i", "r");
    process.getInputStream().readNBytes(100);
    process.getInputStream().close();
    assertThat(process.waitFor()).isZero();
    assertThat(errors()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noRoomForResults_isAFailure() throws Exception {
    writeRows(10);
    Process process =
        start(
            ProcessBuilder.Redirect.to(Path.of("/dev/full").toFile()),
            "score",
            "-e",
            "exact-match",
            "-i",
            "r");
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(errors()).startsWith("error: standard output: No space left on device");
  }

  private void resume() throws Exception {
    Process process = start("run", "suite.yaml", "--resume", "run", "--no-cache");
    assertThat(process.waitFor()).as(errors()).isZero();
  }

  private Process start(String... args) throws IOException {
    return start(ProcessBuilder.Redirect.DISCARD, args);
  }

  private Process start(ProcessBuilder.Redirect out, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    if (OS.LINUX.isCurrentOs()) {
      // Where the tests run in a shell's background, SIGINT is ignored, and that is inherited.
      Collections.addAll(command, "env", "--default-signal=INT");
    }
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.assay.cli.Assay");
    Collections.addAll(command, args);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out)
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private int calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).size();
  }

  private static int results(Path run) throws IOException {
    return Files.readAllLines(run.resolve("results.jsonl")).size();
  }

  private static void waitForResults(Path run, int count) throws Exception {
    Path journal = run.resolve("results.jsonl");
    while (!Files.exists(journal) || results(run) < count) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void writeRows(int count) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append("{\"id\":\"").append(i).append("\",\"output\":\"a\",\"expected\":\"a\"}\n");
    }
    Files.writeString(folder.resolve("r"), rows);
  }

  // A program that every Unix has, slow enough to be stopped half way.
  private void writeSlowSuite() throws IOException {
    Files.writeString(
        folder.resolve("bot.sh"),
        """
        while read -r line; do
          echo "$line" >>calls
          sleep 0.1
          echo '{"output": "fine"}'
        done
        """);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      rows.append("{\"id\":\"e").append(i);
      rows.append("\",\"partition\":\"distribution\",\"input\":\"q\"}\n");
    }
    Files.writeString(folder.resolve("d.jsonl"), rows, StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        name: slow
        dataset: d.jsonl
        target: {exec: [sh, bot.sh]}
        evaluators:
          - constraints: {short: {words: {max: 10}}}
        gate: {distribution: {pass_rate: 1.0}}
        concurrency: 2
        """);
  }
}
