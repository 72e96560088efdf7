package dev.assay.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.run.RunControl;
import dev.assay.server.delivery.MovableClock;
import dev.assay.server.delivery.Notice;
import dev.assay.server.delivery.Notices;
import dev.assay.server.schedule.RunOutcome.Result;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Document;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SchedulesTest {

  private static final CronTimes DAILY = CronTimes.of("0 3 * * *", ZoneOffset.UTC);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock("2026-03-01T12:00:00Z");
  private final List<String> runs = new ArrayList<>();
  private final Deque<Result> results = new ArrayDeque<>();
  private final List<Notice> told = new ArrayList<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void tell(Batch.Builder batch, Notice notice) {
          told.add(notice);
        }

        @Override
        public void committed() {}
      };
  private Store store;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(256, 2, 16));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void tick_timeHasCome_runsOnce() {
    Schedules schedules = schedules(nightly());
    schedules.tick(clock.instant());
    clock.set("2026-03-02T02:59:59Z");
    schedules.tick(clock.instant());
    assertThat(runs).isEmpty();
    clock.set("2026-03-02T03:00:00Z");
    schedules.tick(clock.instant());
    schedules.tick(clock.instant());
    assertThat(runs).containsExactly("nightly");
    ScheduleStatus status = schedules.status().get(0);
    assertThat(status.lastReason()).isEqualTo("time 2026-03-02T03:00:00Z");
    assertThat(status.next()).isEqualTo("2026-03-03T03:00:00Z");
  }

  @Test
  void tick_afterDowntime_catchesUpOnce() {
    schedules(nightly()).tick(clock.instant());
    clock.advance(Duration.ofDays(5));
    Schedules after = schedules(nightly());
    after.tick(clock.instant());
    after.tick(clock.instant());
    assertThat(runs).hasSize(1);
    ScheduleStatus status = after.status().get(0);
    assertThat(status.missed()).extracting(MissedTimes::times).containsExactly(5);
    assertThat(status.missed().get(0).caughtUpAt()).isEqualTo(clock.instant());
    assertThat(schedules(nightly()).status()).containsExactly(status);
  }

  @Test
  void pause_overARestart_lastsUntilItIsResumed_andNothingIsMadeUpFor() {
    Schedules schedules = schedules(nightly());
    schedules.tick(clock.instant());
    assertThat(schedules.pause("nightly", "ada", "the target is moved")).isTrue();
    assertThat(schedules.pause("nightly", "bob", null)).isFalse();
    Schedules after = schedules(nightly());
    clock.set("2026-03-04T03:00:00Z");
    after.tick(clock.instant());
    assertThat(runs).isEmpty();
    ScheduleStatus status = after.status().get(0);
    assertThat(status.next()).isNull();
    assertThat(status.pause())
        .isEqualTo(
            new SchedulePause(Instant.parse("2026-03-01T12:00:00Z"), "ada", "the target is moved"));
    after.trigger("nightly", "by hand");
    after.tick(clock.instant());
    assertThat(runs).hasSize(1);

    clock.set("2026-03-05T12:00:00Z");
    assertThat(after.resume("nightly")).isTrue();
    assertThat(after.resume("nightly")).isFalse();
    after.tick(clock.instant());
    assertThat(runs).hasSize(1);
    assertThat(after.status().get(0).missed()).isEmpty();
    clock.set("2026-03-06T03:00:00Z");
    after.tick(clock.instant());
    assertThat(runs).hasSize(2);
  }

  @Test
  void tick_clockWasFarAheadOnce_isNotSilent() {
    Schedules schedules = schedules(nightly());
    schedules.tick(clock.instant());
    clock.set("2031-01-01T00:00:00Z");
    schedules.tick(clock.instant());
    clock.set("2026-03-01T12:00:05Z");
    schedules.tick(clock.instant());
    clock.set("2026-03-02T03:00:00Z");
    schedules.tick(clock.instant());
    assertThat(runs).hasSize(2);
  }

  @Test
  void jitter_isTheSameEachTimeAndWithinItsBound() {
    Schedule late = nightly().withJitter(Duration.ofMinutes(30));
    Duration offset = Entry.offset(late);
    assertThat(offset).isBetween(Duration.ofMillis(1), Duration.ofMinutes(30));
    assertThat(Entry.offset(late)).isEqualTo(offset);
    Schedules schedules = schedules(late);
    schedules.tick(clock.instant());
    clock.set("2026-03-02T03:00:00Z");
    clock.advance(offset.minusMillis(1));
    schedules.tick(clock.instant());
    assertThat(runs).isEmpty();
    clock.advance(Duration.ofMillis(1));
    schedules.tick(clock.instant());
    schedules.tick(clock.instant());
    assertThat(runs).hasSize(1);
  }

  @Test
  void watched_changed_runsOnceItHasSettled() throws IOException {
    Path prompts = Files.createDirectories(folder.resolve("prompts"));
    Files.writeString(prompts.resolve("a.txt"), "one");
    Schedules schedules =
        schedules(Schedule.of("prompts", folder, null).withWatched(List.of(prompts)));
    look(schedules);
    look(schedules);
    assertThat(runs).isEmpty();
    Files.writeString(prompts.resolve("a.txt"), "two!");
    look(schedules);
    assertThat(runs).as("may be half written").isEmpty();
    look(schedules);
    assertThat(runs).hasSize(1);
    look(schedules);
    look(schedules);
    assertThat(runs).hasSize(1);
    Files.writeString(prompts.resolve("b.txt"), "new");
    look(schedules);
    look(schedules);
    assertThat(runs).hasSize(2);
  }

  @Test
  void watched_changedWhileDown_runsAfterTheStart() throws IOException {
    Path prompt = Files.writeString(folder.resolve("prompt.txt"), "one");
    Schedule schedule = Schedule.of("prompts", folder, null).withWatched(List.of(prompt));
    look(schedules(schedule));
    Files.writeString(prompt, "two!");
    Schedules after = schedules(schedule);
    look(after);
    look(after);
    assertThat(runs).hasSize(1);
  }

  @Test
  void trigger_unknown_namesTheNearest() {
    assertThatThrownBy(() -> schedules(nightly()).trigger("nigthly", "x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nightly");
  }

  @Test
  void trigger_answered_survivesARestart() {
    Schedules schedules = schedules(nightly());
    schedules.tick(clock.instant());
    assertThat(schedules.trigger("nightly", "deployment 7")).isFalse();
    Schedules after = schedules(nightly());
    after.tick(clock.instant());
    assertThat(runs).hasSize(1);
    assertThat(after.status().get(0).lastReason()).isEqualTo("deployment 7");
  }

  @Test
  void trigger_whileRunning_runsOnceMoreAfterAndNeverTwoAtOnce() throws InterruptedException {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SuiteRunner slow =
        (schedule, control) -> {
          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          begun.countDown();
          await(go);
          count.incrementAndGet();
          atOnce.decrementAndGet();
          return new RunOutcome(Result.PASSED, null, List.of());
        };
    try (Schedules schedules = Schedules.of(List.of(nightly()), store, notices, slow, clock, 3)) {
      schedules.start();
      schedules.trigger("nightly", "first");
      await(begun);
      assertThat(schedules.trigger("nightly", "second")).isTrue();
      assertThat(schedules.trigger("nightly", "third")).isTrue();
      go.countDown();
      for (int i = 0; i < 6_000 && count.get() < 2; i++) {
        Thread.sleep(20);
      }
      Thread.sleep(100);
      assertThat(count).hasValue(2);
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void process_killedDuringARun_beginsAgainThreeTimesAtMost() {
    Schedules schedules = schedules(nightly());
    schedules.tick(clock.instant());
    for (int i = 1; i <= 3; i++) {
      running(i);
      if (i < 3) {
        int begun = runs.size();
        SuiteRunner dies =
            (schedule, control) -> {
              runs.add(schedule.name());
              throw new Killed();
            };
        Schedules next = Schedules.of(List.of(nightly()), store, notices, dies, clock, 1);
        assertThatThrownBy(() -> next.tick(clock.instant())).isInstanceOf(Killed.class);
        assertThat(runs).hasSize(begun + 1);
      }
    }
    schedules(nightly()).tick(clock.instant());
    assertThat(runs).hasSize(2);
    assertThat(told).singleElement().satisfies(n -> assertThat(n.lines().get(0)).contains("3"));
  }

  @Test
  void close_duringARun_putsItBack() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    SuiteRunner untilStopped =
        (schedule, control) -> {
          begun.countDown();
          while (control.reason().isEmpty()) {
            Thread.onSpinWait();
          }
          return new RunOutcome(Result.INTERRUPTED, null, List.of());
        };
    Schedules schedules = Schedules.of(List.of(nightly()), store, notices, untilStopped, clock, 1);
    schedules.start();
    schedules.trigger("nightly", "deployment");
    await(begun);
    schedules.close();
    schedules(nightly()).tick(clock.instant());
    assertThat(runs).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void gate_failsAndRecovers_isTold() {
    Schedules schedules = schedules(nightly());
    results.addAll(List.of(Result.PASSED, Result.FAILED, Result.INCONCLUSIVE, Result.PASSED));
    for (int i = 0; i < 5; i++) {
      schedules.trigger("nightly", "run " + i);
      schedules.tick(clock.instant());
      clock.advance(Duration.ofHours(1));
    }
    assertThat(told)
        .extracting(Notice::state)
        .containsExactly(Notice.State.FIRING, Notice.State.FIRING, Notice.State.RESOLVED);
    assertThat(told).extracting(Notice::alertId).containsOnly("schedule/nightly");
    assertThat(told).extracting(Notice::id).doesNotHaveDuplicates();
    assertThat(told).extracting(Notice::since).containsOnly(told.get(0).at());
    assertThat(told.get(0).title()).isEqualTo("Suite of schedule nightly fails its gate");
  }

  @Test
  void evaluationRunner_realSuite_runsAndTellsTheGatesWords() throws IOException {
    Files.writeString(
        folder.resolve("dataset.jsonl"),
        """
        {"id": "a", "partition": "golden", "input": {"question": "1+1"}, "expected_output": "2"}
        {"id": "b", "partition": "golden", "input": {"question": "2+2"}, "expected_output": "4"}
        """);
    Files.writeString(
        folder.resolve("outputs.jsonl"),
        """
        {"id": "a", "output": "2"}
        {"id": "b", "output": "5"}
        """);
    Path suite =
        Files.writeString(
            folder.resolve("suite.yaml"),
            """
            name: sums
            dataset: dataset.jsonl
            target: {recorded: outputs.jsonl}
            evaluators: [exact-match]
            gate:
              golden: {pass_rate: 1.0}
            """);
    SuiteRunner runner =
        new EvaluationRunner(folder.resolve("data"), folder.resolve("runs"), Map.of(), clock);
    RunOutcome failed = runner.run(Schedule.of("sums", suite, null), new RunControl());
    assertThat(failed.result()).isEqualTo(Result.FAILED);
    assertThat(failed.lines().get(0)).startsWith("FAIL golden.pass_rate: ").contains("1/2");
    assertThat(failed.directory()).startsWith(folder.resolve("runs"));
    assertThat(failed.directory().resolve("report.html")).exists();

    Files.writeString(folder.resolve("outputs.jsonl"), "{\"id\": \"a\", \"output\": \"2\"}\n");
    Schedule missing = Schedule.of("none", folder.resolve("none.yaml"), null);
    assertThat(runner.run(missing, new RunControl()).result()).isEqualTo(Result.BROKEN);
  }

  private Schedule nightly() {
    return Schedule.of("nightly", folder.resolve("suite.yaml"), DAILY);
  }

  private Schedules schedules(Schedule schedule) {
    SuiteRunner runner =
        (one, control) -> {
          runs.add(one.name());
          Result result = results.isEmpty() ? Result.PASSED : results.removeFirst();
          return new RunOutcome(result, null, List.of("a line"));
        };
    return Schedules.of(List.of(schedule), store, notices, runner, clock, 1);
  }

  private void look(Schedules schedules) {
    schedules.tick(clock.instant());
    clock.advance(Duration.ofSeconds(31));
  }

  // What a process leaves that was killed during a run that it had begun so many times.
  private void running(int begun) {
    ScheduleState state = ScheduleState.fresh(clock.instant(), null).asked("time");
    for (int i = 0; i < begun; i++) {
      state = (state.running() == null ? state : state.interrupted()).begins();
    }
    Document document = state.document("nightly", clock.instant());
    store.commit(Batch.builder().put(document).build());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(120, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
