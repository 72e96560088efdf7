package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole servers that tell another one their scores. */
@Timeout(300)
class ToldOthersTest {

  private static final int CALLS = 3;
  private static final String SPAN_ID = "-%016x";

  @TempDir private Path folder;

  @Test
  void scoresOfCheapEvaluators_reachAnotherServer_inEitherForm() throws Exception {
    String spans = Exports.calls(0, CALLS, Instant.now());
    try (ServedEngine receiver = open("receiver", ServedEngine.WATCHING)) {
      String endpoint = receiver.engine().http().toString();
      try (ServedEngine events = open("events", telling(endpoint, "evaluators: all"));
          ServedEngine carriers =
              open(
                  "carriers",
                  telling(
                          endpoint,
                          "format: openinference, project: shop, evaluators: [carried],"
                              + " explanations: true")
                      .replace("name: plain", "name: carried"))) {
        for (ServedEngine each : new ServedEngine[] {receiver, events, carriers}) {
          assertThat(each.post("/v1/traces", spans).statusCode()).isEqualTo(200);
        }
        receiver.interactions(CALLS);
        for (int i = 0; i < CALLS; i++) {
          String id = Exports.trace(i) + SPAN_ID.formatted(i + 1);
          JsonNode told =
              receiver.await(
                  "/api/v1/interactions/" + id, json -> json.path("external_scores").size() >= 3);
          assertThat(names(told)).containsExactly("carried", "plain", "refusal");
          told.path("external_scores")
              .forEach(
                  score -> {
                    assertThat(score.path("value").doubleValue()).isEqualTo(1.0);
                    assertThat(score.path("annotator").asString()).isEqualToIgnoringCase("code");
                  });
        }
        assertThat(events.metric("assay_emission_sent_total")).isEqualTo(2 * CALLS);
        assertThat(carriers.metric("assay_emission_sent_total")).isEqualTo(CALLS);
        assertThat(events.metric("assay_emission_dropped_total")).isZero();
      }
    }
  }

  private static Set<String> names(JsonNode interaction) {
    Set<String> names = new TreeSet<>();
    interaction.path("external_scores").forEach(each -> names.add(each.path("name").stringValue()));
    return names;
  }

  private ServedEngine open(String name, String yaml) throws Exception {
    return ServedEngine.open(Files.createDirectory(folder.resolve(name)), yaml);
  }

  private static String telling(String endpoint, String more) {
    return """
    http: {host: 127.0.0.1, port: 0}
    grpc: off
    traces: {idle: 100ms, rootless: 200ms}
    evaluators:
      - refusal
      - contains: {any: ["way"], name: plain}
    evaluation: {emit: {endpoint: "%s", %s}}
    """
        .formatted(endpoint, more);
  }
}
