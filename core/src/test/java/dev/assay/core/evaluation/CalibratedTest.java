package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateForecast;
import dev.assay.core.gate.GateResult;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CalibratedTest {

  private static final String NAME = "calibrated.exact-match";
  private static final String GATE =
      "{distribution: 0.1, criteria: [calibrated: {evaluators: exact-match, max_age_days: 30}]}";
  private static final String AGREED =
      "{distribution: 0.1, criteria: [calibrated: {evaluators: [exact-match], min_agreement: 0.6}]}";

  @TempDir private Path folder;

  @Test
  void missing_isInconclusiveWithTheCommandThatMakesOne() throws IOException {
    List<GateForecast.Line> told = new ArrayList<>();

    EvaluationResult result =
        new GatedRuns(folder).of(100, GATE).forecast(f -> told.addAll(f.impossible())).run();

    GateResult.Criterion criterion = GatedRuns.criterion(result, NAME);
    assertThat(criterion.decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(criterion.required())
        .isEqualTo("exact-match calibrated, to be trusted for gating, at most 30 days old");
    assertThat(criterion.observed()).startsWith("exact-match: none in ");
    assertThat(criterion.explanation())
        .contains("make one: assay calibrate --labels LABELS --scores RUN --save ")
        .endsWith("calibrations");
    assertThat(result.gate().decision()).isEqualTo(GateDecision.INCONCLUSIVE);
    assertThat(result.gate().letsThrough()).isFalse();
    assertThat(told).extracting(GateForecast.Line::criterion).containsExactly(NAME);
  }

  @Test
  void decidedAgain_afterOneWasMade_isMet() throws IOException {
    EvaluationResult result = new GatedRuns(folder).of(100, GATE).run();
    stored(version(result), "2026-01-15T00:00:00Z", "gating", "0.8");

    EvaluationResult again = Regate.of(result.directory()).decide();

    assertThat(GatedRuns.criterion(again, NAME).decision()).isEqualTo(GateDecision.PASS);
    assertThat(GatedRuns.criterion(again, NAME).observed())
        .isEqualTo("exact-match: trust it for gating, kappa 0.8 [0.65, 0.95] on 60 items");
    assertThat(again.gate().decision()).isEqualTo(GateDecision.PASS);
    assertThat(new GatedRuns(folder).of(100, GATE).run().gate().decision())
        .isEqualTo(GateDecision.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "other | 2026-01-15 | gating | INCONCLUSIVE | of version other",
        "same | 2025-12-15 | gating | INCONCLUSIVE | 47 days old",
        "same | 2026-01-15 | trends | FAIL | trust it for trends only",
        "same | 2026-01-15 | none | FAIL | do not trust it",
        "same | 2026-01-15 | gating | PASS | trust it for gating",
      })
  void stored_isHeldToVersionAgeAndTrust(
      String version, String date, String trust, GateDecision decision, String observed)
      throws IOException {
    EvaluationResult first = new GatedRuns(folder).of(100, GATE).run();
    String known = version.equals("same") ? version(first) : version;
    stored(known, date + "T00:00:00Z", trust, "0.8");

    GateResult.Criterion criterion =
        GatedRuns.criterion(Regate.of(first.directory()).decide(), NAME);

    assertThat(criterion.decision()).as(criterion.toString()).isEqualTo(decision);
    assertThat(criterion.observed()).contains(observed);
  }

  @ParameterizedTest
  @CsvSource({"0.8, PASS", "0.7, INCONCLUSIVE", "0.3, FAIL"})
  void minAgreement_isDecidedByTheWholeInterval(String kappa, GateDecision decision)
      throws IOException {
    EvaluationResult first = new GatedRuns(folder).of(100, AGREED).run();
    stored(version(first), "2026-01-15T00:00:00Z", "trends", kappa);

    EvaluationResult again = Regate.of(first.directory()).decide();

    assertThat(GatedRuns.criterion(again, NAME).decision()).isEqualTo(decision);
    assertThat(GatedRuns.criterion(again, NAME).required())
        .isEqualTo("exact-match calibrated, agreement >= 0.6, at most 90 days old");
    assertThat(again.gate().letsThrough()).isEqualTo(decision != GateDecision.FAIL);
  }

  @Test
  void minAgreement_ofACalibrationWithoutOne_isInconclusive() throws IOException {
    EvaluationResult first = new GatedRuns(folder).of(100, AGREED).run();
    Path file = stored(version(first), "2026-01-15T00:00:00Z", "gating", "0.8");
    Files.writeString(file, Files.readString(file).replace("\"kappa\"", "\"spearman\""));

    EvaluationResult again = Regate.of(first.directory()).decide();

    assertThat(GatedRuns.criterion(again, NAME).explanation())
        .contains("kappa is not known: no agreement of decisions was computed");
    assertThat(again.gate().letsThrough()).isFalse();
  }

  @Test
  void noJudge_isInconclusiveNotMet() throws IOException {
    EvaluationResult result =
        new GatedRuns(folder).of(100, "{distribution: 0.1, criteria: [calibrated: {}]}").run();

    assertThat(GatedRuns.criterion(result, "calibrated").explanation())
        .startsWith("a model judges nothing in this run");
    assertThat(result.gate().letsThrough()).isFalse();
  }

  @Test
  void brokenFile_isRefusedBeforeAnythingRuns() throws IOException {
    Files.createDirectories(folder.resolve("calibrations"));
    Files.writeString(folder.resolve("calibrations/exact-match.json"), "{}");
    Path output = folder.resolve("out");
    Evaluation evaluation = new GatedRuns(folder).of(100, GATE).output(output);

    assertThatThrownBy(evaluation::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a calibration as assay calibrate --save writes it");
    assertThat(output).doesNotExist();
  }

  @Test
  void forecast_isKeptWithTheRun() throws IOException {
    EvaluationResult result = new GatedRuns(folder).of(100, GATE).run();

    JsonNode json =
        Json.parse(Files.readString(result.directory().resolve("run.json")), "run.json", 1);
    assertThat(json.at("/gate/forecast/0/criterion").stringValue())
        .isEqualTo("distribution.pass_rate");
    assertThat(json.at("/gate/forecast/0/words").stringValue()).contains("100 examples");
    assertThat(json.at("/gate/forecast/1/impossible").booleanValue()).isTrue();
    assertThat(Regate.of(result.directory()).decide().gate().forecast())
        .isEqualTo(result.gate().forecast());
    assertThat(Files.readString(result.directory().resolve("summary.md")))
        .contains("What the gate could tell before the run");
  }

  private static String version(EvaluationResult result) {
    return result.header().evaluators().get(0).version();
  }

  private Path stored(String version, String date, String trust, String kappa) throws IOException {
    double value = Double.parseDouble(kappa);
    Path file = Files.createDirectories(folder.resolve("calibrations")).resolve("exact-match.json");
    return Files.writeString(
        file,
        """
        {"versions": ["%s"], "date": "%s", "trust": "%s", "figures":
          {"kappa": {"value": %s, "low": %.2f, "high": %.2f, "level": 0.95, "n": 60}}}
        """
            .formatted(version, date, trust, kappa, value - 0.15, value + 0.15));
  }
}
