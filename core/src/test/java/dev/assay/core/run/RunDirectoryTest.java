package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunDirectory.Existing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class RunDirectoryTest {

  @TempDir Path temporary;
  private Path folder;

  private final List<Example> examples = Runs.examples(3);
  private final RunPlan plan =
      Runs.plan(
          examples,
          Runs.options()
              .budget(
                  new Budget(
                      Map.of(Partition.GOLDEN, Duration.ofMinutes(5)), Duration.ofHours(1), 2.5))
              .build(),
          request -> Interaction.ofOutput("x"),
          List.of(Runs.evaluator("e", subject -> Score.of(1))));

  @BeforeEach
  void choose() {
    folder = temporary.resolve("runs").resolve("first");
  }

  @Test
  void aHeader_comesBackAsItWasWithItsSections() {
    ObjectNode sections = Json.object();
    sections.putObject("policy").put("golden", 0.88);
    RunHeader ended =
        plan.header()
            .ended(
                Runs.NOW.plusSeconds(5),
                RunStatus.INCOMPLETE,
                "too slow",
                7,
                2,
                new Usage(1L, 2L, null, null, 0.25),
                new Usage(3L, 4L, null, null, 0.5));
    try (RunDirectory directory =
        RunDirectory.create(folder, plan.header(), sections, Existing.REFUSE)) {
      assertThat(RunDirectory.open(folder).header()).isEqualTo(plan.header());
      directory.update(ended, sections.put("gate", "x"));
    }
    RunDirectory read = RunDirectory.open(folder);
    assertThat(read.header()).isEqualTo(ended);
    assertThat(read.sections()).hasToString(sections.toString());
    assertThat(folder)
        .isDirectoryContaining("glob:**run.json")
        .isDirectoryContaining("glob:**results.jsonl");
    assertThat(folder.resolve("run.json.tmp")).doesNotExist();
  }

  @Test
  void aSectionNamedAsAKeyOfTheHeader_isAMistakeOfTheProgram() {
    assertThatThrownBy(() -> create(Existing.REFUSE, Json.object().put("status", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFolderThatHoldsSomethingElse_isRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    for (Existing existing : Existing.values()) {
      assertThatThrownBy(() -> create(existing, Json.object()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("holds thesis.txt");
    }
    assertThat(folder.toFile().list()).containsExactly("thesis.txt");
    assertThatThrownBy(
            () ->
                RunDirectory.create(
                    folder.resolve("thesis.txt"), plan.header(), Json.object(), Existing.REFUSE))
        .hasMessageContaining("a directory, or nothing yet");
  }

  @Test
  void aCompleteRun_isReplacedWithItsReports() throws IOException {
    run();
    Files.writeString(folder.resolve("report.html"), "old");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> create(Existing.REFUSE, Json.object()))
        .hasMessageContaining("a directory without a run");
    create(Existing.REPLACE_COMPLETE, Json.object());
    assertThat(RunDirectory.open(folder).results()).isEmpty();
    assertThat(folder.resolve("report.html")).doesNotExist();
    assertThat(folder.resolve("notes.txt")).exists();
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "INCOMPLETE", "INTERRUPTED"})
  void aRunThatCouldBeResumed_isReplacedOnlyWhenAskedTo(RunStatus status) {
    try (RunDirectory directory =
        RunDirectory.create(folder, plan.header(), Json.object(), Existing.REFUSE)) {
      directory.update(
          plan.header().ended(Runs.NOW, status, "why", 0, 0, Usage.NONE, Usage.NONE),
          Json.object());
    }
    assertThatThrownBy(() -> create(Existing.REPLACE_COMPLETE, Json.object()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("holds a run that is " + status.key())
        .hasMessageContaining("--resume");
    create(Existing.REPLACE_ANY, Json.object());
    assertThat(RunDirectory.open(folder).header().status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void aRunBeingWritten_isLocked() {
    try (RunDirectory writing =
        RunDirectory.create(folder, plan.header(), Json.object(), Existing.REFUSE)) {
      assertThatThrownBy(() -> create(Existing.REPLACE_ANY, Json.object()))
          .hasMessageContaining("nobody else is writing");
      assertThatThrownBy(() -> RunDirectory.resume(folder, plan.header()))
          .hasMessageContaining("nobody else is writing");
      assertThat(RunDirectory.open(folder).header()).isEqualTo(writing.header());
    }
    RunDirectory.resume(folder, plan.header()).close();
  }

  @Test
  void whatIsNotARun_isRefused() throws IOException {
    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a directory with a run.json");
    Files.createDirectories(folder);
    for (String content : List.of("[]", "{}", "{\"format\": \"x\"}", "{\"format\": 1}", "{\"for")) {
      Files.writeString(folder.resolve("run.json"), content);
      assertThatThrownBy(() -> RunDirectory.open(folder))
          .as(content)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("run.json");
    }
  }

  @Test
  void aNewerFormat_isRefusedWithWhatToDo() throws IOException {
    run();
    Path file = folder.resolve("run.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("format: 2 (expected: at most 1 for this version of Assay)");
  }

  @Test
  void resuming_anotherPlan_isRefusedWithWhatDiffers() {
    run();
    RunPlan other =
        Runs.plan(
            Runs.examples(4),
            Runs.options().repeats(2).build(),
            request -> Interaction.ofOutput("x"));
    assertThatThrownBy(() -> RunDirectory.resume(folder, other.header()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.subject())
                    .containsExactly("dataset hash", "evaluators", "repeats"));
    assertThat(RunDirectory.open(folder).header().status()).isEqualTo(RunStatus.COMPLETE);
  }

  @Test
  void resuming_keepsIdAndStartAndTakesNewOptions() {
    run();
    RunPlan other =
        Runs.plan(
            examples,
            Runs.options().concurrency(9).build(),
            request -> Interaction.ofOutput("x"),
            plan.evaluators());
    try (RunDirectory directory = RunDirectory.resume(folder, other.header())) {
      assertThat(directory.header().options().concurrency()).isEqualTo(9);
      assertThat(directory.header().id()).isEqualTo("run-1");
      assertThat(directory.header().status()).isEqualTo(RunStatus.RUNNING);
      assertThat(directory.results()).hasSize(3);
    }
  }

  @Test
  void aTornEnd_isCutOffOnResuming() throws IOException {
    run();
    Path journal = folder.resolve("results.jsonl");
    long whole = Files.size(journal);
    Files.writeString(journal, "{\"example_id\": \"distr", StandardOpenOption.APPEND);
    assertThat(RunDirectory.open(folder).results()).hasSize(3);
    RunDirectory.resume(folder, plan.header()).close();
    assertThat(Files.size(journal)).isEqualTo(whole);
  }

  @Test
  void aDirectoryKilledWhileItWasMade_canBeMadeAgain() throws IOException {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("results.jsonl"));
    create(Existing.REFUSE, Json.object());
    assertThat(RunDirectory.open(folder).header()).isEqualTo(plan.header());
  }

  @Test
  void appending_toARunThatIsOnlyRead_isAMistakeOfTheProgram() {
    run();
    assertThatThrownBy(() -> RunEngine.of(Runs.CLOCK).run(plan, RunDirectory.open(folder)))
        .isInstanceOf(IllegalStateException.class);
  }

  private void create(Existing existing, ObjectNode sections) {
    RunDirectory.create(folder, plan.header(), sections, existing).close();
  }

  private void run() {
    try (RunDirectory directory =
        RunDirectory.create(folder, plan.header(), Json.object(), Existing.REFUSE)) {
      RunEngine.of(Runs.CLOCK).run(plan, directory);
    }
  }
}
