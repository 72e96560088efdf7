package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class UntilDecidedTest {

  private static final int EXAMPLES = 600;
  private static final String SLOW =
      "{distribution: {pass_rate: %s}, criteria: [{latency: {partition: distribution, quantile: 0.95,"
          + " max: 10s}}]}";

  @TempDir private Path folder;

  @Test
  void run_clearlyAbove_endsEarlyAndPasses() throws IOException {
    Cli.Result result = run(0, 30, 0, 0.8);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    JsonNode json = header();
    assertThat(json.get("status").stringValue()).isEqualTo("decided");
    assertThat(results()).isLessThan(300);
    assertThat(result.out())
        .contains("The run is decided", "is clearly reached", "calls of the target")
        .doesNotContain("Go on with it");
    assertThat(result.err()).doesNotContain("Go on with it");
    Cli.Result again = Cli.assay("gate", folder.resolve("run").toString());
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("in random order");
  }

  @Test
  void run_clearlyBelow_endsEarlyAndFails() throws IOException {
    Cli.Result result = run(0, 300, 0, 0.9);
    assertThat(result.code()).isEqualTo(1);
    assertThat(results()).isLessThan(200);
    assertThat(result.out()).contains("which fails the gate");
  }

  @Test
  void run_near_runsEverythingAndIsDecidedAsUsual() throws IOException {
    Cli.Result result = run(0, 60, 0, 0.9);
    assertThat(header().get("status").stringValue()).isEqualTo("complete");
    assertThat(results()).isEqualTo(EXAMPLES);
    assertThat(result.code()).isZero();
  }

  @Test
  void run_golden_allRunUnlessOneFails() throws IOException {
    run(20, 30, 0, 0.8);
    assertThat(golden()).isEqualTo(20);
    Cli.Result result = run(20, 30, 10, 0.8);
    assertThat(result.code()).isEqualTo(1);
    // Those in flight at the first failure still end: the chunk and two ahead, and no more.
    assertThat(golden()).isBetween(1L, 20L);
    assertThat(results()).isLessThanOrEqualTo(20);
    assertThat(result.out()).contains("golden.pass_rate is clearly missed");
  }

  @Test
  void run_sameSeed_decidesAfterTheSameExamples() throws IOException {
    run(0, 30, 0, 0.8);
    String first = decidedAfter();
    run(0, 30, 0, 0.8);
    assertThat(decidedAfter()).isEqualTo(first);
  }

  @Test
  void run_decided_whatDidNotRunIsNeitherUnscoredNorMissing() throws IOException {
    Cli.Result result = run(0, 30, 0, 0.8, "--report", "json");
    JsonNode json = header();
    int ran = (int) results();
    assertThat(json.at("/partitions/distribution/unscored").intValue()).isZero();
    assertThat(json.at("/partitions/distribution/coverage").doubleValue()).isEqualTo(1);
    assertThat(json.at("/not_run/examples").intValue()).isEqualTo(EXAMPLES - ran);
    assertThat(json.at("/not_run/target_calls").intValue()).isEqualTo(EXAMPLES - ran);
    assertThat(json.at("/until_decided/chunk").intValue()).isEqualTo(5);
    String saved = ran + " of 600 examples ran, saving " + (EXAMPLES - ran);
    assertThat(result.out().replaceAll("\\s+", " ")).contains(saved);
    assertThat(Files.readString(folder.resolve("run/summary.md"))).contains(saved);
    assertThat(Files.readString(folder.resolve("run/report.html"))).contains(saved);
    assertThat(Files.readString(folder.resolve("run/junit.xml"))).doesNotContain("did not run");
  }

  @Test
  void run_beforeItStarts_saysWhatMayEndItEarlyAndWhatMayNot() throws IOException {
    Cli.Result result = suite(20, 30, 0, SLOW.formatted("0.8"));
    assertThat(result.err())
        .contains("golden.pass_rate: the first failure can end the run; to pass, all 20 run")
        .contains("distribution.pass_rate: can end the run before all 600 ran")
        .contains("distribution.latency_p95: cannot be decided early: all 600 examples run");
    assertThat(header().get("status").stringValue()).isEqualTo("complete");
    assertThat(results()).isEqualTo(EXAMPLES + 20);
  }

  @Test
  void run_failsBeforeWhatCannotBeDecidedEarly_endsAndLeavesThatOpen() throws IOException {
    Cli.Result result = suite(0, 400, 0, SLOW.formatted("0.9"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(results()).isLessThan(100);
    assertThat(header().at("/gate/criteria").toString())
        .contains("the run ended before this could be told");
  }

  @Test
  void run_withConfidence_halvesTheErrorRate() throws IOException {
    suite(0, 30, 0, "{distribution: {pass_rate: 0.8, confidence: 0.95}}");
    assertThat(header().get("status").stringValue()).isEqualTo("decided");
    assertThat(header().at("/gate/criteria").toString())
        .contains("pass_rate >= 0.8 with 95% confidence", "wrong in at most 1.25% of runs");
    suite(0, 55, 0, "{distribution: {pass_rate: 0.9, confidence: 0.95}}");
    assertThat(header().get("status").stringValue()).isEqualTo("complete");
    assertThat(header().at("/gate/criteria").toString())
        .contains("with 95% confidence", "half of the error rate was for looking early")
        .contains("INCONCLUSIVE");
  }

  @Test
  void run_gateOfAllExamples_shufflesAcrossPartitions() throws IOException {
    suite(20, 30, 0, "{criteria: [{pass_rate: {min: 0.8}}]}");
    assertThat(header().at("/until_decided/across_partitions").booleanValue()).isTrue();
    // Golden examples, which must all pass, run to the last; of the others few do.
    assertThat(golden()).isEqualTo(20);
    assertThat(results()).isLessThan(EXAMPLES);
  }

  // A calibration is what it is whatever runs: it keeps nothing from ending, and is decided as
  // ever.
  @Test
  void run_calibrationRequired_endsEarlyAllTheSame() throws IOException {
    Cli.Result result =
        suite(
            0,
            30,
            0,
            "{distribution: {pass_rate: 0.8}, criteria: [calibrated: {evaluators: exact-match}]}");
    assertThat(header().get("status").stringValue()).isEqualTo("decided");
    assertThat(results()).isLessThan(300);
    assertThat(result.err()).doesNotContain("cannot be decided early");
    assertThat(result.out().replaceAll("\\s+", " "))
        .contains("calibrated.exact-match exact-match: none in ")
        .doesNotContain("could be told");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void run_partitionThatTheGateAsksNothingOf_doesNotRun() throws IOException {
    Cli.Result result = suite(20, 30, 0, "{golden: {pass_rate: 1.0}}");
    assertThat(result.err()).contains("distribution: the gate asks nothing of its 600 examples");
    assertThat(results()).isEqualTo(20);
    assertThat(header().at("/not_run/partitions/distribution").intValue()).isEqualTo(EXAMPLES);
  }

  @Test
  void gate_stricterThanTheRun_isOpenUntilResumed() throws IOException {
    run(0, 60, 0, 0.8);
    Path stricter =
        Files.writeString(
            folder.resolve("stricter.yaml"),
            Files.readString(folder.resolve("suite.yaml")).replace("0.8", "0.9"));
    String run = folder.resolve("run").toString();
    Cli.Result open = Cli.assay("gate", run, "--suite", stricter.toString());
    assertThat(open.code()).isEqualTo(3);
    assertThat(open.out().replaceAll("\\s+", " ")).contains("without --until-decided goes on");
    String suite = folder.resolve("suite.yaml").toString();
    Cli.Result again = Cli.assay("run", suite, "--until-decided", "--resume", run);
    assertThat(again.code()).isZero();
    assertThat(header().get("status").stringValue()).isEqualTo("decided");
    assertThat(Cli.assay("run", suite, "--resume", run).code()).isZero();
    assertThat(header().get("status").stringValue()).isEqualTo("complete");
    assertThat(results()).isEqualTo(EXAMPLES);
    assertThat(Cli.assay("gate", run, "--suite", stricter.toString()).code()).isZero();
  }

  @Test
  void compareAndTrend_decided_sayThatItIsARandomSubset() throws IOException {
    run(0, 30, 0, 0.8);
    Path early = folder.resolve("runs/early");
    Files.createDirectories(early.getParent());
    Files.move(folder.resolve("run"), early);
    Path whole = folder.resolve("runs/whole");
    String suite = folder.resolve("suite.yaml").toString();
    assertThat(Cli.assay("run", suite, "--output", whole.toString()).code()).isZero();
    Cli.Result compared = Cli.assay("compare", whole.toString(), early.toString());
    assertThat(compared.out().replaceAll("\\s+", " "))
        .contains("ended early, when its gate was decided")
        .contains(" of its 600 examples ran, a random subset");
    Cli.Result trend = Cli.assay("trend", early.getParent().toString());
    assertThat(trend.out()).contains("early", "gate was decided");
  }

  // However fast they are, few run ahead of what was heard.
  @Test
  void run_decided_runsAtMostThreeChunksMore() throws IOException {
    run(0, 30, 0, 0.8);
    assertThat(results()).isBetween(decided(), decided() + 3 * 5);
  }

  private long decided() {
    return Long.parseLong(decidedAfter().replaceAll(".* ", ""));
  }

  private String decidedAfter() {
    String out = Cli.assay("gate", folder.resolve("run").toString()).out();
    int from = out.indexOf("] after ");
    return out.substring(from, out.indexOf(" of 600", from));
  }

  private JsonNode header() throws IOException {
    return dev.assay.core.json.Json.parse(
        Files.readString(folder.resolve("run/run.json")), "run.json", 1);
  }

  private long results() throws IOException {
    return Files.readAllLines(folder.resolve("run/results.jsonl")).size();
  }

  private long golden() throws IOException {
    return Files.readAllLines(folder.resolve("run/results.jsonl")).stream()
        .filter(line -> line.contains("\"partition\":\"golden\""))
        .count();
  }

  private Cli.Result run(int golden, int wrong, int goldenWrong, double rate, String... more)
      throws IOException {
    return suite(
        golden, wrong, goldenWrong, "{distribution: {pass_rate: %s}}".formatted(rate), more);
  }

  // The first of each partition fail: in the dataset's order the start would say little.
  private Cli.Result suite(int golden, int wrong, int goldenWrong, String gate, String... more)
      throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    add(dataset, outputs, "golden", golden, goldenWrong);
    add(dataset, outputs, "distribution", EXAMPLES, wrong);
    Files.writeString(folder.resolve("data.jsonl"), dataset);
    Files.writeString(folder.resolve("outputs.jsonl"), outputs);
    Path suite =
        Files.writeString(
            folder.resolve("suite.yaml"),
            """
            name: answers
            dataset: data.jsonl
            target: {recorded: outputs.jsonl}
            evaluators: [exact-match]
            gate: %s
            """
                .formatted(gate));
    List<String> line =
        new ArrayList<>(
            List.of(
                "run",
                suite.toString(),
                "--until-decided",
                "--output",
                folder.resolve("run").toString()));
    line.addAll(List.of(more));
    return Cli.assay(line.toArray(String[]::new));
  }

  private static void add(
      StringBuilder dataset, StringBuilder outputs, String partition, int n, int wrong) {
    for (int i = 0; i < n; i++) {
      dataset.append(
          "{\"id\":\"%1$s%2$d\",\"partition\":\"%1$s\",\"input\":\"q\",\"expected_output\":\"a%2$d\"}\n"
              .formatted(partition, i));
      String output = i < wrong ? "wrong" : "a" + i;
      outputs.append("{\"id\":\"%s%d\",\"output\":\"%s\"}\n".formatted(partition, i, output));
    }
  }
}
