package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  @Test
  void text_resumedRun_countsOnlyItsOwnInTheRate() {
    ProgressLine line = line(true);
    line.started(100, 40);
    line.finished(result(Verdict.failed(FailureMode.INCORRECT, "wrong")));
    line.finished(result(Verdict.unscored("no output")));
    assertThat(line.text(2 * SECOND))
        .isEqualTo("suite  42/100  ████████░░░░░░░░░░░░  1 failed, 1 unscored, 1.0/s, 58 s left");
  }

  @Test
  void terminal_redrawsOneLine_andTakesItAway() {
    ProgressLine line = line(true);
    line.started(2, 0);
    now = SECOND;
    line.finished(result(Verdict.PASSED));
    line.clear();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("\r\u001b[Ksuite  1/2")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n");
  }

  @Test
  void elsewhere_aLineEveryHalfMinute() {
    ProgressLine line = line(false);
    line.started(1000, 0);
    for (int i = 1; i <= 65; i++) {
      now = i * SECOND;
      line.finished(result(Verdict.PASSED));
    }
    line.clear();
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b").doesNotContain("\r");
  }

  private ProgressLine line(boolean terminal) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal streams =
        new Terminal(InputStream.nullInputStream(), stream, stream, false, terminal, 100, Map.of());
    return new ProgressLine(streams, "suite", () -> now);
  }

  private static ExampleResult result(Verdict verdict) {
    return new ExampleResult(
        Example.builder("a", Partition.GOLDEN, "q").build(),
        0,
        Interaction.ofOutput("x"),
        List.of(),
        verdict,
        false,
        Instant.EPOCH);
  }
}
