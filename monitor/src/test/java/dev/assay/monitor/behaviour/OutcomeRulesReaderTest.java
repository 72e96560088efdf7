package dev.assay.monitor.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.config.Node;
import dev.assay.core.config.NodeReader;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutcomeRulesReaderTest {

  private final List<Problem> problems = new ArrayList<>();

  private Node node(String yaml) {
    return Objects.requireNonNull(NodeReader.read(yaml, "assay.yaml", problems));
  }

  private List<CompletionRule> completion(String yaml) {
    return OutcomeRulesReader.completion(node(yaml), "completion", problems);
  }

  private List<String> messages() {
    return problems.stream().map(Problem::message).toList();
  }

  @Test
  void completion_allSteps_areRead() {
    List<CompletionRule> rules =
        completion(
            """
            - name: refunds
              feature: [refunds, returns]
              decided_by:
                - error
                - signals: {completed: resolved, not_completed: [report, thumbs-down]}
                - tool: issue_refund
                - score: task-completion
                  at_least: 0.7
                - quiet: 30m
                  without: [rephrase]
                - quiet: 1h
            """);
    assertThat(messages()).isEmpty();
    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).steps())
        .containsExactly(
            new CompletionRule.Failed(),
            new CompletionRule.Signalled(
                EnumSet.of(Signal.Kind.REPORT, Signal.Kind.THUMBS_DOWN), Completion.NOT_COMPLETED),
            new CompletionRule.Signalled(EnumSet.of(Signal.Kind.RESOLVED), Completion.COMPLETED),
            new CompletionRule.Tool("issue_refund"),
            new CompletionRule.ScoreAtLeast("task-completion", 0.7),
            new CompletionRule.Quiet(Duration.ofMinutes(30), EnumSet.of(Signal.Kind.REPHRASE)),
            new CompletionRule.Quiet(Duration.ofHours(1), CompletionRule.negative()));
  }

  @Test
  void completion_mistakes_areNamedWithTheirPlace() {
    completion(
        """
        - name: refunds
          feature: refunds
          decided_by:
            - signals: {completed: [resolvd]}
            - score: judge
            - quiet: soon
            - failed
        - decided_by: [error]
        - name: refunds
          decided_by: [error]
          then: nothing
        """);
    assertThat(messages())
        .hasSize(7)
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:4:").contains("resolvd", "resolved"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:5:").contains("at_least: missing"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:6:").contains("quiet: soon"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:7:"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:8:").contains("name: missing"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:11:").contains("then"));
  }

  @Test
  void failureModes_given_replaceTheDefaults() {
    FailureModeRules rules =
        OutcomeRulesReader.failureModes(
            node(
                """
                slow_above: 20s
                slow_above_by_feature: {search: 2s}
                finish_reasons: {length: format}
                evaluators: {my-check: off-topic}
                """),
            "failure_modes",
            problems);
    assertThat(messages()).isEmpty();
    assertThat(rules.slowAbove()).isEqualTo(Duration.ofSeconds(20));
    assertThat(rules.slowAboveByFeature()).containsEntry("search", Duration.ofSeconds(2));
    assertThat(rules.finishReasons()).containsOnlyKeys("length");
    assertThat(rules.evaluators()).containsEntry("my-check", FailureMode.OFF_TOPIC);
  }

  @Test
  void failureModes_mistakes_areNamedWithTheirPlace() {
    OutcomeRulesReader.failureModes(
        node("slow_above: -1s\nfinish_reasons:\n  length: too-long\nslow: 3s\n"),
        "failure_modes",
        problems);
    assertThat(messages())
        .hasSize(3)
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:1:").contains("slow_above"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:3:").contains("too-long"))
        .anySatisfy(m -> assertThat(m).startsWith("assay.yaml:4:").contains("slow"));
  }
}
