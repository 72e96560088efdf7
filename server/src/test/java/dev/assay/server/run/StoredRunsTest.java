package dev.assay.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.report.SharedExample;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunsTest {

  private static final int EXAMPLES = 12;

  @TempDir private Path folder;

  // Answers to so many of the examples are as expected.
  private void run(String name, String at, int right) throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      dataset.append(
          """
          {"id": "e%d", "partition": "distribution", "input": "q%d", "expected_output": "yes %d"}
          """
              .formatted(i, i, i));
      outputs.append(
          """
          {"id": "e%d", "output": "%s %d"}
          """
              .formatted(i, i < right ? "yes" : "no", i));
    }
    Files.writeString(folder.resolve("dataset.jsonl"), dataset);
    Files.writeString(folder.resolve("outputs.jsonl"), outputs);
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        name: small
        dataset: dataset.jsonl
        target: {recorded: outputs.jsonl}
        evaluators: [exact-match]
        gate: {distribution: {pass_rate: 0.9}}
        """);
    Evaluation.of(SuiteReader.read(suite, List.of(), Map.of()))
        .workingDirectory(folder)
        .output(runs().resolve(name))
        .clock(Clock.fixed(Instant.parse(at), ZoneOffset.UTC))
        .run();
  }

  private Path runs() {
    return folder.resolve("runs");
  }

  @Test
  void list_folderThatIsNotThere_isEmpty() {
    assertThat(new StoredRuns(runs()).list().runs()).isEmpty();
  }

  @Test
  void list_laterRunAfterTheFirstLook_isFoundWithItsDecision() throws IOException {
    StoredRuns stored = new StoredRuns(runs());
    run("b-first", "2026-11-20T10:00:00Z", EXAMPLES);
    assertThat(stored.list().runs()).extracting(StoredRun::folder).containsExactly("b-first");
    run("a-second", "2026-11-21T10:00:00Z", 6);
    Files.createDirectories(runs().resolve("torn"));
    Files.writeString(runs().resolve("torn").resolve(RunDirectory.HEADER_FILE), "{");

    StoredRuns.Listing all = stored.list();
    assertThat(all.runs()).extracting(StoredRun::folder).containsExactly("a-second", "b-first");
    assertThat(all.unreadable()).containsExactly("torn");
    StoredRun second = all.runs().get(0);
    assertThat(second.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(second.letsThrough()).isFalse();
    StoredRun.Tally tally = second.tally();
    assertThat(tally).isNotNull();
    assertThat(tally.passed()).isEqualTo(6);
    assertThat(tally.passRate()).isNotNull();
    assertThat(tally.passRate().value()).isEqualTo(0.5);
  }

  @Test
  void find_pathThatLeadsElsewhere_findsNothing() throws IOException {
    run("one", "2026-11-20T10:00:00Z", EXAMPLES);
    StoredRuns stored = new StoredRuns(runs());
    assertThat(stored.find("one")).isPresent();
    assertThat(stored.find("../runs/one")).isEmpty();
  }

  @Test
  void compare_halfGotWorse_newlyFailingComesFirstAndTheGateHoldsItBack() throws IOException {
    run("base", "2026-11-20T10:00:00Z", EXAMPLES);
    run("candidate", "2026-11-21T10:00:00Z", 6);
    StoredRuns stored = new StoredRuns(runs());
    StoredRuns.SideBySide pair =
        stored.compare(stored.find("base").orElseThrow(), stored.find("candidate").orElseThrow());
    assertThat(pair.comparison().flips()).hasSize(6);
    assertThat(pair.examples().get(0).change()).isEqualTo(SharedExample.Change.NEWLY_FAILING);
    assertThat(pair.gate()).isNotNull();
    assertThat(pair.gate().decision()).isEqualTo(GateDecision.FAIL);
    assertThat(stored.history(stored.list().runs()).steps()).hasSize(2);
  }
}
