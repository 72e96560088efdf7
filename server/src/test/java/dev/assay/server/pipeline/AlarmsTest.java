package dev.assay.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.ModelException;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Rhythm;
import dev.assay.monitor.watch.Severity;
import dev.assay.monitor.watch.Watch;
import dev.assay.server.pipeline.Evaluators.Looker;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class AlarmsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Looker JUDGE =
      new Looker("judge", "v1", true, FailureMode.INCORRECT, Category.TEXT);
  private static final MonitorDefinition INPUTS =
      MonitorDefinition.of(
          "inputs",
          Severity.LOW,
          new Condition.Drift(
              Condition.Distance.MMD,
              Condition.DriftOf.INPUTS,
              "",
              Rhythm.DAY,
              Duration.ofDays(1),
              Duration.ofDays(1),
              0,
              Duration.ofDays(100)));

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder, DuckDbSettings.DEFAULT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findingsBeyondABound_areCounted_andThereIsRoomAgainAfterACommit() {
    Alarms alarms = alarms(List.of(INPUTS));
    Known known = known();
    for (int i = 0; i < 10_007; i++) {
      alarms.found(known, JUDGE, Score.of(1).withPassed(false));
    }
    alarms.found(known, JUDGE, Score.unscored("no output"));
    assertThat(alarms.counts().findingsDropped()).isEqualTo(7);
    alarms.commit(new Draft(), NOW);
    alarms.found(known, JUDGE, Score.of(1));
    assertThat(alarms.counts().findingsDropped()).isEqualTo(7);
  }

  @Test
  void findingsThatNobodyWatches_areNoDrops() {
    Alarms alarms = alarms(List.of());
    Known known = known();
    for (int i = 0; i < 10_001; i++) {
      alarms.found(known, JUDGE, Score.of(1));
    }
    assertThat(alarms.counts().findingsDropped()).isZero();
  }

  @Test
  void inputsBeyondABound_andThoseWithoutAVector_areCountedApart() {
    Alarms alarms = alarms(List.of(INPUTS));
    Known known = known();
    alarms.input(known, "refused", new Numbers());
    for (int i = 0; i < 503; i++) {
      alarms.input(known, "question " + i, new Numbers());
    }
    assertThat(alarms.counts().inputsNotCompared()).isEqualTo(1);
    assertThat(alarms.counts().inputsDropped()).isEqualTo(3);
  }

  private Alarms alarms(List<MonitorDefinition> monitors) {
    return new Alarms(
        new Watching(
            monitors,
            Watch.Patience.of(Duration.ZERO),
            History.none(),
            () -> null,
            Watching.nothing().telling()),
        store,
        0);
  }

  private static Known known() {
    ObservedInteraction observed =
        ObservedInteractionJson.read(
            (ObjectNode)
                Json.parse(
                    """
                    {"id": "i1", "started_at": "2026-11-20T10:00:00Z", "app": "shop",
                     "messages": [{"role": "user", "text": "Hello"}], "output": "Hello."}
                    """,
                    "test",
                    1));
    return new Known(InteractionRow.of(observed), observed);
  }

  private static final class Numbers implements EmbeddingModel {

    @Override
    public float[] embed(String text) {
      if (text.equals("refused")) {
        throw new ModelException(ModelException.Kind.UNAVAILABLE, "no time", null);
      }
      return new float[] {1};
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public String version() {
      return "numbers";
    }
  }
}
