package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CalibrateCommandTest {

  private static final int ROWS = 60;

  @TempDir Path folder;

  @Test
  void labelsAndScoresFromFiles_sayInWordsWhatItIsGoodFor() throws IOException {
    Cli.Result result = calibrate(labels(40, true), scores());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .startsWith("token-f1: trust it for gating\n")
        .contains("40 items with label and score, of 60 judged")
        .contains("people pass")
        .contains("max f1")
        .contains("corrected pass rate")
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
    assertThat(result.out().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void json_holdsEveryFigureWithItsInterval() throws IOException {
    JsonNode json = calibrate(labels(40, true), scores(), "--json").json();
    assertThat(json.get("calibrations")).hasSize(1);
    JsonNode one = json.get("calibrations").get(0);
    assertThat(one.get("evaluator").stringValue()).isEqualTo("token-f1");
    assertThat(one.get("trust").stringValue()).isEqualTo("gating");
    assertThat(one.get("rule").stringValue()).contains("kappa");
    for (String name :
        List.of(
            "accuracy",
            "precision",
            "recall",
            "f1",
            "kappa",
            "spearman",
            "auroc",
            "bias",
            "brier",
            "calibration_error")) {
      interval(one.at("/figures/" + name), name);
    }
    for (String name : List.of("raw_pass_rate", "corrected_pass_rate", "rogan_gladen_pass_rate")) {
      interval(one.at("/rates/" + name), name);
    }
    interval(one.at("/thresholds/max_f1/threshold"), "max_f1");
    assertThat(one.get("reliability").size()).isPositive();
    assertThat(one.at("/confusion/pass_pass").intValue()).isPositive();
    assertThat(one.get("saved").isNull()).isTrue();
  }

  @Test
  void labelsWithoutEvaluator_areHeldAgainstEveryOne() throws IOException {
    List<String> scores = new ArrayList<>(scoreRows("token-f1"));
    scores.addAll(scoreRows("rouge-l"));
    JsonNode json =
        calibrate(write("labels.jsonl", labelRows(40, null, true)), file(scores), "--json").json();
    assertThat(json.get("calibrations"))
        .extracting(c -> c.get("evaluator").stringValue())
        .containsExactly("token-f1", "rouge-l");
  }

  @Test
  void twoPeople_areHeldAgainstEachOtherFirst() throws IOException {
    List<String> rows = new ArrayList<>(labelRows(40, "token-f1", true));
    for (int i = 0; i < 40; i++) {
      rows.add(label(i, "token-f1", i == 3 ? !good(i) : good(i), "ben"));
    }
    JsonNode one =
        calibrate(write("labels.jsonl", rows), scores(), "--json")
            .json()
            .get("calibrations")
            .get(0);
    assertThat(one.at("/counts/annotators").intValue()).isEqualTo(2);
    assertThat(one.at("/counts/disputed").intValue()).isEqualTo(1);
    interval(one.at("/people/kappa"), "kappa of people");
  }

  @Test
  void unscoredRows_areCountedAndLeftOut() throws IOException {
    List<String> rows = new ArrayList<>(scoreRows("token-f1"));
    rows.set(
        0,
        "{\"id\":\"e0\",\"evaluator\":\"token-f1\",\"value\":null,\"passed\":null,"
            + "\"unscored\":\"timed out\",\"version\":\"1\"}");
    JsonNode one =
        calibrate(labels(40, true), file(rows), "--json").json().get("calibrations").get(0);
    assertThat(one.at("/counts/unscored").intValue()).isEqualTo(1);
    assertThat(one.at("/counts/used").intValue()).isEqualTo(39);
  }

  @Test
  void savedCalibrationOfARun_satisfiesTheSuiteThatRequiresIt() throws IOException {
    Path run = run(suite(""));
    Path store = folder.resolve("calibrations");
    Cli.Result saved = calibrate(labels(40, true), run, "--save", store.toString());
    assertThat(saved.code()).as(saved.err()).isZero();
    assertThat(saved.err()).contains("Saved");
    assertThat(store.resolve("token-f1.json")).isNotEmptyFile();
    Cli.Result result = suiteRun(suite(requirement("gating")));
    assertThat(result.code()).as(result.err()).isZero();
  }

  @Test
  void noCalibration_stopsTheSuiteBeforeAnythingRuns_namingTheLine() throws IOException {
    data();
    Cli.Result result = suiteRun(suite(requirement("gating")));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("suite.yaml:8")
        .contains("calibration of token-f1")
        .contains("assay calibrate --labels");
    assertThat(folder.resolve("again")).doesNotExist();
  }

  @Test
  void calibrationOfAnotherVersion_doesNotSatisfyTheSuite() throws IOException {
    Path run = run(suite(""));
    Path store = folder.resolve("calibrations");
    calibrate(labels(40, true), run, "--save", store.toString());
    Path file = store.resolve("token-f1.json");
    ObjectNode json = (ObjectNode) Json.parse(Files.readString(file), "file", 1);
    json.putArray("versions").add("0-earlier");
    Files.writeString(file, Json.write(json));
    Cli.Result result = suiteRun(suite(requirement("gating")));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("suite.yaml:8").contains("of version 0-earlier");
  }

  @Test
  void calibrationThatDoesNotAllowIt_doesNotSatisfyTheSuite() throws IOException {
    Path run = run(suite(""));
    calibrate(labels(20, true), run, "--save", folder.resolve("calibrations").toString());
    Cli.Result gating = suiteRun(suite(requirement("gating")));
    assertThat(gating.code()).isEqualTo(2);
    assertThat(gating.err()).contains("trust it for trends only").contains("trust it for gating");
    assertThat(suiteRun(suite(requirement("trends"))).code()).isZero();
  }

  @Test
  void oldCalibration_doesNotSatisfyTheSuite() throws IOException {
    Path run = run(suite(""));
    Path store = folder.resolve("calibrations");
    calibrate(labels(40, true), run, "--save", store.toString());
    Path file = store.resolve("token-f1.json");
    ObjectNode json = (ObjectNode) Json.parse(Files.readString(file), "file", 1);
    Files.writeString(file, Json.write(json.put("date", "2020-01-01T00:00:00Z")));
    Cli.Result result = suiteRun(suite(requirement("gating")));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("days old").contains("not older than 30 days");
  }

  @Test
  void sample_doesNotTellWhatTheEvaluatorSaid() throws IOException {
    Cli.Result result =
        Cli.assay(
            "calibrate",
            "sample",
            run(suite("")).toString(),
            "--evaluator",
            "token-f1",
            "--n",
            "15");
    assertThat(result.code()).as(result.err()).isZero();
    List<JsonNode> rows = rows(result.out());
    assertThat(rows).hasSize(15);
    Set<String> ids = new HashSet<>();
    for (JsonNode row : rows) {
      assertThat(row.propertyNames())
          .doesNotContain("value", "passed", "score", "scores", "verdict", "details")
          .contains("input", "output");
      assertThat(row.get("label").isNull()).isTrue();
      assertThat(row.get("probability").doubleValue()).isEqualTo(0.25);
      ids.add(row.get("id").stringValue());
    }
    assertThat(ids).hasSize(15);
  }

  @Test
  void enrichedSample_filledIn_isWeighedByItsProbabilities() throws IOException {
    Path run = run(suite(""));
    Path todo = folder.resolve("todo.jsonl");
    Cli.Result drawn =
        Cli.assay(
            "calibrate",
            "sample",
            run.toString(),
            "--n",
            "24",
            "--near",
            "0.5",
            "--output",
            todo.toString());
    assertThat(drawn.code()).as(drawn.err()).isZero();
    assertThat(drawn.out()).isEmpty();
    assertThat(calibrate(todo, run).err()).contains("wait for an answer");
    List<String> answered = new ArrayList<>();
    Set<Double> probabilities = new HashSet<>();
    for (JsonNode row : rows(Files.readString(todo))) {
      int i = Integer.parseInt(row.get("id").stringValue().substring(1));
      probabilities.add(row.get("probability").doubleValue());
      answered.add(Json.write(((ObjectNode) row).put("label", good(i)).put("annotator", "ann")));
    }
    assertThat(probabilities).hasSize(2).allMatch(p -> p > 0 && p <= 1);
    JsonNode one =
        calibrate(write("answered.jsonl", answered), run, "--json")
            .json()
            .get("calibrations")
            .get(0);
    assertThat(one.get("notes")).anyMatch(n -> n.stringValue().contains("unequal probabilities"));
    interval(one.at("/rates/corrected_pass_rate"), "corrected");
    interval(one.at("/rates/rogan_gladen_pass_rate"), "Rogan-Gladen");
  }

  @Test
  void sample_ofARunWithSeveralEvaluators_asksAboutAll() throws IOException {
    Path run = run(suite("").replace("gate:", "  - rouge-l: {threshold: 0.5}\ngate:"));
    Cli.Result drawn = Cli.assay("calibrate", "sample", run.toString(), "--n", "20");
    assertThat(drawn.code()).as(drawn.err()).isZero();
    assertThat(drawn.err()).contains("held against each of token-f1, rouge-l");
    List<String> answered = new ArrayList<>();
    for (JsonNode row : rows(drawn.out())) {
      assertThat(row.has("evaluator")).isFalse();
      int i = Integer.parseInt(row.get("id").stringValue().substring(1));
      answered.add(Json.write(((ObjectNode) row).put("label", good(i)).put("annotator", "ann")));
    }
    assertThat(answered).hasSize(20);
    JsonNode json = calibrate(write("answered.jsonl", answered), run, "--json").json();
    assertThat(json.get("calibrations")).hasSize(2);
    interval(json.get("calibrations").get(1).at("/rates/corrected_pass_rate"), "corrected");
    Cli.Result near = Cli.assay("calibrate", "sample", run.toString(), "--near", "0.5");
    assertThat(near.code()).isEqualTo(2);
    assertThat(near.err()).contains("--evaluator: missing").contains("token-f1, rouge-l");
  }

  @Test
  void memberOfASet_mustBeCalibratedToo() throws IOException {
    String set =
        "  - set: {name: both, evaluators: [{token-f1: {threshold: 0.5}}, {contains: {any: [b]}}]}\n";
    Path run = run(suite("").replace("gate:", set + "gate:"));
    Path store = folder.resolve("calibrations");
    String required = requirement("gating").replace("[token-f1]", "[both/token-f1]");
    String suite = suite(required).replace("gate:", set + "gate:");
    Cli.Result without = suiteRun(suite);
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("calibration of both/token-f1: none in");
    Path labels = write("labels.jsonl", labelRows(40, "both/token-f1", true));
    Cli.Result saved = calibrate(labels, run, "--save", store.toString());
    assertThat(saved.code()).as(saved.err() + saved.out()).isZero();
    assertThat(saved.out()).startsWith("both/token-f1: trust it for gating");
    assertThat(suiteRun(suite).err()).doesNotContain("calibration of");
    Cli.Result unknown = suiteRun(suite.replace("both/token-f1", "both/token-f2"));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean both/token-f1?");
  }

  @Test
  void labelsWithoutEvaluator_skipThoseThatScoredNothingOfIt() throws IOException {
    List<String> scores = new ArrayList<>(scoreRows("token-f1"));
    scores.add("{\"id\":\"other\",\"evaluator\":\"rouge-l\",\"value\":1,\"version\":\"1\"}");
    JsonNode json =
        calibrate(write("labels.jsonl", labelRows(40, null, true)), file(scores), "--json").json();
    assertThat(json.get("calibrations"))
        .extracting(c -> c.get("evaluator").stringValue())
        .containsExactly("token-f1");
  }

  @Test
  void run_knowsTheDirectionOfWhatItCalledOtherwise() throws IOException {
    String wer = "  - wer: {name: errors}\n";
    Path run = run(suite("").replace("gate:", wer + "gate:"));
    JsonNode one =
        calibrate(write("labels.jsonl", labelRows(40, "errors", true)), run, "--json")
            .json()
            .get("calibrations")
            .get(0);
    assertThat(one.get("decision").stringValue()).startsWith("value <=");
    assertThat(one.at("/figures/auroc/value").doubleValue()).isGreaterThan(0.6);
  }

  @Test
  void sample_doesNotReplaceAFileUnasked() throws IOException {
    Path run = run(suite(""));
    Path todo = write("todo.jsonl", List.of("{\"id\":\"e1\",\"label\":1}"));
    Cli.Result result =
        Cli.assay("calibrate", "sample", run.toString(), "--output", todo.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(Files.readString(todo)).contains("\"label\":1");
  }

  @Test
  void idsThatNothingScored_areNamedWithAHint() throws IOException {
    Path unknown =
        write("labels.jsonl", List.of(label(0, "token-f1", true, "ann").replace("e0", "E0")));
    Cli.Result result = calibrate(unknown, scores());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("labels: E0").contains("labels.jsonl:1").contains("e0");
  }

  @Test
  void someUnknownIds_areCountedAndNamed() throws IOException {
    List<String> rows = new ArrayList<>(labelRows(40, "token-f1", true));
    rows.add(label(0, "token-f1", true, "ann").replace("\"e0\"", "\"gone\""));
    Cli.Result result = calibrate(write("labels.jsonl", rows), scores());
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("1 labelled").contains("gone");
  }

  @Test
  void contradiction_namesBothLines() throws IOException {
    List<String> rows = new ArrayList<>(labelRows(12, "token-f1", true));
    rows.add(label(0, "token-f1", !good(0), "ann"));
    Cli.Result result = calibrate(write("labels.jsonl", rows), scores());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("labels.jsonl:13").contains("line 1 says otherwise");
  }

  @Test
  void oneClass_saysWhatCannotBeComputedAndWhy() throws IOException {
    Path labels = labels(40, false);
    Cli.Result result = calibrate(labels, scores());
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("do not trust it")
        .contains("people gave every item the same label")
        .contains("not known: ")
        .doesNotContain("NaN");
    String json = calibrate(labels, scores(), "--json").out();
    assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
    JsonNode one = Json.parse(json, "out", 1).get("calibrations").get(0);
    assertThat(one.at("/figures/auroc/value").isNull()).isTrue();
    assertThat(one.at("/figures/auroc/why").stringValue()).isNotBlank();
  }

  @Test
  void fewerThanTenLabels_giveNoFigure_andSayHowManyAreNeeded() throws IOException {
    Cli.Result result = calibrate(labels(9, true), scores());
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("token-f1: do not trust it")
        .contains("9 items with label and score; at least 10 are needed")
        .doesNotContain("NaN");
  }

  @Test
  void missingFilesAndUnknownEvaluators_areSaidInWords() throws IOException {
    assertThat(Cli.assay("calibrate").err()).contains("--labels: missing");
    Cli.Result none = calibrate(folder.resolve("nothing.jsonl"), scores());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("nothing.jsonl").contains("a file that exists");
    Cli.Result other = calibrate(labels(12, true), scores(), "--evaluator", "rouge-l");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("--evaluator: rouge-l");
    Cli.Result level = calibrate(labels(12, true), scores(), "--level", "2");
    assertThat(level.code()).isEqualTo(2);
    assertThat(level.err()).contains("level: 2");
  }

  // What people think of row i.
  private static boolean good(int i) {
    return i % 3 != 0;
  }

  // What the evaluator thinks of it: wrong once in fifteen.
  private static double value(int i) {
    boolean high = good(i) != (i % 15 == 7);
    return (high ? 0.6 : 0.1) + 0.3 * (i % 10) / 10;
  }

  private static String label(int i, @Nullable String evaluator, boolean pass, String annotator) {
    ObjectNode row = Json.object();
    row.put("id", "e" + i);
    if (evaluator != null) {
      row.put("evaluator", evaluator);
    }
    return Json.write(row.put("label", pass).put("annotator", annotator));
  }

  private static List<String> labelRows(int n, @Nullable String evaluator, boolean bothClasses) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      rows.add(label(i, evaluator, !bothClasses || good(i), "ann"));
    }
    return rows;
  }

  private Path labels(int n, boolean bothClasses) throws IOException {
    return write("labels.jsonl", labelRows(n, "token-f1", bothClasses));
  }

  private static List<String> scoreRows(String evaluator) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      ObjectNode row = Json.object();
      row.put("id", "e" + i).put("evaluator", evaluator).put("value", value(i));
      rows.add(Json.write(row.put("passed", value(i) >= 0.5).put("version", "1")));
    }
    return rows;
  }

  private Path scores() throws IOException {
    return file(scoreRows("token-f1"));
  }

  private Path file(List<String> scores) throws IOException {
    return write("scores.jsonl", scores);
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.writeString(
        folder.resolve(name), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  // Outputs that share about as many words with what is expected as the values above say.
  private void data() throws IOException {
    List<String> examples = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      ObjectNode example = Json.object();
      example.put("id", "e" + i).put("partition", "distribution").put("input", "q" + i);
      examples.add(Json.write(example.put("expected_output", "b c d e f g h i j k")));
      String shared = "b c d e f g h i j k".substring(0, 2 * (int) Math.round(value(i) * 10) - 1);
      ObjectNode output = Json.object().put("id", "e" + i);
      outputs.add(Json.write(output.put("output", shared)));
    }
    write("dataset.jsonl", examples);
    write("outputs.jsonl", outputs);
  }

  private static String suite(String calibration) {
    return """
        name: s
        dataset: dataset.jsonl
        target: {recorded: outputs.jsonl}
        evaluators:
          - token-f1: {threshold: 0.5}
        gate:
          distribution: {pass_rate: 0.1}
        %s
        """
        .formatted(calibration);
  }

  private static String requirement(String trust) {
    return "calibration: {folder: calibrations, max_age_days: 30, evaluators: [token-f1], trust: "
        + trust
        + "}";
  }

  private Path run(String suite) throws IOException {
    data();
    Path run = folder.resolve("run");
    Path file = write("first.yaml", List.of(suite));
    Cli.Result result = Cli.assay("run", file.toString(), "--output", run.toString());
    assertThat(result.code()).as(result.err()).isZero();
    return run;
  }

  private Cli.Result suiteRun(String suite) throws IOException {
    Path file = write("suite.yaml", List.of(suite));
    return Cli.assay("run", file.toString(), "--output", folder.resolve("again").toString());
  }

  private static Cli.Result calibrate(Path labels, Path scores, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("calibrate", "--labels", labels.toString(), "--scores", scores.toString()));
    args.addAll(List.of(more));
    return Cli.assay(args.toArray(String[]::new));
  }

  private static List<JsonNode> rows(String text) {
    return text.lines().map(line -> Json.parse(line, "rows", 1)).toList();
  }

  private static void interval(JsonNode figure, String name) {
    assertThat(figure.get("value")).as(name).isNotNull();
    assertThat(figure.get("value").isNumber()).as(name + " " + figure).isTrue();
    double value = figure.get("value").doubleValue();
    assertThat(figure.get("low").doubleValue()).as(name).isLessThanOrEqualTo(value);
    assertThat(figure.get("high").doubleValue()).as(name).isGreaterThanOrEqualTo(value);
    assertThat(figure.get("level").doubleValue()).as(name).isEqualTo(0.95);
    assertThat(figure.get("n").intValue()).as(name).isPositive();
  }
}
