package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class EvalTestTest {

  private static final List<String> TAKES = List.of("right", "strict");

  @Test
  void everythingPasses_givesATestPerExampleAndTheGate() {
    Seen.RESULTS.clear();
    EngineExecutionResults results = execute("right");
    results.testEvents().assertStatistics(s -> s.started(4).succeeded(4));
    assertThat(names(results)).containsExactly("france", "japan", "peru", "gate");
    assertThat(Seen.RESULTS)
        .extracting(r -> r.example().id() + "=" + r.interaction().output())
        .containsExactly("france=Paris", "japan=Tokyo", "peru=Lima");
  }

  @Test
  void anExampleFails_itsTestAndTheGateSayWhy() {
    EngineExecutionResults results = execute("wrong");
    results.testEvents().assertStatistics(s -> s.succeeded(2).failed(2));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                displayName("japan"),
                finishedWithFailure(
                    instanceOf(AssertionFailedError.class),
                    message(
                        text ->
                            text.startsWith("japan failed (incorrect): exact-match")
                                && text.contains("expected: Tokyo")
                                && text.contains("Kyoto")
                                && !text.contains("\u001b")
                                && !text.contains("\u202e")))))
        .haveExactly(
            1,
            event(
                displayName("gate"),
                finishedWithFailure(
                    message(
                        text ->
                            text.startsWith("gate: FAIL\ndistribution.pass_rate: FAIL: 1/2")
                                && text.contains("report.html")))));
  }

  @Test
  void examplesCannotBeScored_theirTestsAreAborted_andTheGateIsNotPassed() {
    EngineExecutionResults results = execute("unscorable");
    results.testEvents().assertStatistics(s -> s.aborted(3).failed(1));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                displayName("peru"),
                abortedWithReason(
                    instanceOf(TestAbortedException.class),
                    message(text -> text.startsWith("peru is unscored: ")))))
        .haveExactly(
            1,
            event(
                displayName("gate"),
                finishedWithFailure(message(text -> text.startsWith("gate: INCONCLUSIVE")))));
  }

  @Test
  void selection_isOfPartitionsTagsIdsAndLimit() {
    assertThat(names(execute("regressionOnly"))).containsExactly("france", "gate");
    assertThat(names(execute("tagged"))).startsWith("japan");
    assertThat(names(execute("named"))).startsWith("peru");
    assertThat(names(execute("limited"))).startsWith("france").hasSize(2);
  }

  @Test
  void output_holdsTheRun() {
    execute("kept");
    try (RunDirectory run = RunDirectory.open(Path.of("target/assay/kept"))) {
      assertThat(run.header().status()).isEqualTo(RunStatus.COMPLETE);
      assertThat(run.results()).hasSize(3);
    }
    assertThat(Path.of("target/assay/kept/report.html")).exists();
    execute("kept").testEvents().assertStatistics(s -> s.succeeded(4));
  }

  @Test
  void resourceOnTheClassPath_isFound() {
    execute("resource").testEvents().assertStatistics(s -> s.succeeded(4));
  }

  @Test
  void methodsOwnAssertion_failsTheExample() {
    EngineExecutionResults results = execute("strict");
    results.testEvents().assertStatistics(s -> s.succeeded(3).failed(1));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(displayName("peru"), finishedWithFailure(message("too short"))))
        .haveExactly(1, event(displayName("gate"), finishedSuccessfully()));
  }

  @Test
  void missingSuite_failsTheContainerWithWhatWasExpected() {
    EngineExecutionResults results = execute("missing");
    results.testEvents().assertStatistics(s -> s.started(0));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    instanceOf(InvalidInputException.class),
                    message(text -> text.startsWith("suite: nowhere.yaml (expected: a file")))));
  }

  private static EngineExecutionResults execute(String method) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(
            DiscoverySelectors.selectMethod(
                Cases.class, method, TAKES.contains(method) ? ExampleResult.class.getName() : ""))
        .execute();
  }

  private static List<String> names(EngineExecutionResults results) {
    return results.testEvents().started().map(e -> e.getTestDescriptor().getDisplayName()).toList();
  }

  static final class Seen {
    static final List<ExampleResult> RESULTS = new ArrayList<>();

    private Seen() {}
  }

  /** Not a test of its own: run by the tests above. */
  static class Cases {

    private static final String SUITES = "src/test/resources/suites/";

    @EvalTest(suite = SUITES + "right.yaml")
    void right(ExampleResult result) {
      Seen.RESULTS.add(result);
    }

    @EvalTest(suite = SUITES + "wrong.yaml")
    void wrong() {}

    @EvalTest(suite = SUITES + "unscorable.yaml")
    void unscorable() {}

    @EvalTest(suite = SUITES + "right.yaml", partitions = Partition.REGRESSION)
    void regressionOnly() {}

    @EvalTest(suite = SUITES + "right.yaml", tags = "asia")
    void tagged() {}

    @EvalTest(suite = SUITES + "right.yaml", ids = "peru")
    void named() {}

    @EvalTest(suite = SUITES + "right.yaml", limit = 1)
    void limited() {}

    @EvalTest(suite = SUITES + "right.yaml", output = "target/assay/kept")
    void kept() {}

    @EvalTest(suite = "suites/right.yaml")
    void resource() {}

    @EvalTest(suite = SUITES + "right.yaml", set = "concurrency=1")
    void strict(ExampleResult result) {
      assertThat(String.valueOf(result.interaction().output()).length())
          .withFailMessage("too short")
          .isGreaterThan(4);
    }

    @EvalTest(suite = "nowhere.yaml")
    void missing() {}
  }
}
