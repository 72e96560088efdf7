package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SummaryJsonTest {

  @Test
  void partitions_holdCountsAndRates() {
    JsonNode json = SummaryJson.of(Runs.assistant());
    JsonNode golden = json.at("/partitions/golden");
    assertThat(golden.get("n").intValue()).isEqualTo(50);
    assertThat(golden.get("passed").intValue()).isEqualTo(50);
    assertThat(golden.at("/pass_rate/value").doubleValue()).isEqualTo(1.0);
    // Wilson's interval for 50 of 50: 50 / (50 + 1.959964^2).
    assertThat(golden.at("/pass_rate/low").doubleValue()).isCloseTo(0.928652, within(1e-6));
    assertThat(golden.at("/pass_rate/level").doubleValue()).isEqualTo(0.95);
    assertThat(json.at("/gate/decision").stringValue()).isEqualTo("PASS");
    assertThat(json.at("/overall/n").intValue()).isEqualTo(600);
    assertThat(json.at("/partitions").propertyNames())
        .containsExactly("golden", "regression", "adversarial", "distribution");
    assertThat(json.at("/overall/latency_ms/n").intValue()).isEqualTo(596);
  }

  @Test
  void usage_ofTargetAndJudges_isKeptApart() {
    ReportInput input = Runs.assistant();
    JsonNode json = SummaryJson.of(input);
    assertThat(json.at("/usage/cost").doubleValue()).isEqualTo(0.224);
    assertThat(json.at("/judge_usage/cost").doubleValue()).isEqualTo(0.0513);
    assertThat(json.at("/judge_usage/output_tokens").intValue()).isEqualTo(2050);
    assertThat(Words.calls(input.header())).endsWith(", cost $0.2240, judges cost $0.0513.");
  }

  @Test
  void tokensWithoutAPrice_haveAnUnknownCost() {
    RunHeader header = Runs.assistant().header();
    RunHeader unpriced =
        header.ended(
            Instant.EPOCH,
            RunStatus.COMPLETE,
            null,
            2,
            0,
            new Usage(10L, 2L, null, null, 0.5),
            new Usage(10L, 2L, null, null, null));
    assertThat(Words.calls(unpriced)).endsWith(", cost $0.5000, judges cost unknown.");
  }

  @Test
  void failures_areListedBoundedWithTheirTotal() {
    JsonNode json = SummaryJson.of(Runs.assistant(Map.of(Partition.ADVERSARIAL, 300), 1, 1, false));
    assertThat(json.get("failures_total").intValue()).isEqualTo(300);
    assertThat(json.get("failures")).hasSize(100);
    JsonNode first = json.at("/failures/0");
    assertThat(first.propertyNames()).containsExactly("id", "partition", "failure_mode", "reason");
    assertThat(first.get("partition").stringValue()).isEqualTo("adversarial");
  }

  @Test
  void nothingScored_isNullAndNeverZero() {
    JsonNode json = SummaryJson.of(Runs.input(List.of()));
    assertThat(json.at("/overall/pass_rate").isNull()).isTrue();
    assertThat(json.at("/overall/latency_ms").isNull()).isTrue();
    assertThat(Json.write(json)).doesNotContain("NaN", "Infinity");
  }

  @Test
  void report_holdsSummaryAndEveryResult() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormat.JSON.write(HostileTexts.run(), out);
    JsonNode json = Json.parse(out.toString(StandardCharsets.UTF_8), "report.json", 1);
    assertThat(json.at("/gate/decision").stringValue()).isEqualTo("FAIL");
    assertThat(json.get("results").valueStream().map(r -> r.get("output").stringValue()))
        .containsExactlyElementsOf(HostileTexts.ALL);
    assertThat(json.at("/results/1/verdict").stringValue()).isEqualTo("fail");
    assertThat(json.at("/results/1/failure_mode").stringValue()).isEqualTo("format");
  }

  @Test
  void policy_decidesWhichScoresPassed() {
    ExampleResult result = Runs.scored(0.1).results().get(0);
    assertThat(ResultJson.of(result).at("/scores/0/passed").booleanValue()).isFalse();
    assertThat(ResultJson.of(result).at("/scores/0/value").doubleValue()).isEqualTo(0.1);
  }

  @Test
  void repetitions_countOnceAsTheSummaryDecides() {
    ReportInput input = Runs.assistant(Map.of(Partition.GOLDEN, 20), 0.4, 3, false);
    JsonNode json = SummaryJson.of(input);
    assertThat(json.get("repeats").intValue()).isEqualTo(3);
    assertThat(json.get("failures_total").intValue())
        .isEqualTo(json.at("/partitions/golden/failed").intValue())
        .isPositive();
  }
}
