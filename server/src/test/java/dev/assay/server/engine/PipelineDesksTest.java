package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.failure.Failure;
import dev.assay.server.api.CaseDesk.Acceptance;
import dev.assay.server.api.Deed;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.store.StoredFailureCase;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(300)
class PipelineDesksTest {

  private static final Instant SEEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final JsonNode EXPECTED = Json.parse("\"Within 30 days.\"", "expected", 1);

  @TempDir private Path folder;

  @Test
  void accept_withAnotherModeAndTitle_showsThem() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      PipelineDesks desks = new PipelineDesks(engine.pipeline(), engine.store(), List.of());
      String id = failureCase(engine);
      Deed deed = new Deed("ann", SEEN, null);

      assertThatThrownBy(
              () -> desks.accept(id, new Acceptance(EXPECTED, "stale page", null, " "), deed))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("title:");
      ObjectNode accepted =
          desks
              .accept(
                  id,
                  new Acceptance(EXPECTED, "stale page", FailureMode.REFUSED, "Refund times"),
                  deed)
              .orElseThrow();

      assertThat(accepted.path("title").stringValue()).isEqualTo("Refund times");
      StoredFailureCase stored = engine.store().records().failureCase(id).orElseThrow();
      assertThat(stored.title()).isEqualTo("Refund times");
      assertThat(stored.failureMode()).isEqualTo(FailureMode.REFUSED);
      assertThat(stored.status()).isEqualTo("accepted");
    }
  }

  private static String failureCase(Engine engine) {
    Failure failure =
        new Failure(
            "i-1", "shop", "refunds", FailureMode.INCORRECT, SEEN, 1, "judge", "Q", "A", null);
    return engine
        .pipeline()
        .change(
            deeds -> {
              deeds.cases().add(List.of(failure));
              return deeds.cases().of("i-1").orElseThrow().id();
            })
        .join();
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
