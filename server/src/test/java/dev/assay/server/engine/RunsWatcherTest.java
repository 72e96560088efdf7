package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.suite.SuiteReader;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.Confirmation;
import dev.assay.monitor.failure.Failure;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import java.io.IOException;
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
class RunsWatcherTest {

  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void caseIsFixedWhenItsExamplePasses_andRegressedWhenItFailsAgain() throws Exception {
    Files.writeString(
        folder.resolve("assay.yaml"),
        "http: {host: 127.0.0.1, port: 0}\ngrpc: off\nruns: " + folder.resolve("runs") + "\n");
    try (Engine engine = Engine.open(config(), surroundings())) {
      engine.start();
      String id = exportedCase(engine);
      RunsWatcher watcher =
          new RunsWatcher(
              folder.resolve("runs"), engine.store(), engine.pipeline(), Clock.systemUTC());

      watcher.look();
      assertThat(status(engine, id)).isEqualTo(CaseStatus.EXPORTED);

      run("Ask within 30 days.");
      watcher.look();
      assertThat(status(engine, id)).isEqualTo(CaseStatus.FIXED);

      run("Whenever you like.");
      watcher.look();
      assertThat(status(engine, id)).isEqualTo(CaseStatus.REGRESSED);

      // What was read is not read again, and what is no run does no harm.
      Files.createDirectories(folder.resolve("runs").resolve("no-run"));
      watcher.look();
      assertThat(status(engine, id)).isEqualTo(CaseStatus.REGRESSED);
    }
  }

  private static String exportedCase(Engine engine) {
    Failure failure =
        new Failure(
            "i-1", "shop", "refunds", FailureMode.INCORRECT, SEEN, 1, "judge", "Q", "A", null);
    return engine
        .pipeline()
        .change(
            deeds -> {
              deeds.cases().add(List.of(failure));
              String id = deeds.cases().of("i-1").orElseThrow().id();
              deeds
                  .cases()
                  .accept(
                      id,
                      new Confirmation("Within 30 days.", "stale page", "ann", SEEN, null, null));
              deeds.cases().exported(id, "r-1", "ann", SEEN);
              return id;
            })
        .join();
  }

  private static CaseStatus status(Engine engine, String id) {
    return engine.pipeline().change(deeds -> deeds.cases().find(id).orElseThrow().status()).join();
  }

  private void run(String answer) throws IOException {
    Files.writeString(
        folder.resolve("dataset.jsonl"),
        "{\"id\":\"r-1\",\"partition\":\"regression\",\"input\":\"Q\",\"metadata\":{\"root_cause\":\"x\"}}\n");
    Files.writeString(
        folder.resolve("outputs.jsonl"), "{\"id\":\"r-1\",\"output\":\"" + answer + "\"}\n");
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        name: refunds
        dataset: dataset.jsonl
        target: {recorded: outputs.jsonl}
        evaluators:
          - contains: {any: ["30 days"]}
        """);
    Evaluation.of(SuiteReader.read(folder.resolve("suite.yaml"), List.of(), Map.of()))
        .workingDirectory(folder)
        .run();
  }

  private ServerConfig config() {
    return ServerConfigReader.read(
        folder.resolve("assay.yaml"),
        Map.of(),
        Overrides.NONE.data(folder.resolve("data").toString()));
  }

  private static Engine.Surroundings surroundings() {
    return new Engine.Surroundings(Clock.systemUTC(), Map.of(), new SecureRandom(), "test");
  }
}
