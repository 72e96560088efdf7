package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.api.Api;
import dev.assay.server.api.Deed;
import dev.assay.server.delivery.Notices;
import dev.assay.server.review.SpotCheck;
import dev.assay.server.review.SpotCheckSettings;
import dev.assay.server.review.SpotChecks;
import dev.assay.server.schedule.CronTimes;
import dev.assay.server.schedule.RunOutcome;
import dev.assay.server.schedule.Schedule;
import dev.assay.server.schedule.Schedules;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RunDeskTest {

  private static final Instant SUNDAY = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-03-02T07:00:00Z");
  private static final Clock CLOCK = Clock.fixed(MONDAY, ZoneOffset.UTC);

  @TempDir private Path folder;
  private Store store;
  private SpotChecks checks;
  private Schedules schedules;
  private RunDesk desk;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(256, 2, 16));
    SpotCheckSettings settings =
        SpotCheckSettings.of(CronTimes.of("0 7 * * 1", ZoneOffset.UTC), "judge").withSize(4);
    checks = SpotChecks.of(settings, store, Notices.NONE, CLOCK);
    schedules =
        Schedules.of(
            List.of(
                Schedule.of(
                    "nightly", Path.of("suite.yaml"), CronTimes.of("0 2 * * *", ZoneOffset.UTC))),
            store,
            Notices.NONE,
            (schedule, control) ->
                new RunOutcome(RunOutcome.Result.PASSED, folder, List.of("PASS")),
            CLOCK,
            1);
    desk = new RunDesk(schedules, checks, store);
    checks.tick(SUNDAY);
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 4; i++) {
      seen(batch, i);
    }
    store.commit(batch.build());
    checks.tick(MONDAY);
  }

  private static void seen(Batch.Builder batch, int i) {
    InteractionRow sample = Sample.row(i);
    InteractionKey key = new InteractionKey("seen-" + i, MONDAY.minusSeconds(600 - i));
    batch.put(
        new InteractionRow(
            key,
            sample.links(),
            sample.dimensions(),
            sample.operation(),
            sample.outcome(),
            sample.decisions()));
    batch.put(
        new Content(
            key, Interaction.builder().input(List.of(Message.user("q"))).output("a").build()));
    batch.put(
        new Evaluation(
            key, "judge", "v1", 1.0, i % 2 == 0, null, null, null, null, null, 0.5, MONDAY));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void pause_andResume_areInTheAuditLog_andTheScheduleIsAsDocumented() {
    schedules.tick(MONDAY);
    for (int i = 0; i < 2; i++) {
      desk.start("nightly", "release " + i, new Deed("ann", MONDAY, null));
      schedules.tick(MONDAY);
    }
    asDocumented(desk.schedules().get(0));
    JsonNode paused = desk.pause("nightly", new Deed("ann", MONDAY, "moved")).orElseThrow();
    assertThat(paused.at("/paused/by").asString()).isEqualTo("ann");
    assertThat(paused.has("next_at")).isFalse();
    asDocumented(paused);
    JsonNode again = desk.resume("nightly", new Deed("bob", MONDAY, null)).orElseThrow();
    assertThat(again.has("paused")).isFalse();
    assertThat(again.has("next_at")).isTrue();
    assertThat(desk.pause("none", new Deed("ann", MONDAY, null))).isEmpty();
    assertThat(desk.resume("none", new Deed("ann", MONDAY, null))).isEmpty();
    assertThat(store.records().audit(PageRequest.first(10)).items())
        .extracting(AuditEntry::action, AuditEntry::actor)
        .contains(tuple("schedule.pause", "ann"), tuple("schedule.resume", "bob"));
  }

  private static void asDocumented(JsonNode schedule) {
    ObjectNode root = Json.object().put("$ref", "#/components/schemas/Schedule");
    try (InputStream in = Api.class.getResourceAsStream("schemas.json")) {
      String schemas = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      root.putObject("components").set("schemas", Json.parse(schemas, "schemas.json", 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.write(root))
                .validate(Json.write(schedule), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void spotCheck_labelled_hasAgreementAndKappaWithIntervals() {
    String id = checks.checks().get(0).check().id();
    assertThat(desk.spotChecks().get(0).has("agreement")).isFalse();
    for (int i = 0; i < 4; i++) {
      // The judge lets 0 and 2 pass; people 0 only.
      checks.label(id, "seen-" + i, "ann", i == 0, null, null);
    }

    JsonNode json = desk.spotChecks().get(0);

    assertThat(json.at("/agreement/value").doubleValue()).isEqualTo(0.75);
    assertThat(json.at("/agreement/level").doubleValue()).isEqualTo(0.95);
    assertThat(json.at("/kappa/value").doubleValue()).isEqualTo(0.5);
    assertThat(json.at("/kappa/low").doubleValue()).isLessThan(0.5);
    assertThat(json.at("/kappa/n").longValue()).isEqualTo(4);
  }

  @Test
  void skip_anItem_closesItWithItsReason() {
    SpotCheck check = checks.checks().get(0).check();
    String item = check.items().get(0).interaction().id();
    Deed deed = new Deed("ann", MONDAY, "a test of ours");

    JsonNode json = desk.skip(check.id(), item, "a test of ours", deed).orElseThrow();

    assertThat(json.at("/items/0/state").stringValue()).isEqualTo("skipped");
    assertThat(json.path("open").intValue()).isEqualTo(3);
    AuditEntry entry = store.records().audit(PageRequest.first(1)).items().get(0);
    assertThat(entry.action() + " " + entry.subject())
        .isEqualTo("spot_check.skip " + check.id() + "/" + item);
    assertThat(desk.skip("never", item, "why", deed)).isEmpty();
    assertThatThrownBy(() -> desk.skip(check.id(), "other", "why", deed))
        .isInstanceOf(InvalidInputException.class);
  }
}
