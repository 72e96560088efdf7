package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Partition;
import dev.assay.core.run.ExampleResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportTest {

  @Test
  void run_showsRatesEvaluatorsModesLatencyAndDecision() {
    String text = ConsoleReport.render(Runs.assistant(), ConsoleStyle.PLAIN);
    assertThat(text)
        .containsPattern("golden +50 +100\\.0% +\\[92\\.9, 100\\.0] +50 +0 +0\n")
        .containsPattern("all +600 +97\\.2% +\\[95\\.5, 98\\.2] +583 +17 +0\n")
        .containsPattern("semantic-similarity +0\\.942 +\\[0\\.938, 0\\.947] +99\\.0% +596 +4\n")
        .contains("Failures (10 of 17)", "  … and 7 more\n")
        .containsPattern("format +7 +█+\n")
        .contains("p50 72 ms · p95 119 ms · p99 156 ms")
        .contains("  ✓ golden.pass_rate")
        .endsWith("PASS  All 4 gate criteria are met.\n")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 140, 200})
  void lines_stayWithinTheWidth(int width) {
    for (ReportInput input : List.of(Runs.assistant(), HostileTexts.run())) {
      String text = ConsoleReport.render(input, new ConsoleStyle(false, width, true));
      assertThat(text.lines())
          .allSatisfy(l -> assertThat(Columns.of(l)).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void hostileTexts_cannotSteerTheTerminal() {
    String text = ConsoleReport.render(HostileTexts.run(), new ConsoleStyle(false, 100, true));
    assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n]]");
    assertThat(text).contains("\\u001b[31mred", "nul\\u0000nul");
  }

  @Test
  void colours_areOursAlone() {
    String text = ConsoleReport.render(HostileTexts.run(), new ConsoleStyle(true, 100, true));
    assertThat(text.replaceAll("\u001b\\[(0|1|2|31|32|33)m", "")).doesNotContain("\u001b");
    assertThat(text).contains("\u001b[31m");
  }

  @Test
  void withoutUnicode_everythingIsAscii() {
    String text = ConsoleReport.render(HostileTexts.run(), new ConsoleStyle(false, 80, false));
    assertThat(text).matches("[\\x20-\\x7e\\n]*").contains("  x golden.pass_rate");
  }

  @Test
  void hugeTexts_areBounded() {
    ExampleResult result =
        Runs.ruled("i".repeat(1_000_000), "q", "x".repeat(10_000_000), false, "y ".repeat(500_000));
    String text = ConsoleReport.render(Runs.input(List.of(result)), ConsoleStyle.PLAIN);
    assertThat(text.length()).isLessThan(5_000);
  }

  @Test
  void failures_quoteWhatWasExpectedAndGiven() {
    String text = ConsoleReport.render(Runs.assistant(), ConsoleStyle.PLAIN);
    assertThat(text)
        .contains("    output:   No. API access is not included\n")
        .containsPattern("    expected: You can cancel any time .*…\n")
        .doesNotContainPattern("no answer within 60 s\n +expected");
  }

  @Test
  void cachedOutputs_areNoted() {
    ReportInput input = Runs.assistant(Map.of(Partition.GOLDEN, 4), 0, 1, true);
    assertThat(ConsoleReport.render(input, ConsoleStyle.PLAIN))
        .contains("0 target calls, 4 outputs from the cache")
        .doesNotContain("Latency");
  }

  @Test
  void emptyRun_isInconclusiveAndShowsNoRate() {
    assertThat(ConsoleReport.render(Runs.input(List.of()), ConsoleStyle.PLAIN))
        .containsPattern("all +0 +– +– +0 +0 +0\n")
        .contains("INCONCLUSIVE  3 of 3 gate criteria cannot be decided.");
  }
}
