package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From spans to monitors, and from alerts back to people, through the whole server. */
@Timeout(300)
class WatchedTrafficTest {

  private static final String DRIFTS =
      """
      http: {host: 127.0.0.1, port: 0}
      grpc: off
      traces: {idle: 100ms, rootless: 200ms}
      evaluators:
        - language
        - contains: {any: ["order"], name: named}
          sampled: true
      sampling: {rate: 1}
      slices: [feature, "tag:tenant"]
      monitors:
        - name: lengths
          drift: {quantity: input-tokens, window: 1m, reference: 2m, rhythm: none, false_alarms: 10m}
        - name: languages
          drift: {labels: language, window: 1m, reference: 2m, rhythm: none, false_alarms: 10m}
        - name: topics
          drift: {inputs: true, window: 1m, reference: 2m, rhythm: none, false_alarms: 10m}
      """;

  private static final List<String> ORDERS =
      List.of(
          "Where is my order?",
          "When will my parcel arrive?",
          "Can I return these shoes?",
          "How do I track a shipment?");
  private static final List<String> COOKING =
      List.of(
          "Wie lange muss ein Kuchen im Ofen backen?",
          "Welches Gewürz passt am besten zu Fisch?",
          "Wie mache ich einen guten Hefeteig?",
          "Warum wird meine Soße nicht sämig?");

  @TempDir private Path folder;

  /** A minute's calls, of the same few texts. */
  private static List<String> minute(
      int first, Instant at, List<String> questions, String answer, int tokens) {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String question = questions.get(i % questions.size());
      String tenant =
          "{\"key\":\"traceloop.association.properties.tenant\",\"value\":{\"stringValue\":\"acme\"}}";
      String colour =
          "{\"key\":\"traceloop.association.properties.colour\",\"value\":{\"stringValue\":\"red\"}}";
      calls.add(
          Exports.call(first + i, "conv-" + (first + i), question, answer, at.plusMillis(400L * i))
              .replace("\"intValue\":\"" + (first + i), "\"intValue\":\"" + (tokens + i))
              .replace("\"attributes\":[", "\"attributes\":[" + tenant + "," + colour + ","));
    }
    return calls;
  }

  @Test
  void inputsThatDrift_areSeenInLengthsLanguagesAndEmbeddings_andTagsAskedForAreRead()
      throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, DRIFTS)) {
      Instant now = served.clock().instant().truncatedTo(ChronoUnit.MINUTES);
      String answer = "Your order is on its way and will be with you within three working days.";
      for (int i = 0; i < 3; i++) {
        Instant at = now.minus(Duration.ofMinutes(4L - i)).plusSeconds(5);
        served.send(minute(100 * i, at, ORDERS, answer, 100));
      }
      String german = "Das hängt davon ab, wie groß die Form ist und wie heiß der Ofen wird.";
      Instant then = now.minus(Duration.ofMinutes(1)).plusSeconds(5);
      served.send(minute(300, then, COOKING, german, 5_000));
      JsonNode items = served.interactions(400);
      assertThat(items.get(0).path("tags").toString()).isEqualTo("{\"tenant\":\"acme\"}");
      assertThat(served.json("/api/v1/interactions?tag=tenant%3Dacme&limit=1").path("items").size())
          .isEqualTo(1);
      assertThat(served.json("/api/v1/interactions?tag=tenant%3Dother").path("items").isEmpty())
          .isTrue();

      served.pass(Duration.ofMinutes(8));
      JsonNode alerts =
          served
              .await("/api/v1/alerts?open=true", json -> json.path("items").size() == 3)
              .path("items");
      Set<String> monitors = new TreeSet<>();
      alerts.forEach(each -> monitors.add(each.path("monitor").stringValue()));
      assertThat(monitors).containsExactly("languages", "lengths", "topics");
      assertThat(served.metric("assay_pipeline_rules_off")).isZero();
    }
  }

  @Test
  void alert_accepted_isOverAndAudited_andWhatIsReadWaitsForNothing() throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, ServedEngine.WATCHING)) {
      Instant now = served.clock().instant().truncatedTo(ChronoUnit.MILLIS);
      served.send(List.of(Exports.call(1, "conv-1", "Where is it?", "I do not know.", now)));
      String id =
          served
              .await("/api/v1/alerts?open=true", json -> json.path("items").size() == 1)
              .at("/items/0/id")
              .stringValue();
      String path = "/api/v1/alerts/" + id + "/accept";

      HttpResponse<String> accepted = served.post(path, "{\"note\": \"known\"}");
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
      assertThat(accepted.body()).contains("\"state\":\"resolved\"").contains("accepted by");
      assertThat(served.json("/api/v1/alerts?open=true").path("items").isEmpty()).isTrue();
      HttpResponse<String> again = served.post(path, "{}");
      assertThat(again.statusCode()).isEqualTo(400);
      assertThat(again.body()).contains("one that is not resolved");
      assertThat(served.post("/api/v1/alerts/none/accept", "{}").statusCode()).isEqualTo(404);

      String until = now.plus(Duration.ofHours(1)).toString();
      HttpResponse<String> silenced =
          served.post(
              "/api/v1/silences",
              "{\"monitor\":\"format\",\"until\":\"" + until + "\",\"note\":\"moving\"}");
      assertThat(silenced.statusCode()).as(silenced.body()).isEqualTo(201);
      JsonNode silences = served.json("/api/v1/silences").path("items");
      assertThat(silences.size()).isEqualTo(1);
      assertThat(served.json("/api/v1/marks").path("items").isEmpty()).isTrue();
      String silence = silences.at("/0/id").stringValue();
      served.delete("/api/v1/silences/" + silence);
      assertThat(served.json("/api/v1/silences").path("items").isEmpty()).isTrue();

      JsonNode audit = served.json("/api/v1/audit?limit=2");
      assertThat(audit.at("/items/0/action").stringValue()).isEqualTo("silence.lift");
      assertThat(audit.at("/items/1/action").stringValue()).isEqualTo("silence.add");
      JsonNode first = served.json("/api/v1/audit").at("/items/2");
      assertThat(first.path("action").stringValue()).isEqualTo("alert.accept");
      assertThat(first.path("subject").stringValue()).isEqualTo(id);
      assertThat(first.path("detail").stringValue()).isEqualTo("known");
    }
  }
}
