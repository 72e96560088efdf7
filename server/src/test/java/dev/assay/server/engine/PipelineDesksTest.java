package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.failure.Failure;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.monitor.failure.RegressionExamples;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.api.CaseDesk.Acceptance;
import dev.assay.server.api.Deed;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Sample;
import dev.assay.server.store.StoredFailureCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
      PipelineDesks desks = new PipelineDesks(engine.pipeline(), engine.store(), List::of);
      String id = failureCase(engine);
      Deed deed = new Deed("ann", SEEN, null);

      assertThatThrownBy(() -> desks.accept(id, acceptance(null, " ", null, null), deed))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("title:");
      ObjectNode accepted =
          desks
              .accept(id, acceptance(FailureMode.REFUSED, "Refund times", null, null), deed)
              .orElseThrow();

      assertThat(accepted.path("title").stringValue()).isEqualTo("Refund times");
      StoredFailureCase stored = engine.store().records().failureCase(id).orElseThrow();
      assertThat(stored.title()).isEqualTo("Refund times");
      assertThat(stored.failureMode()).isEqualTo(FailureMode.REFUSED);
      assertThat(stored.status()).isEqualTo("accepted");
    }
  }

  @Test
  void accept_chosenFailureAndInput_makeTheExample() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      PipelineDesks desks = new PipelineDesks(engine.pipeline(), engine.store(), List::of);
      String id = failureCase(engine);
      Deed deed = new Deed("ann", SEEN, "seen at the desk");

      assertThatThrownBy(() -> desks.accept(id, acceptance(null, null, "i-9", null), deed))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("interaction: i-9");
      ObjectNode accepted =
          desks.accept(id, acceptance(null, null, "i-2", "Which one?"), deed).orElseThrow();

      assertThat(accepted.at("/confirmation/interaction").stringValue()).isEqualTo("i-2");
      Example example =
          RegressionExamples.of(FailureCaseJson.read(accepted), null, UnaryOperator.identity());
      assertThat(example.input().stringValue()).isEqualTo("Which one?");
      AuditEntry entry = engine.store().records().audit(PageRequest.first(1)).items().get(0);
      assertThat(entry.action() + " " + entry.detail()).isEqualTo("case.accept seen at the desk");
    }
  }

  @Test
  void reopen_dismissed_isNewAgainWithTheReason() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      PipelineDesks desks = new PipelineDesks(engine.pipeline(), engine.store(), List::of);
      String id = failureCase(engine);
      assertThatThrownBy(() -> desks.reopen(id, new Deed("ann", SEEN, null)))
          .isInstanceOf(InvalidInputException.class);
      desks.dismiss(id, new Deed("ann", SEEN, "a test"));
      ObjectNode reopened = desks.reopen(id, new Deed("bob", SEEN, "no test")).orElseThrow();

      assertThat(reopened.path("status").stringValue()).isEqualTo("new");
      assertThat(reopened.at("/history/2/note").stringValue()).isEqualTo("no test");
      assertThat(engine.store().records().failureCase(id).orElseThrow().status()).isEqualTo("new");
      assertThat(desks.reopen("none", new Deed("bob", SEEN, null))).isEmpty();
    }
  }

  @Test
  void report_ofWhatNobodyFound_beginsACase() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      PipelineDesks desks = new PipelineDesks(engine.pipeline(), engine.store(), List::of);
      engine
          .store()
          .commit(
              Batch.builder()
                  .put(Sample.row(1))
                  .put(Sample.content(1, "Where is it?", "Here."))
                  .build());
      Deed deed = new Deed("ann", SEEN, "wrong place");

      ObjectNode reported = desks.report(Sample.key(1), FailureMode.OFF_TOPIC, deed).orElseThrow();

      String id = reported.path("id").stringValue();
      assertThat(reported.at("/examples/0/input").stringValue()).isEqualTo("Where is it?");
      assertThat(engine.store().records().failureMembers(id, 10)).containsExactly(Sample.key(1));
      assertThat(desks.report(Sample.key(1), FailureMode.SLOW, deed).orElseThrow().path("id"))
          .isEqualTo(reported.path("id"));
      assertThat(desks.report(Sample.key(2), FailureMode.SLOW, deed)).isEmpty();
      assertThat(engine.store().records().audit(PageRequest.first(9)).items())
          .extracting(AuditEntry::action)
          .containsOnly("case.report");
    }
  }

  @Test
  void alert_accepted_isResolvedByThePerson() throws Exception {
    try (Engine engine = open()) {
      engine.start();
      MonitorDefinition monitor =
          MonitorDefinition.of(
              "unsafe", Severity.CRITICAL, Condition.Immediate.of(FailureMode.UNSAFE));
      PipelineDesks desks =
          new PipelineDesks(engine.pipeline(), engine.store(), () -> List.of(monitor));

      assertThat(desks.accept("none", new Deed("ann", SEEN, null))).isFalse();
      assertThat(desks.marks()).isEmpty();
      assertThat(desks.monitors().get(0).at("/condition/mode").stringValue()).isEqualTo("unsafe");
    }
  }

  private static Acceptance acceptance(
      FailureMode mode, String title, String interaction, String input) {
    return new Acceptance(EXPECTED, "stale page", mode, title, interaction, input);
  }

  private static Failure failure(String id, String question) {
    return new Failure(
        id, "shop", "refunds", FailureMode.INCORRECT, SEEN, 1, "judge", question, "A", null);
  }

  private static String failureCase(Engine engine) {
    return engine
        .pipeline()
        .change(
            deeds -> {
              deeds.cases().add(List.of(failure("i-1", "Q"), failure("i-2", "Which?")));
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
