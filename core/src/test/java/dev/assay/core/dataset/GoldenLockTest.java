package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.core.dataset.GoldenViolation.Kind;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenLockTest {

  private static final List<Review> TWO =
      List.of(new Review("Ada", "2026-01-01", null), new Review("Bo", "2026-01-02", null));
  private static final Approval APPROVAL = new Approval("Cleo", "2026-02-01T10:00:00Z", "first");

  @TempDir private Path folder;

  @Test
  void check_noLock_asksForApproval() {
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"), golden("b", "q2"));
    assertThat(GoldenLock.check(loaded))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(Kind.NOT_APPROVED);
              assertThat(violation.message())
                  .contains("the golden examples of d.jsonl (2) are not approved")
                  .endsWith("run assay dataset approve");
            });
  }

  @Test
  void check_approved_findsNothing() {
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"), other("x"));
    GoldenLock.Outcome outcome = GoldenLock.approve(loaded, APPROVAL);
    assertThat(outcome.golden()).isEqualTo(1);
    assertThat(outcome.locks()).containsExactly(folder.resolve("dataset.lock"));
    assertThat(GoldenLock.check(loaded)).isEmpty();
  }

  @Test
  void check_afterChanges_namesAddedRemovedAndChanged() {
    GoldenLock.approve(
        write("d.jsonl", golden("a", "q"), golden("b", "q"), golden("c", "q")), APPROVAL);
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"), golden("b", "q!"), golden("d", "q"));
    assertThat(GoldenLock.check(loaded))
        .extracting(GoldenViolation::exampleId, GoldenViolation::kind)
        .containsExactly(
            tuple("b", Kind.CHANGED), tuple("d", Kind.ADDED), tuple("c", Kind.REMOVED));
    assertThat(GoldenLock.check(loaded).get(0).message())
        .startsWith(folder.resolve("d.jsonl") + ":2: b: changed since");
    assertThat(GoldenLock.approve(loaded, APPROVAL).settled()).hasSize(3);
    assertThat(GoldenLock.check(loaded)).isEmpty();
  }

  @Test
  void check_otherPartitionsChange_findsNothing() {
    GoldenLock.approve(write("d.jsonl", golden("a", "q"), other("x")), APPROVAL);
    assertThat(GoldenLock.check(write("d.jsonl", other("y"), golden("a", "q")))).isEmpty();
  }

  @Test
  void check_exampleNoLongerGolden_isRemoved() {
    GoldenLock.approve(write("d.jsonl", golden("a", "q"), golden("b", "q")), APPROVAL);
    Example moved = golden("b", "q").toBuilder().partition(Partition.REGRESSION).build();
    assertThat(GoldenLock.check(write("d.jsonl", golden("a", "q"), moved)))
        .extracting(GoldenViolation::exampleId, GoldenViolation::kind)
        .containsExactly(tuple("b", Kind.REMOVED));
  }

  @Test
  void check_sameContentInOtherOrderAndFormat_isTheSame() throws IOException {
    GoldenLock.approve(write("d.json", golden("a", "q"), golden("b", "q")), APPROVAL);
    assertThat(GoldenLock.check(write("d.json", golden("b", "q"), golden("a", "q")))).isEmpty();
  }

  @Test
  void check_samePersonTwice_isOneReview() {
    Example example =
        golden("a", "q").toBuilder()
            .reviews(
                List.of(
                    new Review("Ada ", "2026-01-01", null), new Review("ADA", "2026-01-02", null)))
            .build();
    LoadedDataset loaded = write("d.jsonl", example);
    assertThat(GoldenLock.check(loaded))
        .extracting(GoldenViolation::exampleId, GoldenViolation::kind)
        .contains(tuple("a", Kind.REVIEWS));
    assertThat(GoldenLock.check(loaded).get(0).what())
        .isEqualTo("reviewed by 1 (expected: at least 2 different people)");
    assertThatThrownBy(() -> GoldenLock.approve(loaded, APPROVAL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("d.jsonl:1: reviews of a: reviewed by 1 (expected: at least 2");
    assertThat(folder.resolve("dataset.lock")).doesNotExist();
  }

  @Test
  void approve_twoFilesInAFolder_shareTheLock() {
    LoadedDataset one = write("one.jsonl", golden("a", "q"));
    LoadedDataset two = write("two.jsonl", golden("b", "q"));
    GoldenLock.approve(one, APPROVAL);
    assertThat(GoldenLock.check(two))
        .singleElement()
        .satisfies(v -> assertThat(v.what()).contains("has no approval of this file"));
    LoadedDataset both =
        DatasetReader.read(
            List.of(folder.resolve("one.jsonl"), folder.resolve("two.jsonl")), FieldMapping.none());
    GoldenLock.approve(both, APPROVAL);
    assertThat(GoldenLock.check(both)).isEmpty();
    assertThat(GoldenLock.check(one)).isEmpty();
    assertThat(GoldenLock.check(two)).isEmpty();
  }

  @Test
  void approve_bySeveral_recordsAllOfTheSameContent() throws IOException {
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"));
    GoldenLock.approve(loaded, APPROVAL);
    GoldenLock.approve(loaded, new Approval("Dan", "2026-02-02", null));
    GoldenLock.approve(loaded, new Approval("cleo", "2026-02-03", null));
    assertThat(lock()).contains("Dan").contains("2026-02-03").doesNotContain("2026-02-01");
    GoldenLock.approve(
        write("d.jsonl", golden("a", "changed")), new Approval("Eve", "2026-02-04", null));
    assertThat(lock()).contains("Eve").doesNotContain("Dan");
  }

  @Test
  void approve_writesOneLineForEachExample() throws IOException {
    GoldenLock.approve(write("d.jsonl", golden("b", "q"), golden("a", "q")), APPROVAL);
    assertThat(lock())
        .startsWith(
            """
            {
              "format": 1,
              "datasets": [
                {
                  "file": "d.jsonl",
                  "golden_hash": "sha256:
            """
                .strip())
        .contains(
            """
                  "approved_by": [
                    {"by":"Cleo","at":"2026-02-01T10:00:00Z","note":"first"}
                  ],
                  "examples": [
                    {"id":"a","hash":"sha256:
            """
                .stripTrailing())
        .endsWith("\n      ]\n    }\n  ]\n}\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("d.jsonl", "dataset.lock");
    }
  }

  @Test
  void approve_hostileIds_survive() {
    LoadedDataset loaded = write("d.jsonl", golden("a\ud800\u0000\"\n", "q"));
    GoldenLock.approve(loaded, APPROVAL);
    assertThat(GoldenLock.check(loaded)).isEmpty();
  }

  @Test
  void approve_nothingGolden_isRefusedUnlessSomethingWasApproved() {
    assertThatThrownBy(() -> GoldenLock.approve(write("d.jsonl", other("x")), APPROVAL))
        .hasMessage("golden examples: none (expected: at least one to approve)");
    GoldenLock.approve(write("d.jsonl", golden("a", "q")), APPROVAL);
    LoadedDataset without = write("d.jsonl", other("x"));
    assertThat(GoldenLock.check(without)).hasSize(1);
    GoldenLock.approve(without, APPROVAL);
    assertThat(GoldenLock.check(without)).isEmpty();
  }

  @Test
  void check_lockEditedByHand_isReported() throws IOException {
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"));
    GoldenLock.approve(loaded, APPROVAL);
    String edited = lock().replaceFirst("(golden_hash\": \"sha256:)....", "$10000");
    Files.writeString(folder.resolve("dataset.lock"), edited);
    assertThat(GoldenLock.check(loaded))
        .extracting(GoldenViolation::kind)
        .containsExactly(Kind.LOCK_EDITED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\": 1}",
        "{\"format\": \"1\", \"datasets\": []}",
        "{\"format\": 1, \"datasets\": [{}]}",
        "{\"format\": 1, \"datasets\": [{\"file\":\"d.jsonl\",\"golden_hash\":\"x\","
            + "\"approved_by\":[{\"by\":\"a\",\"at\":\"never\"}],\"examples\":[]}]}",
        "<<<<<<< HEAD\n{}",
      })
  void check_corruptedLock_saysHowToMendIt(String text) throws IOException {
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"));
    Files.writeString(folder.resolve("dataset.lock"), text);
    assertThatThrownBy(() -> GoldenLock.check(loaded))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("restore it from version control");
    assertThatThrownBy(() -> GoldenLock.approve(loaded, APPROVAL))
        .isInstanceOf(InvalidInputException.class);
    assertThat(lock()).isEqualTo(text);
  }

  @Test
  void check_lockOfANewerFormat_asksForThatVersion() throws IOException {
    LoadedDataset loaded = write("d.jsonl", golden("a", "q"));
    Files.writeString(folder.resolve("dataset.lock"), "{\"format\": 2}");
    assertThatThrownBy(() -> GoldenLock.check(loaded))
        .hasMessageContaining("lock.format: 2 (expected: at most 1); a newer Assay wrote it");
  }

  @Test
  void approval_withoutNameOrDate_isRefused() {
    assertThatThrownBy(() -> new Approval(" ", "2026-01-01", null))
        .hasMessageContaining("approved by");
    assertThatThrownBy(() -> new Approval("A", "today", null)).hasMessageContaining("approved at");
  }

  private LoadedDataset write(String name, Example... examples) {
    Path file = folder.resolve(name);
    DatasetWriter.write(new Dataset("d", null, new ArrayList<>(List.of(examples))), file);
    return DatasetReader.read(file);
  }

  private String lock() throws IOException {
    return Files.readString(folder.resolve("dataset.lock"));
  }

  private static Example golden(String id, String input) {
    return Example.builder(id, Partition.GOLDEN, input).reviews(TWO).build();
  }

  private static Example other(String id) {
    return Example.builder(id, Partition.DISTRIBUTION, "q").build();
  }
}
