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

  @Test
  void criterion_ofEveryKind_givesTheLineOfItsEntry() throws IOException {
    SuiteLines lines =
        lines(
            """
            gate:
              golden: 1.0
              criteria:
                - no_regression: {margin: 0.03}
                - no_regression: {margin: 0.1, evaluator: rouge-l, partition: golden}
                - improvement:
                    evaluator: rouge-l
                - pass_rate: {partition: distribution, min: 0.9}
                - latency: {max: 2s}
                - latency: {max: 2s, quantile: 0.5, partition: golden}
                - cost: {max: 1}
                - coverage: {min: 1}
                - coverage: {min: 1, evaluator: rouge-l}
                - calibrated: {}
                - calibrated: {evaluators: [a, b/c]}
                - calibrated: {evaluators: a}
            """);

    assertThat(lines.criterion("all.no_regression.pass_rate")).hasValue(4);
    assertThat(lines.criterion("golden.no_regression.rouge-l")).hasValue(5);
    assertThat(lines.criterion("all.improvement.rouge-l")).hasValue(6);
    assertThat(lines.criterion("distribution.pass_rate")).hasValue(8);
    assertThat(lines.criterion("all.latency_p95")).hasValue(9);
    assertThat(lines.criterion("golden.latency_p50")).hasValue(10);
    assertThat(lines.criterion("all.cost")).hasValue(11);
    assertThat(lines.criterion("all.coverage")).hasValue(12);
    assertThat(lines.criterion("all.coverage.rouge-l")).hasValue(13);
    assertThat(lines.criterion("calibrated")).hasValue(14);
    assertThat(lines.criterion("calibrated.a+b/c")).hasValue(15);
    assertThat(lines.criterion("calibrated.a")).hasValue(16);
    assertThat(lines.criterion("golden.pass_rate")).hasValue(2);
    assertThat(lines.criterion("run.complete")).hasValue(1);
  }

  private SuiteLines lines(String text) throws IOException {
    return SuiteLines.of(Files.writeString(folder.resolve("suite.yaml"), text));
  }
}
