package dev.assay.server.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing comes any more: monitors go on looking, or nobody would be told of the silence. */
@Timeout(120)
class SilenceTest {

  @TempDir private Path folder;

  @Test
  void alertWithoutFurtherTraffic_isResolvedAfterItsQuietTime() throws Exception {
    try (ServedEngine served = ServedEngine.open(folder, ServedEngine.WATCHING)) {
      Instant real = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
      served.send(List.of(Exports.call(1, "conv-1", "Where is it?", "I do not know.", real)));
      served.interactions(1);
      served.await("/api/v1/alerts?open=true", json -> json.path("items").size() == 1);
      for (int i = 0; i < 5; i++) {
        served.pass(Duration.ofMinutes(20));
        Thread.sleep(300);
      }
      served.await("/api/v1/alerts?open=true", json -> json.path("items").isEmpty());
    }
  }
}
