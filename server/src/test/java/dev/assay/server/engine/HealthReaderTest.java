package dev.assay.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.watch.Health;
import dev.assay.monitor.watch.HealthMeasure;
import dev.assay.server.delivery.MovableClock;
import dev.assay.server.evaluation.EvaluationCounts;
import dev.assay.server.pipeline.Scored;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HealthReaderTest {

  private static final EvaluationCounts NOTHING =
      new EvaluationCounts(Map.of(), Map.of(), 0, 0, 0, 0, 0, 0, 0, null, null);

  private final MovableClock clock = new MovableClock("2026-03-01T12:00:00Z");
  private final Map<String, Scored> scores = new TreeMap<>();
  private final HealthReader reader = new HealthReader(() -> NOTHING, () -> scores, null, clock);

  private Health read() {
    return Objects.requireNonNull(reader.get());
  }

  @Test
  void get_onceAMinute_eachLookIsToldOnce() {
    scores.put("judge", new Scored(10, 2));
    assertThat(read().readings()).contains(new Health.Looks("judge", 10, 2));
    assertThat(reader.get()).isNull();
    clock.advance(Duration.ofSeconds(59));
    assertThat(reader.get()).isNull();

    clock.advance(Duration.ofSeconds(1));
    scores.put("judge", new Scored(15, 5));
    scores.put("other", new Scored(1, 0));
    assertThat(read().readings())
        .contains(new Health.Looks("judge", 5, 3), new Health.Looks("other", 1, 0))
        .noneMatch(reading -> reading.measure() == HealthMeasure.JUDGE_AGREEMENT);

    clock.advance(Duration.ofMinutes(1));
    assertThat(read().readings()).contains(new Health.Looks("judge", 0, 0));
  }
}
