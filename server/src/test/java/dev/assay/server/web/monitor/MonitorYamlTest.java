package dev.assay.server.web.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.watch.DefaultMonitors;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorsReader;
import dev.assay.monitor.watch.Watchable;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorYamlTest {

  @Test
  void everyDefault_writtenAndRead_isTheSame() {
    List<MonitorDefinition> monitors =
        DefaultMonitors.of(
            List.of(
                new DefaultMonitors.Running("judge", true, 1, 5, true),
                new DefaultMonitors.Running("refusal", false, 0, 1, true)));
    for (MonitorDefinition monitor : monitors) {
      String yaml = MonitorYaml.of(monitor);
      assertThat(MonitorsReader.one(yaml, "m", Watchable.ANYTHING)).as(yaml).isEqualTo(monitor);
    }
  }

  @Test
  void slicesAndOtherKinds_writtenAndRead_areTheSame() {
    for (String text :
        List.of(
            "{name: a, cusum: {measure: \"latency:p95\"}, slices: {feature: \"a b: {c}\"}}",
            "{name: b, divergence: {scores: \"score:j:pass\", signals: \"signal:thumbs_up:rate\"},"
                + " slices: {each: [prompt_template, prompt_version]}}",
            "{name: c, drift: {dimension: feature, distance: js}, group_by: [feature], hold: 90s}",
            "{name: d, drift: {inputs: true}}",
            "{name: e, change: {measure: \"error:rate\", baseline: golden}}",
            "{name: f, change: {measure: \"error:rate\", baseline: {from: 2026-01-01T00:00:00Z,"
                + " to: 2026-01-02T00:00:00Z}}}")) {
      MonitorDefinition monitor = MonitorsReader.one(text, "m", Watchable.ANYTHING);
      String yaml = MonitorYaml.of(monitor);
      assertThat(MonitorsReader.one(yaml, "m", Watchable.ANYTHING)).as(yaml).isEqualTo(monitor);
    }
  }

  @Test
  void mistakes_areToldWithTheirLine() {
    assertThatThrownBy(
            () ->
                MonitorsReader.one(
                    "name: a\nthreshold: {measure: \"error:rate\", above: x}\n",
                    "monitor",
                    Watchable.ANYTHING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("monitor:2:");
    assertThatThrownBy(() -> MonitorsReader.one("[]", "monitor", Watchable.ANYTHING))
        .hasMessageContaining("one monitor");
  }
}
