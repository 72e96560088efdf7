package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.config.NodeReader;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MonitorsReaderTest {

  private static final String EVERY_KIND =
      """
      - name: unsafe
        severity: critical
        immediate: {mode: unsafe, most: 3, per: 10m, quiet: 30m}
        group_by: [feature]
      - name: judge-low
        threshold: {measure: "score:judge:mean", range: [1, 5], below: 3.5, least: 50}
        escalate: 4h
      - name: judge-drop
        change: {measure: "score:judge:mean", range: [1, 5], direction: down, baseline: {past: 14d}}
        slices: {each: [feature]}
      - name: against-golden
        change: {measure: "score:judge:pass", direction: down, margin: 0.02, baseline: golden}
      - name: latency
        severity: medium
        cusum: {measure: "latency:p95", direction: up, shift: 1, false_alarms: 100d}
        slices: {feature: refunds}
      - name: lengths
        drift: {quantity: input-tokens, distance: ks}
      - name: topics
        drift: {inputs: true}
      - name: apart
        divergence: {scores: "score:judge:pass", signals: "signal:negative:rate"}
      - name: silence
        absence: {for: 30m, expected: 10}
      - name: queue
        health: {measure: queue_age, above: 600}
        hold: 5m
      """;

  @Test
  void read_everyKind_gives() {
    List<MonitorDefinition> monitors = MonitorsReader.read(EVERY_KIND, "assay.yaml");
    assertThat(monitors)
        .extracting(monitor -> monitor.condition().kind())
        .containsExactly(
            "immediate",
            "threshold",
            "change",
            "change",
            "cusum",
            "drift",
            "drift",
            "divergence",
            "absence",
            "health");
    assertThat(monitors.get(0).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(monitors.get(0).condition())
        .isEqualTo(
            new Condition.Immediate(
                FailureMode.UNSAFE,
                null,
                null,
                null,
                3,
                Duration.ofMinutes(10),
                Duration.ofMinutes(30)));
    assertThat(monitors.get(1).condition())
        .isEqualTo(
            new Condition.Threshold(
                WatchedMeasure.mean("judge", 1, 5),
                Direction.DOWN,
                3.5,
                50,
                Duration.ofHours(1),
                Duration.ofDays(365)));
    assertThat(monitors.get(2).slices()).isEqualTo(WatchedSlices.each("feature"));
    assertThat(monitors.get(4).slices())
        .isEqualTo(WatchedSlices.one(Slice.of("feature", "refunds")));
    assertThat(Watch.of(monitors, Watch.Patience.of(Duration.ofMinutes(15))).alerts()).isEmpty();
  }

  private static final Watchable SOME =
      new Watchable(
          Set.of("judge", "language"),
          List.of(
              SliceDefinition.of("feature"),
              SliceDefinition.of("prompt_template", "prompt_version")));

  private static List<Problem> problems(String text) {
    List<Problem> problems = new ArrayList<>();
    MonitorsReader.read(
        Objects.requireNonNull(NodeReader.read(text, "assay.yaml", problems)), SOME, problems);
    return problems;
  }

  @Test
  void read_whatWouldNeverSayAWord_isRefusedWithItsLine() {
    List<Problem> problems =
        problems(
            """
            - {name: a, threshold: {measure: "score:jugde:mean", range: [1, 5], below: 3.5}}
            - {name: b, immediate: {evaluator: nobody}}
            - {name: c, absence: {evaluator: nobody}}
            - {name: d, drift: {labels: nobody}}
            - {name: e, health: {measure: unscored_rate, evaluator: nobody, above: 0.1}}
            - {name: f, change: {measure: "error:rate"}, slices: {each: [model]}}
            - {name: g, change: {measure: "error:rate"}, slices: {prompt_template: answer}}
            - {name: h, drift: {dimension: model}}
            - {name: i, drift: {inputs: true}, slices: {feature: refunds}}
            - {name: j, health: {measure: queue_age, above: 600}, slices: {each: [feature]}}
            - {name: k, drift: {dimension: feature}, slices: {feature: refunds}}
            - {name: l, immediate: {mode: unsafe}, group_by: [segment]}
            """);
    assertThat(problems)
        .extracting(problem -> problem.location() == null ? 0 : problem.location().line())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(problems.get(0).message()).contains("judge, language");
    assertThat(problems.get(5).message()).contains("feature, [prompt_template, prompt_version]");
  }

  @Test
  void read_slicesInAnyOrder_areThoseOfTheTraffic() {
    String text =
        """
        - name: versions
          change: {measure: "error:rate"}
          slices: {prompt_version: v2, prompt_template: answer}
        - name: each
          change: {measure: "error:rate"}
          slices: {each: [prompt_version, prompt_template]}
        - {name: errors, immediate: {mode: error}, slices: {"tag:tenant": acme}}
        """;
    assertThat(problems(text)).isEmpty();
    List<MonitorDefinition> read =
        MonitorsReader.read(
            Objects.requireNonNull(NodeReader.read(text, "assay.yaml", new ArrayList<>())),
            SOME,
            new ArrayList<>());
    assertThat(read.get(0).slices().slice())
        .isEqualTo(Slice.of("prompt_template", "answer").and("prompt_version", "v2"));
    assertThat(read.get(1).slices())
        .isEqualTo(WatchedSlices.each("prompt_template", "prompt_version"));
  }

  @Test
  void read_mistakes_eachWithItsLine() {
    String text =
        """
        - name: a
          threshold: {measure: "score:judge:mean", below: 3.5, abov: 4}
        - name: b
          severity: dreadful
          threshold: {measure: "score:judge:average", below: 3.5}
        - name: c
          change: {measure: "error:rate", bucket: 7m}
        - name: d
        - name: a
          absence: {expected: 1}
        """;
    assertThatThrownBy(() -> MonitorsReader.read(text, "assay.yaml"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.problems())
                  .extracting(problem -> problem.location() == null ? 0 : problem.location().line())
                  .containsExactly(2, 4, 5, 7, 8, 10);
              assertThat(e.getMessage())
                  .contains("did you mean above?")
                  .contains("severity: dreadful (expected: one of low, medium, high, critical)")
                  .contains("bucket: PT7M (expected: whole minutes that divide a day)");
            });
  }
}
