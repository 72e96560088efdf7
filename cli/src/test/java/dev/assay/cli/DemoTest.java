package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(600)
class DemoTest {

  @TempDir private Path folder;

  @Test
  void replayed_firesWhereAnswersWentStaleAndNowhereElse() {
    Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try (Demo demo = Demo.open(folder, "0", end, Clock.systemUTC())) {
      demo.replay(() -> false);
      demo.settle(Duration.ofMinutes(2), () -> false);
      List<JsonNode> alerts = demo.alerts();

      assertThat(alerts)
          .filteredOn(alert -> alert.path("state").asString("").equals("firing"))
          .extracting(alert -> alert.path("monitor").asString(""))
          .containsExactlyInAnyOrder(
              "grounded-low", "negative-high", "negative-rise", "completed-low");
      for (JsonNode alert : alerts) {
        assertThat(alert.path("slice").asString("")).isEqualTo("feature=refunds");
        assertThat(Instant.parse(alert.path("opened_at").asString("")))
            .isAfter(demo.traffic().staleSince().minus(Duration.ofHours(1)));
      }
    }
  }
}
