package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The order of work: partition by partition, golden first, and in the dataset's order within one.
 * So a partition's time budget measures that partition, and a run cut short has the examples that
 * matter most. Safe to use from several threads.
 */
final class Schedule {

  private final List<Work> work;
  private final AtomicInteger next = new AtomicInteger();

  private Schedule(List<Work> work) {
    this.work = work;
  }

  /**
   * Plans what is not finished yet, and puts what is into {@code sink}.
   *
   * @param finished earlier results, in any order
   */
  static Schedule of(RunPlan plan, List<ExampleResult> finished, ResultSink sink) {
    Map<String, Map<Integer, ExampleResult>> byId = new HashMap<>();
    for (ExampleResult result : finished) {
      byId.computeIfAbsent(result.example().id(), id -> new HashMap<>())
          .putIfAbsent(result.repeat(), result);
    }
    List<Work> work = new ArrayList<>();
    int repeats = plan.options().repeats();
    for (int index = 0; index < plan.examples().size(); index++) {
      Example example = plan.examples().get(index);
      Map<Integer, ExampleResult> there = byId.getOrDefault(example.id(), Map.of());
      for (int repeat = 0; repeat < repeats; repeat++) {
        int slot = index * repeats + repeat;
        ExampleResult result = there.get(repeat);
        if (result == null) {
          work.add(new Work(example, repeat, index, slot));
        } else {
          sink.restore(slot, result);
        }
      }
    }
    work.sort(Comparator.comparing(w -> w.example().partition()));
    return new Schedule(work);
  }

  /** Everything there was to do at the start. */
  List<Work> all() {
    return work;
  }

  /** The next piece of work; null if there is none. */
  @Nullable Work next() {
    int position = next.getAndUpdate(n -> Math.min(n + 1, work.size()));
    return position < work.size() ? work.get(position) : null;
  }

  /** How many pieces nobody has taken. */
  int left() {
    return work.size() - next.get();
  }
}
