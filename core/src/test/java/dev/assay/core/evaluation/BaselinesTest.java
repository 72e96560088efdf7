package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.comparison.BaselineFile;
import dev.assay.core.gate.BaselineSource;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.gate.GateResult;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {

  private static final String ASKED = "criteria: [no_regression: {margin: 0.1}]";
  private static final String PLAIN = "{distribution: 0.1}";
  private static final String LATEST = "{baseline: {latest: runs, branch: main}, " + ASKED + "}";
  private static final String NAME = "all.no_regression.pass_rate";

  @TempDir private Path folder;
  private GatedRuns runs;

  @BeforeEach
  void outsideAnyRepository() throws IOException {
    runs = new GatedRuns(folder);
    runs.onBranch("main");
  }

  @Test
  void path_runDirectory_isComparedPairByPair() throws IOException {
    Path base = run(90, "runs/base");

    GateResult.Criterion worse = criterion(70, "{baseline: runs/base, " + ASKED + "}");
    GateResult.Criterion same = criterion(90, "{baseline: runs/base, " + ASKED + "}");

    assertThat(base).isDirectory();
    assertThat(worse.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(worse.observed()).startsWith("0.7 against 0.9, difference -0.2 [");
    assertThat(same.decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void path_fileOfScores_decidesAsTheRunDoes() throws IOException {
    Path base = run(90, "runs/base");
    BaselineFile.write(StoredScores.read(base).scores(), folder.resolve("b.jsonl"));

    assertThat(criterion(70, "{baseline: b.jsonl, " + ASKED + "}"))
        .isEqualTo(criterion(70, "{baseline: runs/base, " + ASKED + "}"));
  }

  @Test
  void latest_ofABranch_isTheNewestCompleteRunOfTheSuiteOnIt() throws IOException {
    runs.of(50, PLAIN).output(folder.resolve("runs/older")).run();
    runs.of(90, PLAIN).clock(after(1)).output(folder.resolve("runs/newer")).run();
    runs.onBranch("feature");
    runs.of(20, PLAIN).clock(after(2)).output(folder.resolve("runs/other-branch")).run();
    Files.createDirectories(folder.resolve("runs/broken"));
    Files.writeString(folder.resolve("runs/broken/run.json"), "{");

    GateResult.Criterion found = criterion(70, LATEST);
    GateResult.Criterion feature =
        criterion(70, "{baseline: {latest: runs, branch: feature}, " + ASKED + "}");

    assertThat(found.observed()).startsWith("0.7 against 0.9");
    assertThat(found.decision()).isEqualTo(GateDecision.FAIL);
    assertThat(feature.observed()).startsWith("0.7 against 0.2");
    assertThat(feature.decision()).isEqualTo(GateDecision.PASS);
  }

  @Test
  void latest_onTheBranchItself_isTheRunBefore() throws IOException {
    run(90, "runs/r1");

    EvaluationResult now =
        runs.of(70, LATEST).clock(after(1)).output(folder.resolve("runs/r2")).run();
    EvaluationResult again = Regate.of(now.directory()).decide();

    assertThat(GatedRuns.criterion(now, NAME).observed()).startsWith("0.7 against 0.9");
    assertThat(again.gate()).isEqualTo(now.gate());
  }

  @Test
  void latest_ofABranchInCiWithoutACheckout_isTheOneTheEnvironmentNames() throws IOException {
    Files.writeString(folder.resolve(".git/HEAD"), "0123456789abcdef0123456789abcdef01234567\n");
    runs.of(90, PLAIN)
        .environment(Map.of("GITHUB_REF_NAME", "main"))
        .output(folder.resolve("runs/ci"))
        .run();

    assertThat(criterion(70, LATEST).decision()).isEqualTo(GateDecision.FAIL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{latest: runs, branch: main} | no complete run of s on main is in .*runs; on main, assay run"
            + " SUITE --output .*runs/NAME makes one",
        "b.jsonl | b.jsonl is not there; assay baseline save RUN .*b.jsonl makes one",
        "runs/main | runs/main is not there; assay run SUITE --output .*runs/main makes one",
      })
  void missing_inCi_holdsTheRunUpWithTheCommandThatMakesOne(String baseline, String words)
      throws IOException {
    String gate = "{baseline: " + baseline + ", " + ASKED + "}";
    List<GateForecast.Line> told = new ArrayList<>();

    EvaluationResult ci =
        runs.of(90, gate)
            .environment(GatedRuns.CI)
            .forecast(f -> told.addAll(f.impossible()))
            .output(folder.resolve("candidate"))
            .run();
    EvaluationResult here = runs.of(90, gate).environment(Map.of("CI", "false")).run();

    assertThat(ci.gate().decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(ci.gate().letsThrough()).isFalse();
    assertThat(GatedRuns.criterion(ci, NAME).explanation()).containsPattern(words);
    assertThat(told).extracting(GateForecast.Line::words).anyMatch(w -> w.contains("makes one"));
    assertThat(GatedRuns.criterion(here, NAME).warns()).isTrue();
    assertThat(here.gate().letsThrough()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1"})
  void missing_noneNamedInCi_holdsTheRunUp(String value) throws IOException {
    EvaluationResult result = runs.of(90, "{" + ASKED + "}").environment(Map.of("CI", value)).run();

    assertThat(result.gate().letsThrough()).isFalse();
    assertThat(GatedRuns.criterion(result, NAME).explanation())
        .contains("assay baseline save RUN baseline.jsonl makes one");
    assertThat(Regate.of(result.directory()).decide().gate().letsThrough()).isTrue();
    assertThat(
            Regate.of(result.directory()).environment(GatedRuns.CI).decide().gate().letsThrough())
        .isFalse();
  }

  @Test
  void baseline_namedByAPerson_replacesTheSuitesAndMustBeThere() throws IOException {
    run(90, "runs/base");
    Evaluation named =
        runs.of(70, PLAIN).baseline(BaselineSource.of("runs/base")).environment(Map.of());

    assertThat(GatedRuns.criterion(named.run(), NAME).decision()).isEqualTo(GateDecision.FAIL);
    Evaluation absent = runs.of(70, PLAIN).baseline(BaselineSource.of("runs/bsae"));
    assertThatThrownBy(absent::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("runs/bsae is not there")
        .hasMessageContaining("makes one");
  }

  @Test
  void baseline_branchNamedByAPersonWithoutARun_isInconclusiveEverywhere() throws IOException {
    EvaluationResult result =
        runs.of(70, PLAIN)
            .environment(Map.of())
            .baseline(BaselineSource.latest("runs", "release"))
            .run();

    assertThat(result.gate().letsThrough()).isFalse();
    assertThat(GatedRuns.criterion(result, NAME).explanation())
        .contains("no complete run of s on release");
  }

  @Test
  void baseline_ofOtherExamples_isRefusedBeforeAnythingRuns() throws IOException {
    Path base = run(90, "runs/base");
    Path other = folder.resolve("b.jsonl");
    BaselineFile.write(StoredScores.read(base).scores(), other);
    Files.writeString(
        other, Files.readString(other).replaceAll("\"(id|example_id)\":\"e", "\"$1\":\"x"));

    Evaluation evaluation = runs.of(90, "{baseline: b.jsonl, " + ASKED + "}");

    assertThatThrownBy(() -> evaluation.output(folder.resolve("runs/no")).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a run that shares examples with this one; it has 100 and none");
    assertThat(folder.resolve("runs/no")).doesNotExist();
  }

  @Test
  void baseline_theRunItself_isRefused() throws IOException {
    Path base = run(90, "runs/base");

    assertThatThrownBy(() -> Regate.of(base).baseline(BaselineSource.of(base.toString())).decide())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("another run than the one that is decided");
  }

  private Path run(int passing, String name) throws IOException {
    return runs.of(passing, PLAIN).output(folder.resolve(name)).run().directory();
  }

  private GateResult.Criterion criterion(int passing, String gate) throws IOException {
    EvaluationResult result =
        runs.of(passing, gate)
            .clock(after(5))
            .output(folder.resolve("candidate"))
            .overwrite(true)
            .run();
    return GatedRuns.criterion(result, NAME);
  }

  private static Clock after(int hours) {
    return Clock.fixed(GatedRuns.NOW.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
  }
}
