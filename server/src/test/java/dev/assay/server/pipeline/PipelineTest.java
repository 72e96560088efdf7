package dev.assay.server.pipeline;

import static dev.assay.server.pipeline.PipelineRig.await;
import static dev.assay.server.pipeline.PipelineRig.now;
import static dev.assay.server.pipeline.Traffic.START;
import static dev.assay.server.pipeline.Traffic.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.otel.trace.TraceRules;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class PipelineTest {

  @TempDir private Path folder;
  private final AtomicInteger refusals = new AtomicInteger();
  private PipelineRig rig;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder, StoreException.Kind.STORAGE);
    rig.refuse(batch -> refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whatComes_isStored_andTheJournalLetGo() throws Exception {
    try (Pipeline pipeline = rig.start()) {
      for (int i = 0; i < 40; i++) {
        append(i);
      }
      await(() -> rig.stored() == 40);
      await(() -> pipeline.progress().lagBytes() == 0 && bytes() < 3 * 4_096);
      assertThat(pipeline.counts().interactions()).isEqualTo(40);
      assertThat(pipeline.broken()).isNull();
    }
  }

  @Test
  void storeThatRefuses_isAskedAgain_andNothingIsLostOrDoubled() throws Exception {
    refusals.set(3);
    try (Pipeline pipeline = rig.start()) {
      append(1);
      await(() -> "STORAGE".equals(pipeline.progress().failing()));
      append(2);
      await(() -> rig.stored() == 2);
      await(() -> pipeline.progress().failing() == null);
    }
  }

  @Test
  void whatTheStoreRefuses_isBehind_untilItIsStored() throws Exception {
    refusals.set(Integer.MAX_VALUE);
    try (Pipeline pipeline = rig.start()) {
      append(1);
      await(() -> seconds(pipeline.storedBehind()) > 0.7);
      assertThat(seconds(pipeline.windowsBehind())).isGreaterThan(0.7);
      refusals.set(0);
      await(() -> rig.stored() == 1);
      await(() -> seconds(pipeline.windowsBehind()) < 0.5);
      assertThat(seconds(pipeline.storedBehind())).isLessThan(5);
    }
  }

  @Test
  void traceInTheMaking_isBehindForTheWindows_notForTheStore() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    TraceRules patient =
        new TraceRules(minute, minute, minute, minute, minute, 100, 100, 1_000_000);
    try (Pipeline pipeline = rig.start(PipelineRig.QUICK.withTraces(patient))) {
      append(1);
      await(() -> pipeline.counts().openTraces() == 1);
      await(() -> seconds(pipeline.windowsBehind()) > 2);
      await(() -> seconds(pipeline.storedBehind()) < 1);
    }
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1e3;
  }

  @Test
  void finishedEvaluation_isToldWhenStored() throws Exception {
    try (Pipeline pipeline = rig.start()) {
      append(1);
      await(() -> rig.stored() == 1);
      InteractionKey key = rig.store().records().openWork().get(0).interaction();
      pipeline.finished(Traffic.finished(key, 3, START)).get(120, TimeUnit.SECONDS);
      assertThat(rig.store().records().openWork()).isEmpty();
    }
  }

  @Test
  void closedInTheMidst_goesOnWhereItStopped() throws Exception {
    try (Pipeline pipeline = rig.start()) {
      append(1);
      await(() -> rig.stored() == 1);
      append(2);
      assertThat(pipeline.broken()).isNull();
    }
    try (Pipeline pipeline = rig.start()) {
      await(() -> rig.stored() == 2);
      assertThat(pipeline.broken()).isNull();
    }
  }

  @Test
  void stateOfAnotherVersion_isRefused_withWhatToDo() {
    byte[] other = new StateWriter("behaviour.outcomes", 999).toBytes();
    rig.store().commit(Batch.builder().put(new StateBlob("behaviour.outcomes", other)).build());
    assertThatThrownBy(() -> rig.start())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("stored state behaviour.outcomes: unreadable (expected: ")
        .hasRootCauseMessage("behaviour.outcomes: version 999 (expected: 3 to 4)")
        .hasMessageContaining("`assay export`");
  }

  private long bytes() {
    try {
      return rig.journal().bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(int i) {
    rig.append(spans(i, "Question", "Answer", now()));
  }
}
