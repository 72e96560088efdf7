package dev.assay.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.delivery.Receiver.Answer;
import dev.assay.server.delivery.Receiver.Request;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Delivery;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class DeliveriesTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final DuckDbSettings SMALL = new DuckDbSettings(256, 2, 16);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock("2026-03-01T12:00:00Z");
  private Receiver receiver;
  private Store store;
  private Deliveries deliveries;

  @BeforeEach
  void open() {
    receiver = new Receiver();
    store = DuckDbStore.open(folder.resolve("data"), SMALL);
  }

  @AfterEach
  void close() {
    if (deliveries != null) {
      deliveries.close();
    }
    store.close();
    receiver.close();
  }

  @Test
  void webhook_alert_arrivesSignedAndIsLogged() {
    begin(webhook("ops"));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "Judge mean fell <b>"));
    settle();

    Request request = receiver.requests().get(0);
    assertThat(request.path()).isEqualTo("/hook/secretpath");
    assertThat(
            WebhookSignature.of(SECRET)
                .verify(
                    request.headers().get("webhook-id"),
                    request.headers().get("webhook-timestamp"),
                    request.headers().get("webhook-signature"),
                    request.body(),
                    clock.instant()))
        .isTrue();
    JsonNode json = Json.parse(request.text(), "body", 1);
    assertThat(json.path("id").stringValue()).isEqualTo(request.headers().get("webhook-id"));
    assertThat(json.path("alerts").path(0).path("alert_id").stringValue()).isEqualTo("a1");
    assertThat(json.path("alerts").path(0).path("title").stringValue())
        .isEqualTo("Judge mean fell <b>");
    assertThat(log("a1")).singleElement().satisfies(d -> assertThat(d.delivered()).isTrue());
    assertThat(queue()).isZero();
    assertThat(deliveries.health().get(0).sent()).isEqualTo(1);
  }

  @Test
  void send_failsAtFirst_isTriedAgainWithTheSameId() {
    receiver.answers(Answer.of(500), new Answer(503, Map.of("Retry-After", "120"), "busy"));
    begin(webhook("ops"));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    settle();
    assertThat(receiver.requests()).hasSize(1);
    deliveries.tick();
    assertThat(receiver.requests()).as("not before its time").hasSize(1);
    clock.advance(Duration.ofSeconds(11));
    deliveries.tick();
    assertThat(receiver.requests()).hasSize(2);
    clock.advance(Duration.ofSeconds(119));
    deliveries.tick();
    assertThat(receiver.requests()).as("not before it was asked").hasSize(2);
    clock.advance(Duration.ofSeconds(2));
    deliveries.tick();

    assertThat(receiver.requests()).hasSize(3);
    assertThat(receiver.requests().stream().map(r -> r.headers().get("webhook-id")).distinct())
        .hasSize(1);
    assertThat(log("a1")).extracting(Delivery::delivered).containsExactly(false, false, true);
    assertThat(log("a1")).extracting(Delivery::attempt).containsExactly(1, 2, 3);
    assertThat(log("a1").get(1).detail()).isEqualTo("HTTP 503: busy");
  }

  @Test
  void restart_committedButNotDelivered_isDelivered() {
    begin(webhook("ops"));
    Batch.Builder batch = Batch.builder();
    deliveries.tell(batch, notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    store.commit(batch.build());
    deliveries.close();
    store.close();

    store = DuckDbStore.open(folder.resolve("data"), SMALL);
    begin(webhook("ops"));
    clock.advance(Duration.ofMinutes(1));
    deliveries.tick();
    assertThat(receiver.requests()).hasSize(1);
    assertThat(log("a1")).hasSize(1);
  }

  @Test
  void restart_afterFailedAttempt_keepsTheMessageAsItWas() {
    receiver.answers(Answer.of(500));
    begin(webhook("ops"));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "one"));
    settle();
    deliveries.close();
    begin(webhook("ops"));
    tell(notice("a2", Notice.State.FIRING, Severity.HIGH, "two"));
    clock.advance(Duration.ofMinutes(1));
    deliveries.tick();

    assertThat(receiver.requests()).hasSize(3);
    assertThat(receiver.requests().get(1).text()).isNotEqualTo(receiver.requests().get(2).text());
    assertThat(receiver.requests().get(1).headers().get("webhook-id"))
        .isEqualTo(receiver.requests().get(0).headers().get("webhook-id"));
    assertThat(alerts(receiver.requests().get(1))).isEqualTo(1);
  }

  @Test
  void tell_uncommitted_neverHappened() {
    begin(webhook("ops"));
    deliveries.tell(Batch.builder(), notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    settle();
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void changesOfOneGroup_closeTogether_goInOneMessage() {
    begin(webhook("ops"));
    for (int i = 0; i < 5; i++) {
      tell(notice("a" + i, Notice.State.FIRING, Severity.HIGH, "t" + i));
      clock.advance(Duration.ofSeconds(1));
    }
    settle();
    assertThat(receiver.requests()).hasSize(1);
    assertThat(alerts(receiver.requests().get(0))).isEqualTo(5);
    assertThat(receiver.requests().get(0).text()).contains("5 alerts firing");
  }

  @Test
  void rateBound_reached_holdsBackAndThenTellsAllAtOnce() {
    begin(webhook("ops").withMostPerHour(2).withGroupWait(Duration.ZERO));
    for (int i = 0; i < 7; i++) {
      tell(notice("a" + i, Notice.State.FIRING, Severity.HIGH, "t" + i));
      deliveries.tick();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(receiver.requests()).hasSize(2);
    clock.advance(Duration.ofHours(1));
    deliveries.tick();
    assertThat(receiver.requests()).hasSize(3);
    assertThat(alerts(receiver.requests().get(2))).isEqualTo(5);
  }

  @Test
  void minSeverity_belowIt_isNotTold() {
    begin(webhook("ops").withMinSeverity(Severity.HIGH).withResolved(false));
    tell(notice("a1", Notice.State.FIRING, Severity.MEDIUM, "t"));
    tell(notice("a2", Notice.State.RESOLVED, Severity.CRITICAL, "t"));
    settle();
    assertThat(receiver.requests()).isEmpty();
    assertThat(queue()).isZero();
  }

  @Test
  void escalation_alertStillOpen_isToldThenAndNotBefore() {
    begin(webhook("boss").withAfter(Duration.ofMinutes(30)));
    open("a1", null);
    open("a2", null);
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "stays"));
    tell(notice("a2", Notice.State.FIRING, Severity.HIGH, "goes"));
    clock.advance(Duration.ofMinutes(10));
    deliveries.tick();
    open("a2", clock.instant());
    tell(notice("a2", Notice.State.RESOLVED, Severity.HIGH, "goes"));
    settle();
    assertThat(receiver.requests()).isEmpty();
    clock.advance(Duration.ofMinutes(21));
    deliveries.tick();
    assertThat(receiver.requests()).hasSize(1);
    assertThat(receiver.requests().get(0).text()).contains("stays").doesNotContain("goes");

    open("a1", clock.instant());
    tell(notice("a1", Notice.State.RESOLVED, Severity.HIGH, "stays"));
    settle();
    assertThat(receiver.requests()).as("the all-clear follows the alarm").hasSize(2);
    assertThat(queue()).isZero();
  }

  @Test
  void escalation_somebodyTookItOn_isNotTold() {
    begin(webhook("boss").withAfter(Duration.ofMinutes(30)));
    Instant now = clock.instant();
    String taken = "{\"acknowledged_by\": \"ann\"}";
    store.commit(
        Batch.builder()
            .put(new StoredAlert("a1", "m", "", "firing", "high", now, now, null, taken))
            .build());
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    clock.advance(Duration.ofMinutes(31));
    deliveries.tick();
    assertThat(receiver.requests()).isEmpty();
    assertThat(queue()).isZero();
  }

  @Test
  void rejected_forWhatItIs_isGivenUpAndDoesNotBlock() {
    receiver.answers(new Answer(400, Map.of(), "no /hook/secretpath " + SECRET + " \u001b[31m"));
    begin(webhook("ops"));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    settle();
    tell(notice("a2", Notice.State.FIRING, Severity.HIGH, "t"));
    settle();
    assertThat(log("a1")).singleElement().satisfies(d -> assertThat(d.delivered()).isFalse());
    String detail = log("a1").get(0).detail();
    assertThat(detail).contains("HTTP 400: no [secret] [secret]").endsWith("; given up");
    assertThat(detail).doesNotContain("secretpath").doesNotContain("\u001b");
    assertThat(log("a2")).singleElement().satisfies(d -> assertThat(d.delivered()).isTrue());
    assertThat(deliveries.health().get(0).givenUp()).isEqualTo(1);
  }

  @Test
  void unreachable_longEnough_isGivenUp() {
    receiver.close();
    begin(webhook("ops").withGiveUpAfter(Duration.ofMinutes(5)));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofSeconds(30));
      deliveries.tick();
    }
    List<Delivery> log = log("a1");
    assertThat(log.get(log.size() - 1).detail()).isEqualTo("no connection; given up");
    assertThat(queue()).isZero();
  }

  @Test
  void target_inside_isBlockedUnlessAllowed() {
    begin(webhook("ops").withAllowPrivate(false));
    Trial trial = deliveries.test("ops");
    assertThat(trial.delivered()).isFalse();
    assertThat(trial.detail()).startsWith("blocked: 127.0.0.1");
    assertThat(receiver.requests()).isEmpty();
    deliveries.close();

    deliveries =
        Deliveries.of(
            DeliverySettings.of(List.of(webhook("ops").withAllowPrivate(false)))
                .allowing(List.of("127.0.0.0/8")),
            store,
            clock);
    assertThat(deliveries.test("ops").delivered()).isTrue();
  }

  @Test
  void redirect_isNotFollowed() {
    receiver.answers(new Answer(302, Map.of("Location", receiver.url("/other").toString()), ""));
    begin(webhook("ops"));
    Trial trial = deliveries.test("ops");
    assertThat(trial.delivered()).isFalse();
    assertThat(trial.detail()).isEqualTo("HTTP 302");
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void reply_endlessAndHuge_isReadALittle() {
    receiver.answers(new Answer(200, Map.of(), "x".repeat(20_000_000)));
    begin(webhook("ops"));
    Trial trial = deliveries.test("ops");
    assertThat(trial.delivered()).isTrue();
    assertThat(trial.detail()).hasSizeLessThan(200);
  }

  @Test
  void test_unknownChannel_namesTheNearest() {
    begin(webhook("ops"));
    assertThatThrownBy(() -> deliveries.test("opz"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("ops");
  }

  @Test
  void slack_hostileText_isEscapedAndBounded() {
    begin(
        Channel.of("chat", new Destination.Slack(receiver.url("/services/T0/B0/token")))
            .withAllowPrivate(true));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "<!channel> & @here\n*x*"));
    settle();
    Request request = receiver.requests().get(0);
    String text = Json.parse(request.text(), "body", 1).path("text").stringValue();
    assertThat(text).contains("&lt;!channel&gt; &amp; @\u200bhere").doesNotContain("<!");
    assertThat(text).contains("<https://assay.example/alerts/1|Open>");
  }

  @Test
  void alertmanager_openAlert_isSentAgainUntilItIsOver() {
    Destination.Alertmanager target =
        new Destination.Alertmanager(
            receiver.url("/am/"), Map.of("Authorization", "Bearer abcdefgh"), Map.of("team", "q"));
    begin(Channel.of("am", target).withAllowPrivate(true));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    settle();
    clock.advance(Duration.ofMinutes(3));
    deliveries.tick();
    assertThat(receiver.requests()).hasSize(2);
    assertThat(receiver.requests().get(1).path()).isEqualTo("/am/api/v2/alerts");
    JsonNode alert = Json.parse(receiver.requests().get(1).text(), "body", 1).path(0);
    assertThat(alert.path("labels").path("alertname").stringValue()).isEqualTo("judge-mean");
    assertThat(alert.path("labels").path("team").stringValue()).isEqualTo("q");
    assertThat(alert.path("annotations").path("summary").stringValue()).isEqualTo("t");
    assertThat(alert.path("startsAt").stringValue()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(Instant.parse(alert.path("endsAt").stringValue())).isAfter(clock.instant());
    assertThat(log("a1")).as("once in the log").hasSize(1);

    tell(notice("a1", Notice.State.RESOLVED, Severity.HIGH, "t"));
    settle();
    clock.advance(Duration.ofMinutes(30));
    deliveries.tick();
    assertThat(receiver.requests()).hasSize(3);
    JsonNode over = Json.parse(receiver.requests().get(2).text(), "body", 1).path(0);
    assertThat(Instant.parse(over.path("endsAt").stringValue())).isBefore(clock.instant());
    assertThat(over.path("labels")).isEqualTo(alert.path("labels"));
    assertThat(queue()).isZero();
  }

  @Test
  void channel_noLongerConfigured_isGivenUpInTheLog() {
    begin(webhook("old"));
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    deliveries.close();
    begin(webhook("new"));
    deliveries.tick();
    assertThat(queue()).isZero();
    assertThat(log("a1").get(0).detail()).startsWith("there is no such channel any more");
  }

  @Test
  void start_byItself_delivers() throws InterruptedException {
    Channel channel = webhook("ops").withGroupWait(Duration.ZERO);
    begin(channel);
    deliveries.start();
    tell(notice("a1", Notice.State.FIRING, Severity.HIGH, "t"));
    for (int i = 0; i < 6_000 && log("a1").isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertThat(log("a1")).hasSize(1);
  }

  @Test
  void destinations_asText_showNoSecret() {
    Channel channel = webhook("ops");
    assertThat(channel.toString())
        .doesNotContain("secretpath")
        .doesNotContain(SECRET)
        .contains("webhook to 127.0.0.1");
  }

  private Channel webhook(String name) {
    Destination.Webhook target =
        new Destination.Webhook(receiver.url("/hook/secretpath"), SECRET, Map.of());
    return Channel.of(name, target).withAllowPrivate(true);
  }

  private void begin(Channel channel) {
    deliveries = Deliveries.of(DeliverySettings.of(List.of(channel)), store, clock);
  }

  private void tell(Notice notice) {
    Batch.Builder batch = Batch.builder();
    deliveries.tell(batch, notice);
    store.commit(batch.build());
    deliveries.committed();
  }

  private void settle() {
    clock.advance(Duration.ofSeconds(10));
    deliveries.tick();
  }

  private void open(String id, Instant closedAt) {
    Instant now = clock.instant();
    store.commit(
        Batch.builder()
            .put(new StoredAlert(id, "m", "", "firing", "high", now, now, closedAt, "{}"))
            .build());
  }

  private List<Delivery> log(String alert) {
    return store.records().deliveries(alert);
  }

  private int queue() {
    return store.records().documents(Queued.COLLECTION).size();
  }

  private static int alerts(Request request) {
    return Json.parse(request.text(), "body", 1).path("alerts").size();
  }

  private Notice notice(String alert, Notice.State state, Severity severity, String title) {
    Instant now = clock.instant();
    return new Notice(
        alert + "/" + state.key() + "/" + now,
        alert,
        "judge-mean",
        "feature=chat",
        state,
        severity,
        title,
        List.of("from 4.1 to 3.2", "n = 200"),
        "https://assay.example/alerts/1",
        now,
        now,
        "judge-mean",
        Json.object().put("value", 3.2));
  }
}
