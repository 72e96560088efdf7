package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.PipelineRig.await;
import static dev.assay.server.pipeline.PipelineRig.now;
import static dev.assay.server.pipeline.Traffic.spans;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.otel.record.SpanRecord;
import dev.assay.server.journal.Position;
import dev.assay.server.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch that the store refuses for what is in it does not hold up what comes after it. */
@Timeout(300)
class SalvageTest {

  @TempDir private Path folder;
  private PipelineRig rig;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder, StoreException.Kind.BROKEN);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void poisonedInteraction_isSetAside_andAllOthersAreStored() throws Exception {
    rig.refuse(
        batch ->
            batch.contents().stream()
                .anyMatch(each -> "poison".equals(each.interaction().output())));
    try (Pipeline pipeline = rig.start()) {
      List<SpanRecord> spans = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        spans.addAll(spans(i, "q", i == 17 || i == 30 ? "poison" : "a", now()));
      }
      rig.append(spans);
      await(() -> rig.stored() == 38);
      rig.append(spans(41, "q", "a", now()));
      await(() -> rig.stored() == 39);
      await(() -> pipeline.progress().lagBytes() == 0 && pipeline.progress().failing() == null);
      assertThat(pipeline.setAside()).isEqualTo(2);
      assertThat(pipeline.lastSetAside()).startsWith("stored-interaction-");
      assertThat(pipeline.broken()).isNull();
    }
    try (Stream<Path> files = Files.list(folder.resolve("journal-rejected"))) {
      assertThat(files.filter(file -> !file.toString().endsWith(".why")))
          .hasSize(2)
          .allSatisfy(file -> assertThat(file).content().contains("poison"));
    }
    // The place in the journal was stored with it: nothing comes a second time.
    try (Pipeline again = rig.start()) {
      await(again::idle);
      assertThat(again.setAside()).isZero();
      assertThat(rig.stored()).isEqualTo(39);
    }
  }

  @Test
  void poisonedState_isSetAside_andThePlaceInTheJournalIsKept() throws Exception {
    rig.refuse(
        batch -> batch.states().stream().anyMatch(each -> each.name().equals("failure.cases")));
    try (Pipeline pipeline = rig.start()) {
      rig.append(spans(1, "q", "it fails", now()));
      await(() -> rig.stored() == 1 && pipeline.setAside() > 0);
      rig.append(spans(2, "q", "a", now()));
      await(() -> rig.stored() == 2);
      assertThat(pipeline.broken()).isNull();
    }
    assertThat(rig.store().position().compareTo(Position.START)).isPositive();
  }

  @Test
  void storeThatTakesNothing_isWaitedFor_andNothingIsSetAside() throws Exception {
    rig.refuse(batch -> true);
    try (Pipeline pipeline = rig.start()) {
      rig.append(spans(1, "q", "a", now()));
      await(() -> "BROKEN".equals(pipeline.progress().failing()));
      TimeUnit.MILLISECONDS.sleep(700);
      assertThat(pipeline.setAside()).isZero();
      rig.refuse(batch -> false);
      await(() -> rig.stored() == 1);
      await(() -> pipeline.progress().failing() == null);
      assertThat(pipeline.setAside()).isZero();
    }
  }
}
