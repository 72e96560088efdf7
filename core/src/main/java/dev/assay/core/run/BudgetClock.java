package dev.assay.core.run;

import dev.assay.core.dataset.Partition;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Measures the time budgets. A partition's time runs while at least one of its examples is in
 * progress. Times are those of {@link System#nanoTime}.
 */
final class BudgetClock {

  private static final class Meter {
    private int left;
    private int running;
    private long since;
    private long spent;

    private long at(long now) {
      return running == 0 ? spent : spent + (now - since);
    }
  }

  private final Budget budget;
  private final long start;
  private final Map<Partition, Meter> meters = new EnumMap<>(Partition.class);

  BudgetClock(Budget budget, List<Work> work, long now) {
    this.budget = budget;
    this.start = now;
    for (Work item : work) {
      meters.computeIfAbsent(item.example().partition(), p -> new Meter()).left++;
    }
  }

  synchronized void begin(Work work, long now) {
    Meter meter = meter(work);
    if (meter.running++ == 0) {
      meter.since = now;
    }
  }

  synchronized void end(Work work, long now) {
    Meter meter = meter(work);
    meter.left--;
    if (--meter.running == 0) {
      meter.spent += now - meter.since;
    }
  }

  /**
   * Which budget is spent, in words, if one is that still has work.
   *
   * @param needed whether a partition's work is still to be done; time that is spent on what nobody
   *     needs any more ends no run
   */
  synchronized Optional<String> spent(long now, Predicate<Partition> needed) {
    if (now - start >= nanos(budget.total())) {
      return Optional.of("the total time budget of " + words(budget.total()) + " is spent");
    }
    for (Map.Entry<Partition, Meter> entry : meters.entrySet()) {
      Duration limit = budget.partitions().get(entry.getKey());
      Meter meter = entry.getValue();
      boolean open = meter.left > 0 && needed.test(entry.getKey());
      if (limit != null && open && meter.at(now) >= nanos(limit)) {
        String partition = entry.getKey().key();
        return Optional.of("the " + partition + " time budget of " + words(limit) + " is spent");
      }
    }
    return Optional.empty();
  }

  /** A duration as people write it: {@code 1h 5m}, {@code 90ms}. */
  static String words(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.length() == 0 ? "0s" : text.substring(1);
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(' ').append(amount).append(unit);
    }
  }

  private Meter meter(Work work) {
    return meters.computeIfAbsent(work.example().partition(), p -> new Meter());
  }

  /** A duration in nanoseconds, at most 146 years, so that adding it to a time cannot overflow. */
  static long nanos(Duration duration) {
    try {
      return Math.min(duration.toNanos(), Long.MAX_VALUE / 2);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE / 2;
    }
  }
}
