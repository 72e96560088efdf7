package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult;
import dev.assay.core.json.Json;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SarifReportTest {

  // oasis-tcs/sarif-spec at e058381, sarif-2.1/schema; copyright OASIS Open, copied unchanged
  private static final String SCHEMA = "sarif-schema-2.1.0.json";

  @TempDir Path folder;

  @Test
  void runs_areValidByTheOfficialSchema() throws IOException {
    assertThat(errors(sarif(Runs.assistant()))).isEmpty();
    assertThat(errors(sarif(Runs.input(List.of())))).isEmpty();
    assertThat(errors(sarif(HostileTexts.run()))).isEmpty();
  }

  @Test
  void schema_refusesWhatIsNotSarif() throws IOException {
    assertThat(errors(sarif(Runs.assistant()).replace("\"level\":\"note\"", "\"level\":\"bad\"")))
        .isNotEmpty();
    assertThat(errors("{\"version\":\"2.1.0\"}")).isNotEmpty();
  }

  @Test
  void criteria_thatAreNotMet_areErrorsAtTheirLines() throws IOException {
    Files.createDirectories(folder.resolve(".git"));
    Path suite = Files.createDirectories(folder.resolve("some evals")).resolve("suite.yaml");
    Files.writeString(suite, "name: s\n\ngate:\n  golden: {pass_rate: 1.0}\n  regression: 1.0\n");
    JsonNode run = run(failing(suite.toString()));
    JsonNode criterion = result(run, "gate/golden.pass_rate");
    assertThat(criterion.get("level").stringValue()).isEqualTo("error");
    JsonNode place = criterion.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").stringValue())
        .isEqualTo("some%20evals/suite.yaml");
    assertThat(place.at("/artifactLocation/uriBaseId").stringValue()).isEqualTo("%SRCROOT%");
    assertThat(place.at("/region/startLine").intValue()).isEqualTo(4);
  }

  @Test
  void failedExamples_areErrorsWhereTheGateFailsForThem() throws IOException {
    JsonNode result = result(run(failing("suite.yaml")), "example/format");
    assertThat(result.get("level").stringValue()).isEqualTo("error");
    assertThat(result.at("/message/text").stringValue())
        .isEqualTo("golden example bad failed (format): constraints: too long");
    assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").stringValue())
        .isEqualTo("suite.yaml");
  }

  @Test
  void failedExamples_thatTheGateAllows_areNotes() throws IOException {
    JsonNode run = run(Runs.assistant());
    assertThat(run.at("/properties/gate").stringValue()).isEqualTo("PASS");
    assertThat(run.get("results")).isNotEmpty();
    run.get("results").forEach(r -> assertThat(r.get("level").stringValue()).isEqualTo("note"));
  }

  @Test
  void criteria_thatCannotBeDecided_areWarnings() throws IOException {
    ReportInput met = Runs.assistant(Map.of(Partition.GOLDEN, 3), 0, 1, false);
    GateResult.Criterion open =
        new GateResult.Criterion(
            "golden.coverage", GateDecision.INCONCLUSIVE, "coverage >= 1", "0.5", "1 unscored");
    ReportInput input =
        new ReportInput(
            met.header(),
            met.results(),
            met.summary(),
            new GateResult(GateDecision.INCONCLUSIVE, List.of(open)));
    JsonNode result = result(run(input), "gate/golden.coverage");
    assertThat(result.get("level").stringValue()).isEqualTo("warning");
    assertThat(result.at("/message/text").stringValue()).contains("cannot be decided: 1 unscored");
  }

  @Test
  void machinePaths_areNotShown() throws IOException {
    for (String given :
        List.of("/home/someone/suite.yaml", "../other/suite.yaml", "C:\\work\\suite.yaml")) {
      assertThat(sarif(failing(given)))
          .contains("\"uri\":\"suite.yaml\"")
          .doesNotContain("someone", "other", "work");
    }
    assertThat(sarif(failing("evals/suite.yaml"))).contains("\"uri\":\"evals/suite.yaml\"");
  }

  @Test
  void uris_ofOddNames_areEncoded() throws IOException {
    assertThat(sarif(failing("a:b/s\u00fcite #1?.yaml")))
        .contains("\"uri\":\"a%3Ab/s%C3%BCite%20%231%3F.yaml\"");
  }

  @Test
  void fingerprints_areTheSameInTheNextRunAndDifferBetweenExamples() throws IOException {
    List<String> first = fingerprints(run(Runs.assistant()));
    assertThat(first).doesNotHaveDuplicates().hasSizeGreaterThan(3);
    assertThat(fingerprints(run(Runs.assistant()))).isEqualTo(first);
  }

  @Test
  void messages_haveNoLinksOrArgumentsInThem() throws IOException {
    String text = "[a](http://x) {0} \u001b[31m";
    ReportInput input = Runs.input(List.of(Runs.ruled("x", "q", "a", false, text)));
    assertThat(result(run(input), "example/format").at("/message/text").stringValue())
        .contains("[a] (http", "{ 0}")
        .doesNotContain("\u001b");
  }

  @Test
  void moreFailuresThanHostsTake_areCounted() throws IOException {
    List<ExampleResult> results = new ArrayList<>();
    for (int i = 0; i < 1_003; i++) {
      results.add(Runs.ruled("e" + i, "q", "a", false, "bad"));
    }
    JsonNode run = run(Runs.input(results));
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").stringValue())
        .isEqualTo("3 more failed examples in the run's report");
  }

  private static ReportInput failing(String suiteFile) {
    List<ExampleResult> results = List.of(Runs.ruled("bad", "q", "a", false, "too long"));
    RunHeader header = Runs.header("support-assistant", results, RunOptions.DEFAULT);
    return Runs.input(withSuiteFile(header, suiteFile), results);
  }

  private static RunHeader withSuiteFile(RunHeader header, String file) {
    return new RunHeader(
        header.id(),
        header.suite(),
        file,
        header.suiteHash(),
        header.dataset(),
        header.datasetHash(),
        header.planned(),
        header.selection(),
        header.evaluators(),
        header.targetKind(),
        header.targetDescription(),
        header.targetVersion(),
        header.gitCommit(),
        header.options(),
        header.startedAt(),
        header.endedAt(),
        header.status(),
        header.statusReason(),
        header.targetCalls(),
        header.cachedOutputs(),
        header.usage(),
        header.judgeUsage(),
        header.software());
  }

  private static JsonNode result(JsonNode run, String rule) {
    JsonNode found =
        run.get("results")
            .valueStream()
            .filter(r -> r.get("ruleId").stringValue().equals(rule))
            .findFirst()
            .orElseThrow();
    assertThat(
            run.at("/tool/driver/rules/" + found.get("ruleIndex").intValue() + "/id").stringValue())
        .isEqualTo(rule);
    return found;
  }

  private static List<String> fingerprints(JsonNode run) {
    return run.get("results")
        .valueStream()
        .map(r -> r.at("/partialFingerprints/assay~1v1").stringValue())
        .toList();
  }

  private static JsonNode run(ReportInput input) throws IOException {
    return Json.parse(sarif(input), "sarif", 1).at("/runs/0");
  }

  private static String sarif(ReportInput input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormat.SARIF.write(input, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<Error> errors(String sarif) throws IOException {
    try (InputStream in = SarifReportTest.class.getResourceAsStream(SCHEMA)) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
              .getSchema(
                  new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
      return schema.validate(sarif, InputFormat.JSON);
    }
  }
}
