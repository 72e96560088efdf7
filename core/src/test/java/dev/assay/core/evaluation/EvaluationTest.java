package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateConfig;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunControl;
import dev.assay.core.run.RunStatus;
import dev.assay.core.suite.Kinds;
import dev.assay.core.suite.Selection;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteReader;
import dev.assay.core.target.Target;
import dev.assay.core.verdict.PolicyConfig;
import dev.assay.core.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EvaluationTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-31T12:30:45Z"), ZoneOffset.UTC);

  /** Repeats its input, so that an example passes whose expectation is its input. */
  private static final Target ECHO = request -> Interaction.ofOutput(request.input().asString());

  @TempDir private Path folder;

  @Test
  void run_programmatic_isOneLine() {
    Suite suite =
        Suite.builder("greeter")
            .dataset(new Dataset("d", null, List.of(passing("a", Partition.REGRESSION))))
            .target(ECHO)
            .evaluator("exact-match")
            .build();

    assertThat(evaluation(suite).run().gate().decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void run_everythingPasses_leavesACompleteDirectory() throws IOException {
    EvaluationResult result = evaluation(fileSuite("")).run();

    assertThat(result.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(result.directory())
        .hasParent(folder.resolve("runs"))
        .satisfies(
            d -> assertThat(d.getFileName().toString()).matches("20260131-123045-s-[0-9a-f]{6}"));
    assertThat(names(result.directory()))
        .contains("run.json", "results.jsonl", "report.html", "junit.xml", "summary.md");
    JsonNode json = runJson(result.directory());
    assertThat(json.path("gate").path("decision").asString()).isEqualTo("PASS");
    assertThat(json.path("partitions").path("regression").path("n").intValue()).isEqualTo(2);
    assertThat(json.path("golden").path("approved").booleanValue()).isTrue();
    assertThat(json.path("suite_config").path("dataset").asString()).isEqualTo("d.jsonl");
    assertThat(json.path("status").asString()).isEqualTo("complete");
    assertThat(json.path("software").asString()).startsWith("assay ");
    assertThat(result.header().planned())
        .isEqualTo(Map.of(Partition.REGRESSION, 2, Partition.DISTRIBUTION, 1));
    assertThat(folder.resolve(".assay/cache")).isDirectory();
  }

  @Test
  void run_secondTime_answersFromTheCache() throws IOException {
    Suite suite = fileSuite("");
    evaluation(suite).run();

    EvaluationResult again = evaluation(suite).run();

    assertThat(again.header().cachedOutputs()).isEqualTo(3);
    assertThat(again.header().targetCalls()).isZero();
    assertThat(again.directory().getFileName().toString()).endsWith("-2");
    assertThat(evaluation(suite).cache(null).run().header().targetCalls()).isEqualTo(3);
  }

  @Test
  void run_regressionFails_failsTheGateAndNamesIt() throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        """
        {"id": "r1", "partition": "regression", "input": "a", "expected_output": "a", "metadata": {"root_cause": "x"}}
        {"id": "r2", "partition": "regression", "input": "a", "expected_output": "b", "metadata": {"root_cause": "x"}}
        """);

    EvaluationResult result = evaluation(suite("")).run();

    assertThat(result.gate().decision()).isEqualTo(GateDecision.FAIL);
    assertThat(result.gate().criteria().get(0).explanation()).isEqualTo("1 failed: r2");
    assertThat(result.results())
        .extracting(r -> r.verdict().outcome())
        .containsExactly(Verdict.Outcome.PASS, Verdict.Outcome.FAIL);
  }

  @Test
  void run_goldenNotApproved_failsNamingWhatToDo() throws IOException {
    golden();

    EvaluationResult result = evaluation(suite("")).run();

    assertThat(result.gate().decision()).isEqualTo(GateDecision.FAIL);
    GateResult.Criterion criterion =
        result.gate().criteria().stream()
            .filter(c -> c.name().equals("golden.approved"))
            .findFirst()
            .orElseThrow();
    assertThat(criterion.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(criterion.explanation())
        .contains("g1: reviewed by 1", "not approved", "assay dataset approve");
    assertThat(runJson(result.directory()).path("golden").path("approved").booleanValue())
        .isFalse();
    assertThat(Regate.of(result.directory()).decide().gate()).isEqualTo(result.gate());
  }

  @Test
  void run_goldenNotSelected_isNotHeldToItsLock() throws IOException {
    golden();

    EvaluationResult result =
        evaluation(suite(""))
            .selection(Selection.ALL.partitions(Set.of(Partition.REGRESSION)))
            .run();

    assertThat(result.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(result.header().selection()).isEqualTo("partition regression");
  }

  @Test
  void run_partitionsChosen_areGatedAlone() throws IOException {
    Suite suite = fileSuite("gate: {distribution: {pass_rate: 1.0}, regression: 1.0}\n");

    EvaluationResult chosen =
        evaluation(suite).selection(Selection.ALL.partitions(Set.of(Partition.REGRESSION))).run();
    EvaluationResult byId = evaluation(suite).selection(Selection.ALL.ids(Set.of("r1"))).run();

    assertThat(chosen.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(byId.gate().decision())
        .as("distribution is named by the gate and has no example left")
        .isEqualTo(GateDecision.INCONCLUSIVE);
  }

  @Test
  void run_selectionOfNothing_isRefusedAndWritesNothing() throws IOException {
    Evaluation evaluation =
        evaluation(fileSuite(""))
            .selection(
                Selection.ALL.tags(Set.of("billing")).partitions(Set.of(Partition.REGRESSION)));

    assertThatThrownBy(evaluation::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "selection: partition regression, tag billing (expected: at least one of the dataset's 3"
                + " examples); nothing is left to run");
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(folder.resolve(".assay")).doesNotExist();
  }

  @Test
  void run_wrongDataset_isRefusedWithItsLinesAndWritesNothing() throws IOException {
    Suite suite = fileSuite("");
    Files.writeString(
        folder.resolve("d.jsonl"),
        """
        {"id": "r1", "partition": "regression", "input": "a"}
        {"id": "r1", "partition": "regresion", "input": "a"}
        """);

    assertThatThrownBy(() -> evaluation(suite).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("d.jsonl:2");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void run_idOverTwoFiles_namesBothPlaces() throws IOException {
    fileSuite("");
    Files.writeString(
        folder.resolve("e.jsonl"), "{\"id\": \"r1\", \"partition\": \"golden\", \"input\": \"a\"}");
    Files.writeString(
        folder.resolve("s.yaml"),
        "dataset: [d.jsonl, e.jsonl]\ntarget: {echo: x}\nevaluators: [exact-match]\n");

    assertThatThrownBy(() -> evaluation(read(folder.resolve("s.yaml"))).run())
        .hasMessageContaining("e.jsonl:1")
        .hasMessageContaining("d.jsonl:1")
        .hasMessageContaining("unique in the dataset");
  }

  @Test
  void run_stopped_isInconclusiveAndCanBeResumed() throws IOException {
    RunControl control = new RunControl();
    AtomicBoolean once = new AtomicBoolean(true);
    Target stops =
        request -> {
          if (request.exampleId().equals("b") && once.getAndSet(false)) {
            control.stop("enough");
            Thread.sleep(60_000);
          }
          return Interaction.ofOutput(request.input().asString());
        };
    Suite suite =
        Suite.builder("stops")
            .dataset(
                new Dataset(
                    "d",
                    null,
                    Stream.of("a", "b", "c").map(id -> passing(id, Partition.REGRESSION)).toList()))
            .target(stops)
            .evaluator("exact-match")
            .concurrency(1)
            .build();

    EvaluationResult stopped = evaluation(suite).control(control).run();

    assertThat(stopped.header().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(stopped.gate().decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(stopped.gate().criteria())
        .extracting(GateResult.Criterion::name)
        .contains("run.complete");
    assertThat(names(stopped.directory())).contains("report.html");

    EvaluationResult resumed = evaluation(suite).resume(stopped.directory()).run();

    assertThat(resumed.directory()).isEqualTo(stopped.directory());
    assertThat(resumed.header().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(resumed.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(resumed.results()).hasSize(3);
  }

  @Test
  void run_resumedUnderAnotherPolicy_judgesEarlierResultsByIt() {
    RunControl control = new RunControl();
    Target stopsAfterOne =
        request -> {
          if (request.exampleId().equals("b")) {
            control.stop("enough");
            Thread.sleep(60_000);
          }
          return Interaction.ofOutput("other");
        };
    EvaluationResult stopped = evaluation(graded(stopsAfterOne, 0.6)).control(control).run();
    EvaluationResult resumed = evaluation(graded(ECHO, 0.4)).resume(stopped.directory()).run();

    assertThat(stopped.results())
        .extracting(r -> r.verdict().outcome())
        .containsExactly(Verdict.Outcome.FAIL);
    assertThat(resumed.results())
        .extracting(r -> r.interaction().output())
        .containsExactly("other", "same", "same");
    assertThat(resumed.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(Regate.of(resumed.directory()).decide().gate()).isEqualTo(resumed.gate());
  }

  // A rouge-l of the tests is 0.5 where the output differs.
  private static Suite graded(Target target, double threshold) {
    return Suite.builder("graded")
        .dataset(
            new Dataset(
                "d",
                null,
                Stream.of("a", "b", "c").map(id -> passing(id, Partition.DISTRIBUTION)).toList()))
        .target(target)
        .evaluator("rouge-l")
        .policy(Partition.DISTRIBUTION, "rouge-l", threshold)
        .gate(Partition.DISTRIBUTION, 1.0)
        .concurrency(1)
        .build();
  }

  @Test
  void run_outputThatIsNoRun_isRefusedAndKept() throws IOException {
    Path precious = Files.createDirectory(folder.resolve("precious"));
    Files.writeString(precious.resolve("notes.txt"), "mine");

    Suite suite = fileSuite("");
    assertThatThrownBy(() -> evaluation(suite).output(precious).run())
        .isInstanceOf(InvalidInputException.class);
    assertThat(names(precious)).containsExactly("notes.txt");
  }

  @Test
  void run_sameOutputTwice_replacesACompleteRun() throws IOException {
    Suite suite = fileSuite("");
    Path output = folder.resolve("out");
    evaluation(suite).output(output).run();

    assertThat(evaluation(suite).output(output).run().directory()).isEqualTo(output);
  }

  @Test
  void regate_sameRun_decidesTheSameWithoutTheTarget() throws IOException {
    EvaluationResult run = evaluation(fileSuite("")).run();

    EvaluationResult again = Regate.of(run.directory()).decide();

    assertThat(again.gate()).isEqualTo(run.gate());
    assertThat(again.summary()).isEqualTo(run.summary());
  }

  @Test
  void regate_otherPolicyAndGate_judgesTheStoredScoresAnew() throws IOException {
    Suite suite = fileSuite("evaluators: [exact-match, rouge-l]\n");
    Files.writeString(
        folder.resolve("d.jsonl"),
        "{\"id\": \"x\", \"partition\": \"distribution\", \"input\": \"a\", \"expected_output\": \"b\"}");
    EvaluationResult run = evaluation(suite).run();
    assertThat(run.gate().decision()).isEqualTo(GateDecision.INCONCLUSIVE);

    Regate regate = Regate.of(run.directory()).gate(GateConfig.of(Partition.DISTRIBUTION, 1));
    assertThat(regate.decide().gate().decision()).isEqualTo(GateDecision.FAIL);
    regate.policy(
        PolicyConfig.DEFAULT.informing("exact-match").with(Partition.DISTRIBUTION, "rouge-l", 0.5));

    assertThat(regate.decide().gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(runJson(run.directory()).path("gate").path("decision").asString())
        .as("deciding alone writes nothing")
        .isEqualTo("INCONCLUSIVE");
    assertThat(regate.update().gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(runJson(run.directory()).path("gate").path("decision").asString()).isEqualTo("PASS");
    assertThat(Regate.of(run.directory()).decide().gate().decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void regate_noRun_saysSo() {
    assertThatThrownBy(() -> Regate.of(folder).decide()).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void run_secretInTheTarget_isNowhereInTheDirectory() throws IOException {
    fileSuite("");
    Path file = folder.resolve("s.yaml");
    Files.writeString(
        file, "dataset: d.jsonl\ntarget: {echo: \"key=${API_KEY}\"}\nevaluators: [exact-match]\n");
    Suite suite = reader().readSuite(file, List.of(), Map.of("API_KEY", "hush-hush-hush"));

    EvaluationResult result = evaluation(suite).run();

    assertThat(result.header().targetDescription()).isEqualTo("echo \"key=${API_KEY}\"");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(each)).as(each.toString()).doesNotContain("hush-hush-hush");
      }
    }
  }

  private Evaluation evaluation(Suite suite) {
    return Evaluation.of(suite)
        .workingDirectory(folder)
        .clock(CLOCK)
        .registry(Kinds.evaluators())
        .targets(Kinds.targets())
        .embeddings(EmbeddingModels.of());
  }

  private Suite fileSuite(String more) throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        """
        {"id": "r1", "partition": "regression", "input": "a", "expected_output": "a", "metadata": {"root_cause": "x"}}
        {"id": "r2", "partition": "regression", "input": "b", "expected_output": "b", "metadata": {"root_cause": "x"}}
        {"id": "x1", "partition": "distribution", "input": "c", "expected_output": "c"}
        """);
    return suite(more);
  }

  private void golden() throws IOException {
    Files.writeString(
        folder.resolve("d.jsonl"),
        """
        {"id": "g1", "partition": "golden", "input": "a", "expected_output": "a", "reviews": [{"by": "ann", "at": "2026-01-01"}]}
        {"id": "r1", "partition": "regression", "input": "a", "expected_output": "a", "metadata": {"root_cause": "x"}}
        """);
  }

  private Suite suite(String more) throws IOException {
    Path file = folder.resolve("s.yaml");
    String evaluators = more.startsWith("evaluators") ? "" : "evaluators: [exact-match]\n";
    Files.writeString(file, "dataset: d.jsonl\ntarget: {echo: x}\n" + evaluators + more);
    return read(file);
  }

  private static Suite read(Path file) {
    return reader().readSuite(file, List.of(), Map.of());
  }

  private static SuiteReader reader() {
    return SuiteReader.of(Kinds.evaluators(), Kinds.targets());
  }

  private static Example passing(String id, Partition partition) {
    return Example.builder(id, partition, "same").expected("same").build();
  }

  private static JsonNode runJson(Path directory) throws IOException {
    return Json.parse(Files.readString(directory.resolve("run.json")), "run.json", 1);
  }

  private static List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
