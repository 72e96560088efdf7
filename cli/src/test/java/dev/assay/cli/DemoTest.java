package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

@Timeout(600)
class DemoTest {

  private DemoServer server;

  @RegisterExtension
  private final BeforeEachCallback demo = context -> server = DemoServer.of(context);

  @Test
  void replayed_firesWhereAnswersWentStaleAndNowhereElse() {
    List<JsonNode> alerts = server.alerts();
    assertThat(alerts)
        .filteredOn(alert -> alert.path("state").asString("").equals("firing"))
        .extracting(alert -> alert.path("monitor").asString(""))
        .containsExactlyInAnyOrder(
            "grounded-low", "negative-high", "negative-rise", "completed-low");
    for (JsonNode alert : alerts) {
      assertThat(alert.path("slice").asString("")).isEqualTo("feature=refunds");
      assertThat(Instant.parse(alert.path("opened_at").asString("")))
          .isAfter(server.staleSince().minus(Duration.ofHours(1)));
    }
  }
}
