package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenChangeTest {

  private static final List<Review> REVIEWS =
      List.of(new Review("ada", "2026-01-01", null), new Review("bob", "2026-01-02", null));
  private static final List<Approval> BY =
      List.of(
          new Approval("cleo", "2026-02-01T10:00:00Z", null),
          new Approval("dan", "2026-02-01T11:00:00Z", "right"));

  private final Example one = golden("g1", "How long?", "14 days");
  private final Example two = golden("g2", "How much?", "5 euros");
  private final Example other =
      Example.builder("d1", Partition.DISTRIBUTION, "What?").expected("that").build();

  @TempDir private Path folder;
  private Path file;

  private static Example golden(String id, String input, String expected) {
    return Example.builder(id, Partition.GOLDEN, input).expected(expected).reviews(REVIEWS).build();
  }

  @BeforeEach
  void write() {
    file = written("d.jsonl");
  }

  private Path written(String name) {
    Path path = folder.resolve(name);
    DatasetWriter.write(new Dataset("d", null, List.of(one, other, two)), path);
    GoldenLock.approve(DatasetReader.read(path), new Approval("ada", "2026-01-03", null));
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"e.jsonl", "e.json", "e.csv", "e.yaml"})
  void changedAddedRemoved_leavesFileAndLockInAgreement(String name) {
    Path path = written(name);
    Example better = golden("g1", "How long?", "30 days");
    new GoldenChange(one, better).apply(path, BY);
    new GoldenChange(null, golden("g3", "Who?", "we")).apply(path, BY);
    new GoldenChange(two, null).apply(path, BY);

    LoadedDataset loaded = DatasetReader.read(path);
    assertThat(loaded.dataset().examples().stream().map(Example::id))
        .containsExactly("g1", "d1", "g3");
    assertThat(loaded.dataset().examples().get(0).references()).containsExactly("30 days");
    assertThat(GoldenLock.check(loaded)).isEmpty();
    assertThat(GoldenLock.approved(path).orElseThrow().approvals()).isEqualTo(BY);
    assertThat(GoldenLock.approved(path).orElseThrow().examples()).containsOnlyKeys("g1", "g3");
  }

  @Test
  void otherLines_stayAsTheyAre() throws IOException {
    String text = Files.readString(file).replace("{\"id\":\"d1\"", "{ \"id\" : \"d1\"");
    Files.writeString(file, text);
    new GoldenChange(two, null).apply(file, BY);
    List<String> lines = List.of(text.split("\n", -1));
    assertThat(Files.readString(file)).isEqualTo(lines.get(0) + "\n" + lines.get(1) + "\n");
  }

  @Test
  void exampleThatChangedMeanwhile_isRefused_andNothingIsWritten() throws IOException {
    Example elsewhere = golden("g1", "How long?", "a week");
    new GoldenChange(one, elsewhere).apply(file, BY);
    String before = Files.readString(file);
    GoldenChange late = new GoldenChange(one, golden("g1", "How long?", "30 days"));
    assertThat(late.obstacle(file)).isPresent();
    assertThatThrownBy(() -> late.apply(file, BY))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("example g1: changed since");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void goldenSetThatDiffersOtherwise_isNotApprovedAlong() {
    JsonLinesEdit.put(file, List.of(golden("g2", "How much?", "nothing")));
    GoldenChange change = new GoldenChange(one, golden("g1", "How long?", "30 days"));
    assertThatThrownBy(() -> change.apply(file, BY))
        .hasMessageContaining("g2: changed since the golden set was approved");
    assertThat(GoldenLock.check(DatasetReader.read(file)))
        .extracting(GoldenViolation::exampleId)
        .containsExactly("g2");
  }

  @Test
  void withoutReviews_nothingIsWritten() throws IOException {
    String before = Files.readString(file);
    Example bare = one.toBuilder().reviews(List.of()).expected("30 days").build();
    assertThatThrownBy(() -> new GoldenChange(one, bare).apply(file, BY))
        .hasMessageContaining("reviews of g1");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void interruptedBeforeTheLock_isFinishedByApplyingAgain() {
    Example better = golden("g1", "How long?", "30 days");
    JsonLinesEdit.put(file, List.of(better));
    assertThat(GoldenLock.check(DatasetReader.read(file))).isNotEmpty();
    GoldenChange change = new GoldenChange(one, better);
    assertThat(change.obstacle(file)).isEmpty();
    change.apply(file, BY);
    assertThat(GoldenLock.check(DatasetReader.read(file))).isEmpty();
  }

  @Test
  void whatIsLeftAndCannotBeApproved_takesTheChangeBack() throws IOException {
    Path single = Files.createDirectories(folder.resolve("single")).resolve("s.jsonl");
    DatasetWriter.write(new Dataset("s", null, List.of(one)), single);
    GoldenLock.approve(DatasetReader.read(single), BY);
    String whole = Files.readString(single);
    assertThatThrownBy(() -> new GoldenChange(one, null).apply(single, BY))
        .hasMessageContaining("at least one");
    assertThat(Files.readString(single)).isEqualTo(whole);
  }

  @Test
  void changeOfNothing_isRefused() {
    assertThatThrownBy(() -> new GoldenChange(one, one)).hasMessageContaining("change: none");
    assertThatThrownBy(() -> new GoldenChange(null, other)).hasMessageContaining("partition");
  }
}
