package dev.assay.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  @TempDir Path folder;

  private Path write(String... lines) throws IOException {
    return Files.write(folder.resolve("file.jsonl"), List.of(lines));
  }

  @Test
  void labels_everyForm_areRead() throws IOException {
    LabelReader.Labels read =
        LabelReader.read(
            write(
                "{\"id\":\"a\",\"evaluator\":\"e\",\"label\":1,\"annotator\":\"ann\"}",
                "{\"example_id\":\"b\",\"label\":\"Fail\",\"probability\":0.25}",
                "",
                "{\"interaction_id\":7,\"label\":true,\"item\":\"tone\",\"repeat\":2}",
                "{\"id\":\"c\",\"label\":null,\"annotator\":null}",
                "{\"id\":\"a\",\"evaluator\":\"e\",\"label\":true,\"annotator\":\"ann\"}"));
    assertThat(read.labels()).hasSize(3);
    assertThat(read.open()).isEqualTo(1);
    assertThat(read.repeated()).isEqualTo(1);
    assertThat(read.labels()).extracting(Label::value).containsExactly(1.0, 0.0, 1.0);
    assertThat(read.labels().get(1).probability()).isEqualTo(0.25);
    assertThat(read.labels().get(2).id()).isEqualTo("7");
    assertThat(read.labels().get(2).repeat()).isEqualTo(2);
    assertThat(read.labels().get(2).question()).hasToString("/tone");
  }

  @Test
  void labels_contradiction_namesBothLines() throws IOException {
    Path file =
        write(
            "{\"id\":\"a\",\"label\":1,\"annotator\":\"ann\"}",
            "{\"id\":\"a\",\"label\":0,\"annotator\":\"bob\"}",
            "{\"id\":\"a\",\"label\":0,\"annotator\":\"ann\"}");
    assertThatThrownBy(() -> LabelReader.read(file))
        .hasMessageContaining("file.jsonl:3")
        .hasMessageContaining("one answer by ann for a")
        .hasMessageContaining("line 1 says otherwise");
  }

  @Test
  void labels_mistakes_areAllNamedWithTheirLines() throws IOException {
    Path file =
        write(
            "{\"id\":\"a\",\"label\":\"perhaps\"}",
            "{\"label\":1}",
            "{\"id\":\"b\"}",
            "{\"id\":\"c\",\"label\":1,\"anotator\":\"x\"}",
            "{\"id\":\"d\",\"label\":1,\"probability\":1.5}",
            "nonsense",
            "[1]");
    assertThatThrownBy(() -> LabelReader.read(file))
        .hasMessageContaining("file.jsonl:1: label: \"perhaps\"")
        .hasMessageContaining("file.jsonl:2: id: missing")
        .hasMessageContaining("file.jsonl:3: label: missing")
        .hasMessageContaining("did you mean annotator?")
        .hasMessageContaining("file.jsonl:5: probability: 1.5")
        .hasMessageContaining("file.jsonl:6")
        .hasMessageContaining("file.jsonl:7");
  }

  @Test
  void scores_linesAndDocument_areTheSame() throws IOException {
    String row =
        "{\"id\":\"a\",\"evaluator\":\"e\",\"value\":0.5,\"passed\":true,\"version\":\"1-x\",\"details\":"
            + "{\"items\":[{\"name\":\"tone\",\"score\":3}]}}";
    String none = "{\"id\":\"b\",\"evaluator\":\"e\",\"value\":null,\"unscored\":\"late\"}";
    Question question = new Question("e", null);
    List<Judged> lines = JudgedScores.read(write(row, none)).of(question);
    JudgedScores document = JudgedScores.read(write("{\"scores\":[", row + ",", none, "]}"));
    assertThat(lines).isEqualTo(document.of(question));
    assertThat(lines).extracting(Judged::value).containsExactly(0.5, null);
    assertThat(document.of(new Question("e", "tone"))).extracting(Judged::value).contains(3.0);
    assertThatThrownBy(() -> document.of(new Question("e", "tome")))
        .hasMessageContaining("it has tone");
    assertThatThrownBy(() -> document.of(new Question("f", null)))
        .hasMessageContaining("an evaluator that the scores name");
  }

  @Test
  void scores_wrong_sayWhatWasExpected() throws IOException {
    assertThatThrownBy(() -> JudgedScores.read(folder.resolve("none")))
        .hasMessageContaining("a file of scores, or a run's directory");
    Path twice =
        write(
            "{\"id\":\"a\",\"evaluator\":\"e\",\"value\":1}",
            "{\"id\":\"a\",\"evaluator\":\"e\",\"value\":0}");
    assertThatThrownBy(() -> JudgedScores.read(twice)).hasMessageContaining("line 1 has it too");
    Path other = write("{\"question\":\"a\"}");
    assertThatThrownBy(() -> JudgedScores.read(other)).hasMessageContaining("assay score");
  }

  @Test
  void requirement_everyLack_isNamed() throws IOException {
    CalibrationRequirement required =
        new CalibrationRequirement(folder, Duration.ofDays(30), List.of(), Trust.GATING, null);
    assertThat(message(required, "1-a")).contains("none in").contains("assay calibrate");
    stored("1-b", "2026-11-01T00:00:00Z", "gating");
    assertThat(message(required, "1-a")).contains("of version 1-b").contains("of version 1-a");
    stored("1-a", "2026-09-01T00:00:00Z", "gating");
    assertThat(message(required, "1-a")).contains("81 days old").contains("not older than 30 days");
    stored("1-a", "2026-11-01T00:00:00Z", "trends");
    assertThat(message(required, "1-a")).contains("trust it for trends only");
    stored("1-a", "2026-11-01T00:00:00Z", "gating");
    assertThat(required.check("e", "1-a", NOW)).isEqualTo(Optional.empty());
    Files.writeString(folder.resolve("e.json"), "{}");
    assertThatThrownBy(() -> required.check("e", "1-a", NOW))
        .hasMessageContaining("a calibration as assay calibrate --save writes it");
  }

  @Test
  void requirement_memberOfASet_isMetUnderItsPathOrItsOwnName() throws IOException {
    CalibrationRequirement required =
        new CalibrationRequirement(folder, Duration.ofDays(30), List.of(), Trust.GATING, null);
    assertThat(required.check("s/e", "e", "1-a", NOW).orElseThrow().message())
        .contains("calibration of s/e: none in");
    stored("1-a", "2026-11-01T00:00:00Z", "gating");
    assertThat(required.check("s/e", "e", "1-a", NOW)).isEqualTo(Optional.empty());
    stored("1-b", "2026-11-01T00:00:00Z", "gating");
    assertThat(required.check("s/e", "e", "1-a", NOW)).isPresent();
    Files.move(
        folder.resolve("e.json"), CalibrationStore.in(folder).file(new Question("s/e", null)));
    assertThat(required.check("s/e", "e", "1-b", NOW)).isEqualTo(Optional.empty());
  }

  @Test
  void store_namesThatLookAlike_haveFilesOfTheirOwn() {
    CalibrationStore store = CalibrationStore.in(folder);
    assertThat(store.file(new Question("e", null))).isEqualTo(folder.resolve("e.json"));
    assertThat(
            java.util.stream.Stream.of(
                    new Question("a/b", null),
                    new Question("a", "b"),
                    new Question("a_b", null),
                    new Question("a b", null),
                    new Question("x".repeat(300), null),
                    new Question("x".repeat(301), null))
                .map(store::file))
        .doesNotHaveDuplicates()
        .allMatch(file -> file.getFileName().toString().length() < 200);
  }

  @Test
  void scores_membersOfASet_areKnownByTheirPath() throws IOException {
    Path file =
        write(
            "{\"id\":\"a\",\"evaluator\":\"s\",\"value\":1,\"passed\":true,\"version\":\"1-s\",\"details\":"
                + "{\"members\":[{\"evaluator\":\"j\",\"version\":\"1-j\",\"value\":0.7,\"passed\":true},"
                + "{\"evaluator\":\"j\",\"version\":\"1-k\",\"unscored\":\"late\"},"
                + "{\"evaluator\":\"t\",\"value\":0,\"passed\":false,\"evidence\":{\"members\":"
                + "[{\"evaluator\":\"u\",\"value\":2}, 7]}}]}}");
    JudgedScores scores = JudgedScores.read(file);
    assertThat(scores.evaluators()).containsExactly("s");
    assertThat(scores.members()).containsExactly("s/j", "s/j#2", "s/t", "s/t/u");
    assertThat(scores.of(new Question("s/j", null)))
        .containsExactly(new Judged("a", 0, 0.7, true, "1-j"));
    assertThat(scores.of(new Question("s/j#2", null)))
        .containsExactly(new Judged("a", 0, null, null, "1-k"));
    assertThatThrownBy(() -> scores.of(new Question("s/i", null)))
        .hasMessageContaining("did you mean s/j?");
  }

  private void stored(String version, String date, String trust) throws IOException {
    Files.writeString(
        folder.resolve("e.json"),
        "{\"versions\":[\"%s\"],\"date\":\"%s\",\"trust\":\"%s\"}".formatted(version, date, trust));
  }

  private static String message(CalibrationRequirement required, String version) {
    return required.check("e", version, NOW).orElseThrow().message();
  }
}
