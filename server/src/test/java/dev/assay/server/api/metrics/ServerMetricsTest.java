package dev.assay.server.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {

  @Test
  void counters_kindThatTurnsUpLater_isShownFromThenOn() {
    try (ServerMetrics metrics = new ServerMetrics()) {
      Map<String, Double> drops = new TreeMap<>(Map.of("binary", 2.0));
      metrics.counters("assay.drops", "Drops.", "reason", () -> drops);
      assertThat(metrics.scrape()).contains("assay_drops_total{reason=\"binary\"} 2.0");
      drops.put("user", 1.0);
      drops.put("binary", 3.0);
      assertThat(metrics.scrape())
          .contains("assay_drops_total{reason=\"binary\"} 3.0")
          .contains("assay_drops_total{reason=\"user\"} 1.0");
    }
  }

  @Test
  void gauges_beyondAHundredKinds_areOneCalledOther() {
    try (ServerMetrics metrics = new ServerMetrics()) {
      Map<String, Double> waiting = new TreeMap<>();
      for (int i = 0; i < 130; i++) {
        waiting.put("e%03d".formatted(i), 1.0);
      }
      metrics.gauges("assay.waiting", "Waiting.", "evaluator", () -> waiting);
      metrics.scrape();
      waiting.put("a first one by name", 5.0);
      String scraped = metrics.scrape();
      assertThat(scraped)
          .contains("assay_waiting{evaluator=\"e099\"} 1.0")
          .contains("assay_waiting{evaluator=\"other\"} 35.0")
          .doesNotContain("e100")
          .doesNotContain("a first one");
      assertThat(scraped.lines().filter(line -> line.startsWith("assay_waiting{"))).hasSize(101);
    }
  }

  @Test
  void timer_isAHistogramWithAMaximum() {
    try (ServerMetrics metrics = new ServerMetrics()) {
      LongConsumer took = metrics.timer("assay.write", "A write.");
      took.accept(Duration.ofMillis(3).toNanos());
      took.accept(Duration.ofMillis(300).toNanos());
      assertThat(metrics.scrape())
          .contains("assay_write_seconds_bucket{le=\"0.002\"} 0")
          .contains("assay_write_seconds_bucket{le=\"0.005\"} 1")
          .contains("assay_write_seconds_bucket{le=\"0.5\"} 2")
          .contains("assay_write_seconds_count 2")
          .contains("assay_write_seconds_max 0.3");
    }
  }
}
