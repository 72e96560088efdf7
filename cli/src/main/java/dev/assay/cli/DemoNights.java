package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.examples.support.demo.DemoSuite;
import dev.assay.server.schedule.ScheduleStatus;
import dev.assay.server.schedule.Schedules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the suite while two days pass: it runs at night, and by day after a deployment
 * that brings old pages, which are taken back.
 */
final class DemoNights {

  private static final Duration DEPLOYED_AFTER = Duration.ofHours(6);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

  /**
   * Something that has the suite run.
   *
   * @param at when
   * @param deployed what was deployed; null if it is only time
   */
  private record Happening(Instant at, @Nullable String deployed) {}

  private final Schedules schedules;
  private final Path folder;
  private final ReplayClock clock;
  private final ArrayDeque<Happening> ahead = new ArrayDeque<>();

  DemoNights(Schedules schedules, Path folder, ReplayClock clock, Instant end) {
    this.schedules = schedules;
    this.folder = folder;
    this.clock = clock;
    Instant night = status().next();
    if (night != null) {
      ahead.add(new Happening(night, null));
      ahead.add(new Happening(night.plus(DEPLOYED_AFTER), "help pages, release 31"));
      ahead.add(new Happening(night.plus(Duration.ofDays(1)), null));
      ahead.removeIf(each -> !each.at().isBefore(end));
    }
  }

  /** Has happen what happens up to {@code time}; the clock passes meanwhile. */
  void until(Instant time, BooleanSupplier stopped) {
    while (!ahead.isEmpty() && !ahead.getFirst().at().isAfter(time) && !stopped.getAsBoolean()) {
      Happening next = ahead.removeFirst();
      clock.advance(next.at());
      clock.pass();
      String deployed = next.deployed();
      if (deployed != null) {
        publish(true);
        schedules.trigger(DemoSuite.SCHEDULE, deployed);
      }
      schedules.tick(clock.instant());
      await(next.at(), stopped);
      if (deployed != null) {
        publish(false);
      }
      clock.advance(clock.instant());
    }
  }

  private void publish(boolean old) {
    try {
      if (old) {
        DemoSuite.publishOld(folder);
      } else {
        DemoSuite.publish(folder);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("--data", folder, "a folder that can be written: " + e.getMessage()), e);
    }
  }

  private void await(Instant since, BooleanSupplier stopped) {
    long until = System.nanoTime() + LONGEST_RUN.toNanos();
    while (!ended(status(), since) && System.nanoTime() < until && !stopped.getAsBoolean()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static boolean ended(ScheduleStatus status, Instant since) {
    Instant began = status.lastStartedAt();
    return status.running() == null && began != null && !began.isBefore(since);
  }

  private ScheduleStatus status() {
    return schedules.status().stream()
        .filter(each -> each.name().equals(DemoSuite.SCHEDULE))
        .findFirst()
        .orElseThrow();
  }
}
