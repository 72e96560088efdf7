package dev.assay.monitor.failure;

import static dev.assay.monitor.failure.FailureCasesTest.at;
import static dev.assay.monitor.failure.FailureCasesTest.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.lint.DatasetLint;
import dev.assay.core.dataset.lint.LintRule;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegressionExamplesTest {

  private final FailureCases cases = new FailureCases(ClusterSettings.withDefaults());

  private FailureCase accepted(@Nullable String kept, @Nullable String input) {
    cases.add(List.of(failure("a", 0, 0, kept)));
    return cases.accept(
        cases.cases().get(0).id(),
        new Confirmation("No, Anna.", "Anna's chunk", "ann", at(5), null, input));
  }

  private static String redact(String text) {
    return text.replace("Anna", "[name]");
  }

  @Test
  void of_acceptedCase_isARegressionExampleWithoutNames() {
    FailureCase accepted = accepted("Anna asks: can I return it?", null);
    Example example = RegressionExamples.of(accepted, null, RegressionExamplesTest::redact);
    assertThat(Json.write(ExampleJson.write(example)))
        .isEqualTo(
            "{\"id\":\"regression-"
                + accepted.id()
                + "\",\"partition\":\"regression\",\"input\":\"[name] asks: can I return it?\","
                + "\"expected_output\":\"No, [name].\",\"metadata\":{\"root_cause\":\"[name]'s"
                + " chunk\",\"failure_mode\":\"incorrect\",\"app\":\"shop\",\"feature\":\"refunds\"},"
                + "\"created_at\":\"2026-03-02T15:00:00Z\",\"provenance\":{\"source\":"
                + "\"production\",\"failure\":\"a\",\"failure_case\":\""
                + accepted.id()
                + "\",\"confirmed_by\":\"ann\",\"first_seen\":\"2026-03-02T10:00:00Z\"}}");
    assertThat(
            DatasetLint.withDefaults().check(new Dataset("d", null, List.of(example))).stream()
                .map(finding -> finding.rule()))
        .doesNotContain(LintRule.ROOT_CAUSE, LintRule.MISSING_EXPECTATION);
  }

  @Test
  void of_wholeConversation_isMessagesWithoutTheApplicationsOwn() {
    Interaction content =
        Interaction.builder()
            .input(
                List.of(
                    new Message("system", "secret prompt"),
                    Message.user("Hi, Anna here"),
                    new Message("assistant", "Hello Anna"),
                    Message.user("Can I return it?")))
            .build();
    Example example =
        RegressionExamples.of(accepted(null, null), content, RegressionExamplesTest::redact);
    assertThat(example.inputMessages())
        .containsExactly(
            Message.user("Hi, [name] here"),
            new Message("assistant", "Hello [name]"),
            Message.user("Can I return it?"));
    assertThat(example.partition()).isEqualTo(Partition.REGRESSION);
  }

  @Test
  void of_inputGivenByThePerson_isTaken() {
    Example example =
        RegressionExamples.of(
            accepted("kept", "Anna's own words"), null, RegressionExamplesTest::redact);
    assertThat(example.inputText()).isEqualTo("[name]'s own words");
  }

  @Test
  void of_nothingKeptOrNotAccepted_isRefusedWithTheNextStep() {
    assertThatThrownBy(() -> RegressionExamples.of(accepted(null, null), null, t -> t))
        .hasMessageContaining("what the user said was not kept")
        .hasMessageContaining("accept it again with the input");
    cases.add(List.of(failure("b", 0, 2, "x")));
    FailureCase found = cases.of("b").orElseThrow();
    assertThatThrownBy(() -> RegressionExamples.of(found, null, t -> t))
        .hasMessageContaining("assay failures accept " + found.id());
  }
}
