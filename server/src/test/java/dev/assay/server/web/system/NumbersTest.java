package dev.assay.server.web.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.api.metrics.Reading;
import dev.assay.server.api.metrics.ServerMetrics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void of_counters_tellsLossesAndCountsThoseThatDidNotHappen() {
    try (ServerMetrics metrics = new ServerMetrics()) {
      metrics
          .counter("assay.collector.rejected", "Not taken.", () -> 3, "reason", "too_large")
          .counter("assay.collector.rejected", "Not taken.", () -> 0, "reason", "malformed")
          .counter("assay.api.requests", "That came.", () -> 100)
          .counters("assay.new.kind", "Of a part yet to come.", "why", () -> Map.of("lost", 5.0));
      Numbers numbers = Numbers.of(metrics.readings());
      assertThat(numbers.losses())
          .extracting(Reading::name)
          .containsExactly("assay.new.kind", "assay.collector.rejected");
      assertThat(numbers.losses().get(1).tags()).containsEntry("reason", "too_large");
      assertThat(numbers.quiet()).isEqualTo(1);
    }
  }

  @Test
  void of_gauges_tellsQueuesAgesAndWhatIsWrong() {
    try (ServerMetrics metrics = new ServerMetrics()) {
      metrics
          .gauge("assay.pipeline.lag.bytes", "To read.", () -> 0)
          .gauge("assay.windows.behind.seconds", "The oldest.", () -> 1.5)
          .gauge("assay.journal.full", "1 while full.", () -> 0)
          .gauge("assay.pipeline.broken", "1 if it stopped.", () -> 1);
      Numbers numbers = Numbers.of(metrics.readings());
      assertThat(numbers.queues())
          .extracting(Reading::name)
          .containsExactly("assay.pipeline.lag.bytes");
      assertThat(numbers.ages())
          .extracting(Reading::name)
          .containsExactly("assay.windows.behind.seconds");
      assertThat(numbers.troubles())
          .extracting(Reading::name)
          .containsExactly("assay.pipeline.broken");
    }
  }

  @Test
  void of_timers_tellsTheEndOfTheBucket() {
    try (ServerMetrics metrics = new ServerMetrics()) {
      LongConsumer told = metrics.timer("assay.journal.force", "A write.");
      for (int i = 0; i < 98; i++) {
        told.accept(TimeUnit.MILLISECONDS.toNanos(4));
      }
      told.accept(TimeUnit.MILLISECONDS.toNanos(40));
      told.accept(TimeUnit.MILLISECONDS.toNanos(400));
      Reading reading = Numbers.of(metrics.readings()).times().get(0);
      assertThat(reading.value()).isEqualTo(100);
      assertThat(reading.timing().halfMillis()).isEqualTo(5);
      assertThat(reading.timing().mostMillis()).isEqualTo(50);
      assertThat(reading.timing().maxMillis()).isGreaterThanOrEqualTo(400);
    }
  }
}
