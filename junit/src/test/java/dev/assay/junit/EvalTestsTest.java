package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class EvalTestsTest {

  private final AtomicInteger calls = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void suiteBuiltInJava_givesATestPerExampleAndTheGate() throws Throwable {
    List<DynamicNode> tests = EvalTests.of(suite(1.0)).toList();
    assertThat(tests).extracting(DynamicNode::getDisplayName).containsExactly("a", "B ", "gate");
    execute(tests.get(0));
    assertThatThrownBy(() -> execute(tests.get(1)))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("B  failed (incorrect): ");
    assertThatThrownBy(() -> execute(tests.get(2)))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("gate: FAIL");
  }

  @Test
  void regate_recordedRun_givesTheSameWithoutCallingTheTarget() {
    Path run = folder.resolve("run");
    long failed =
        failures(EvalTests.of(Evaluation.of(suite(1.0)).cache(null).output(run)).toList());
    assertThat(failed).isEqualTo(2);
    assertThat(calls).hasValue(2);
    List<DynamicNode> again = EvalTests.regate(run).toList();
    assertThat(again).extracting(DynamicNode::getDisplayName).containsExactly("a", "B ", "gate");
    assertThat(failures(again)).isEqualTo(2);
    assertThat(calls).hasValue(2);
  }

  @Test
  void gateThatAsksForLess_passesBesideAFailedExample() {
    List<DynamicNode> tests = EvalTests.of(suite(0.5)).toList();
    assertThatCode(() -> execute(tests.get(2))).doesNotThrowAnyException();
  }

  @Test
  void optionalEvaluatorWithoutModel_isASkippedTest() throws Throwable {
    Suite suite =
        Suite.builder("letters")
            .dataset(folder.resolve("d.jsonl"))
            .target(request -> Interaction.ofOutput("a"))
            .evaluator("contains(any=[z], negate=true)")
            .evaluator(
                "hallucination(optional=true, model=''),set(name=both, evaluators=["
                    + "'token-f1(threshold=0.5)', exact-match])")
            .build();
    Files.writeString(
        folder.resolve("d.jsonl"),
        "{\"id\": \"r\", \"partition\": \"regression\", \"input\": \"q\", "
            + "\"expected_output\": \"a\", \"metadata\": {\"root_cause\": \"x\"}}\n");

    List<DynamicNode> tests = EvalTests.of(suite).toList();

    assertThat(tests)
        .extracting(DynamicNode::getDisplayName)
        .containsExactly("r", "not configured: hallucination", "gate");
    execute(tests.get(0));
    assertThatThrownBy(() -> execute(tests.get(1)))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no model");
    execute(tests.get(2));
  }

  private Suite suite(double passRate) {
    Dataset dataset =
        new Dataset(
            "letters",
            null,
            List.of(
                Example.builder("a", Partition.DISTRIBUTION, "a").expected("a").build(),
                Example.builder("B ", Partition.DISTRIBUTION, "B").expected("b").build()));
    return Suite.builder("letters")
        .dataset(dataset)
        .target(
            request -> {
              calls.incrementAndGet();
              return Interaction.ofOutput(request.input().asString());
            })
        .evaluator("exact-match")
        .gate(Partition.DISTRIBUTION, passRate)
        .build();
  }

  private static void execute(DynamicNode test) throws Throwable {
    ((DynamicTest) test).getExecutable().execute();
  }

  private static long failures(List<DynamicNode> tests) {
    long failures = 0;
    for (DynamicNode test : tests) {
      try {
        execute(test);
      } catch (Throwable e) {
        failures++;
      }
    }
    return failures;
  }
}
