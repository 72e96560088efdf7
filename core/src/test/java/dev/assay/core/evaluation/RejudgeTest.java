package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunStatus;
import dev.assay.core.suite.Suite;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetException;
import dev.assay.core.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejudgeTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:30:45Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private final AtomicInteger calls = new AtomicInteger();

  private final Target target =
      request -> {
        calls.incrementAndGet();
        if (request.exampleId().equals("broken")) {
          throw TargetException.permanent("down", "no answer", null);
        }
        return Interaction.builder()
            .output("Yes, " + request.input().asString())
            .latencyMillis(7.0)
            .build();
      };

  private Suite suite(String evaluators) {
    List<Example> examples = List.of(example("a"), example("b"), example("broken"));
    return Suite.builder("s")
        .baseDirectory(folder)
        .dataset(new Dataset("d", null, examples))
        .target(target)
        .evaluator(evaluators)
        .build();
  }

  private static Example example(String id) {
    return Example.builder(id, Partition.DISTRIBUTION, "question " + id)
        .expected("Yes, question " + id)
        .build();
  }

  private Path run() {
    return Evaluation.of(suite("exact-match"))
        .workingDirectory(folder)
        .clock(CLOCK)
        .run()
        .directory();
  }

  @Test
  void run_otherEvaluators_scoresWhatWasAnsweredWithoutCallingTheTarget() throws IOException {
    Path run = run();
    int before = calls.get();
    byte[] stored = Files.readAllBytes(run.resolve("results.jsonl"));

    EvaluationResult result =
        Rejudge.of(run, suite("starts-with(any=[No]),token-f1")).clock(CLOCK).run();

    assertThat(calls).hasValue(before);
    assertThat(Files.readAllBytes(run.resolve("results.jsonl"))).isEqualTo(stored);
    assertThat(result.directory()).isEqualTo(run.resolveSibling(run.getFileName() + "-rejudged"));
    assertThat(result.header().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(result.header().targetKind()).isEqualTo("replay");
    assertThat(result.header().targetDescription())
        .startsWith("run " + run.getFileName() + " judged again: ");
    assertThat(result.results().get(0).verdict().outcome()).isEqualTo(Verdict.Outcome.FAIL);
    ExampleResult first = result.results().get(0);
    assertThat(first.scores())
        .extracting(s -> s.evaluator())
        .containsExactly("starts-with", "token-f1");
    assertThat(first.interaction().output()).isEqualTo("Yes, question a");
    assertThat(first.interaction().latencyMillis()).isEqualTo(7.0);
    assertThat(result.directory().resolve("report.html")).exists();
  }

  @Test
  void run_answerThatFailed_staysAFailure() {
    EvaluationResult result = Rejudge.of(run(), suite("token-f1")).clock(CLOCK).run();
    ExampleResult broken = result.results().get(2);
    assertThat(broken.interaction().failed()).isTrue();
    assertThat(broken.scores()).isEmpty();
    assertThat(broken.verdict().reason()).contains("down: no answer");
  }

  @Test
  void run_onItselfOrIncomplete_saysWhatWasExpected() throws IOException {
    Path run = run();
    assertThatThrownBy(() -> Rejudge.of(run, suite("token-f1")).output(run).run())
        .hasMessageContaining("another directory than the run's own");
    List<String> lines = Files.readAllLines(run.resolve("results.jsonl"));
    Files.write(run.resolve("results.jsonl"), lines.subList(0, 2));
    assertThatThrownBy(() -> Rejudge.of(run, suite("token-f1")).run())
        .hasMessageContaining("a complete run; it has 2 of 3 results");
    assertThat(run.resolveSibling(run.getFileName() + "-rejudged")).doesNotExist();
  }
}
