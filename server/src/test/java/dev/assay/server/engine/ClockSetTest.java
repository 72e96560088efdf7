package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The server's clock is set, forward and back, while the applications' clocks go on. */
@Timeout(300)
class ClockSetTest {

  private static final int CONVERSATIONS = 20;
  private static final String INVITING = "Which order do you mean, the first or the second one?";
  @TempDir private Path folder;

  @Test
  void clockSetForwardAndBack_makesNoSignalsAndMovesNoAlert() throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, ServedEngine.WATCHING)) {
      Instant real = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
      List<String> spans = new ArrayList<>();
      for (int i = 0; i < CONVERSATIONS; i++) {
        spans.add(Exports.call(i, "conv-" + i, "Where is it?", INVITING, real));
      }
      spans.add(Exports.call(90, "conv-90", "Where is it?", "I do not know.", real));
      served.send(spans);
      served.interactions(CONVERSATIONS + 1);
      served.await("/api/v1/alerts?open=true", json -> json.path("items").size() == 1);

      // So that answers are no longer held back until others that began earlier may have come.
      served.pass(Duration.ofMinutes(2));
      Thread.sleep(300);
      served.setAhead(Duration.ofHours(3).plus(Duration.ofMinutes(2)));
      Thread.sleep(500);
      served.send(List.of(call(100)));
      served.interactions(CONVERSATIONS + 2);
      unmoved(served);

      served.setAhead(Duration.ofMinutes(2));
      Thread.sleep(500);
      served.send(List.of(call(101)));
      served.send(List.of(call(102)));
      served.interactions(CONVERSATIONS + 4);
      served.settle();
      unmoved(served);

      // Nothing is late, in the future, or of negative length.
      assertThat(served.metric("assay_pipeline_interactions_in_future_total")).isZero();
      assertThat(served.metric("assay_pipeline_interactions_too_late_total")).isZero();
      String hours = "&from=" + real.minus(1, ChronoUnit.HOURS) + "&to=" + real.plusSeconds(7_200);
      JsonNode windows = served.json("/api/v1/estimates?measure=latency:p50" + hours);
      assertThat(windows.path("estimates").get(0).path("interactions").asInt())
          .isEqualTo(CONVERSATIONS + 4);
      assertThat(windows.path("estimates").get(0).path("estimate").path("value").asDouble())
          .isBetween(245.0, 255.0);

      // Half an hour in which it listens and nothing comes is what it always was.
      served.pass(Duration.ofMinutes(40));
      served.await(
          "/api/v1/interactions?signal=abandon&limit=100",
          json -> json.path("items").size() == CONVERSATIONS);
    }
  }

  @Test
  void serverThatWasDown_doesNotTakeItsOwnAbsenceForThatOfUsers() throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, ServedEngine.QUICK)) {
      Instant real = served.clock().instant();
      served.send(List.of(Exports.call(1, "conv-1", "Where is it?", INVITING, real)));
      served.interactions(1);
      served.pass(Duration.ofMinutes(2));
      Thread.sleep(300);
      served.settle();
      served.engine().close();
      served.pass(Duration.ofHours(3));
      served.restart();
      served.interactions(1);
      Thread.sleep(500);
      assertThat(abandoned(served)).isZero();
      served.pass(Duration.ofMinutes(32));
      served.await("/api/v1/interactions?signal=abandon", json -> json.path("items").size() == 1);
    }
  }

  private static void unmoved(ServedEngine served) throws Exception {
    assertThat(abandoned(served)).isZero();
    assertThat(served.json("/api/v1/alerts?open=true").path("items")).hasSize(1);
  }

  private static int abandoned(ServedEngine served) throws Exception {
    return served.json("/api/v1/interactions?signal=abandon&limit=100").path("items").size();
  }

  // By the application's clock, which is right.
  private static String call(int i) {
    return Exports.call(
        i, "conv-" + i, "Where is it?", "The order is on its way.", Clock.systemUTC().instant());
  }
}
