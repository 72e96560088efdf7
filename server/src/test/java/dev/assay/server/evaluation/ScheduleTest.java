package dev.assay.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.Score;
import dev.assay.server.store.Sample;
import dev.assay.server.store.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Instant NOW = Instant.parse("2026-03-01T13:10:00Z");

  private final OnlineEvaluators evaluators = EvaluationWorkersTest.own(() -> Score.of(1));
  private final Schedule schedule = new Schedule(evaluators, EvaluationSettings.builder().build());
  private final WorkItem item =
      EvaluationUnit.workItem(Sample.key(0), evaluators.all().get(0), 1, NOW);

  private Finished evaluated() {
    Unit.Attempt attempt = schedule.lease(1, NOW, 0, 0).get(0);
    Duration took = Duration.ofMillis(1);
    return Objects.requireNonNull(schedule.ended(attempt, Score.of(1), took, false, NOW, 0));
  }

  @Test
  void unitStoredWhileTheStoreIsRead_isNotTakenInAgain() {
    schedule.add(item, NOW, 0);
    Finished finished = evaluated();
    schedule.reading();
    schedule.stored(finished);
    schedule.read(List.of(item), NOW, 0);
    assertThat(schedule.size()).isZero();
  }

  @Test
  void unitThatTheStoreHasAgain_isTakenIn() {
    schedule.add(item, NOW, 0);
    schedule.stored(evaluated());
    schedule.reading();
    schedule.read(List.of(item), NOW, 0);
    assertThat(schedule.size()).isEqualTo(1);
  }
}
