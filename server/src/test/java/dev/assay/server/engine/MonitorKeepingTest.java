package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.watch.DefaultMonitors;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watchable;
import dev.assay.server.api.Deed;
import dev.assay.server.api.MonitorDesk;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.store.PageRequest;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.watch.Replayed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class MonitorKeepingTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Deed ANN = new Deed("ann", NOW, "errors cost us");
  private static final String YAML = "name: mine\nthreshold: {measure: error:rate, above: 0.1}\n";
  private static final MonitorDefinition CONFIGURED = DefaultMonitors.of(List.of()).get(0);

  @TempDir private Path folder;

  private MonitorKeeping keeping(Engine engine) {
    MonitorKeeping keeping =
        new MonitorKeeping(
            List.of(CONFIGURED),
            Watchable.ANYTHING,
            engine.store(),
            History.none(),
            Map.of(),
            Clock.systemUTC());
    keeping.open(engine.pipeline());
    return keeping;
  }

  @Test
  void saved_isWatchedWithItsVersions_andRemovedAgain() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      MonitorKeeping keeping = keeping(engine);
      keeping.save(YAML, ANN);
      keeping.save(YAML.replace("0.1", "0.2"), ANN);

      assertThat(keeping(engine).definitions())
          .extracting(MonitorDefinition::name)
          .containsExactly(CONFIGURED.name(), "mine");
      MonitorDesk.Watched mine = keeping.watched("mine").orElseThrow();
      assertThat(mine.kept()).isTrue();
      KeptMonitor kept = keeping.kept().get(0);
      assertThat(kept.versions()).extracting(KeptMonitor.Version::number).containsExactly(1, 2);
      assertThat(kept.latest().by()).isEqualTo("ann");
      assertThat(engine.store().records().audit("mine", PageRequest.first(9)).items()).hasSize(2);

      assertThat(keeping.remove("mine", ANN)).isTrue();
      assertThat(keeping.remove("mine", ANN)).isFalse();
      assertThat(keeping.watched("mine")).isEmpty();
      assertThat(keeping.kept().get(0).removed()).isTrue();
    }
  }

  @Test
  void nameOfTheConfiguration_isRefused() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      MonitorKeeping keeping = keeping(engine);
      String taken = YAML.replace("mine", CONFIGURED.name());
      assertThatThrownBy(() -> keeping.save(taken, ANN))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("configuration");
    }
  }

  @Test
  void replay_ofNothing_saysThatNothingIsStored() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      MonitorKeeping keeping = keeping(engine);
      Replayed replayed = keeping.replay(keeping.read(YAML));
      assertThat(replayed.windows()).isZero();
      assertThat(replayed.fired()).isEmpty();
      assertThat(replayed.simulation()).isNull();
      assertThat(replayed.notes()).isNotEmpty();
    }
  }

  private Engine open() throws Exception {
    Path config = folder.resolve("assay.yaml");
    Files.writeString(config, "http: {host: 127.0.0.1, port: 0}\ngrpc: off\n");
    return Engine.open(
        ServerConfigReader.read(
            config, Map.of(), Overrides.NONE.data(folder.resolve("data").toString())),
        new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test"));
  }
}
