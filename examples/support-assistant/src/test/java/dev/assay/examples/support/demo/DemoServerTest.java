package dev.assay.examples.support.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.config.Overrides;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.config.ServerConfigReader;
import dev.assay.server.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoServerTest {

  @Test
  void configuration_ofTheDemo_isRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("server.yaml");
    Files.writeString(file, DemoTraffic.configuration());
    DemoSuite.writeTo(folder.resolve("data"));
    ServerConfig config = ServerConfigReader.read(file, Map.of(), Overrides.NONE);
    assertThat(config.evaluators(true))
        .extracting(MonitoredEvaluator::name)
        .containsExactly("grounding");
    assertThat(config.schedules()).extracting(Schedule::name).containsExactly(DemoSuite.SCHEDULE);
    assertThat(config.slicing().lateness()).isGreaterThan(DemoTraffic.LENGTH);
  }
}
