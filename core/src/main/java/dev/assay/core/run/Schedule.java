package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The order of work: partition by partition, golden first, and in the dataset's order within one,
 * unless the run may end early and says in which. So a partition's time budget measures that
 * partition, and a run cut short has the examples that matter most. Safe to use from several
 * threads.
 */
final class Schedule {

  private final List<Work> work;
  private final @Nullable EarlyStopWatch watch;
  private final AtomicInteger next = new AtomicInteger();

  private Schedule(List<Work> work, @Nullable EarlyStopWatch watch) {
    this.work = work;
    this.watch = watch;
  }

  /**
   * Plans what is not finished yet, and puts what is into {@code sink}.
   *
   * @param finished earlier results, in any order
   * @param early ends the run as soon as enough is known, in random order; null to run everything
   */
  static Schedule of(
      RunPlan plan, List<ExampleResult> finished, ResultSink sink, @Nullable EarlyStop early) {
    Map<String, Map<Integer, ExampleResult>> byId = new HashMap<>();
    for (ExampleResult result : finished) {
      byId.computeIfAbsent(result.example().id(), id -> new HashMap<>())
          .putIfAbsent(result.repeat(), result);
    }
    List<Work> work = new ArrayList<>();
    List<Work> all = new ArrayList<>();
    Map<Integer, ExampleResult> restored = new HashMap<>();
    int repeats = plan.options().repeats();
    for (int index = 0; index < plan.examples().size(); index++) {
      Example example = plan.examples().get(index);
      Map<Integer, ExampleResult> there = byId.getOrDefault(example.id(), Map.of());
      for (int repeat = 0; repeat < repeats; repeat++) {
        int slot = index * repeats + repeat;
        ExampleResult result = there.get(repeat);
        Work piece = new Work(example, repeat, index, slot);
        all.add(piece);
        if (result == null) {
          work.add(piece);
        } else {
          restored.put(slot, result);
          sink.restore(slot, result);
        }
      }
    }
    if (early == null) {
      work.sort(Comparator.comparing(w -> w.example().partition()));
      return new Schedule(work, null);
    }
    Comparator<Work> order =
        Comparator.comparing(Work::example, early.order()).thenComparing(Work::repeat);
    work.sort(order);
    all.sort(order);
    EarlyStopWatch watch = new EarlyStopWatch(early, all, repeats);
    restored.forEach(watch::finished);
    return new Schedule(work, watch);
  }

  /** Everything there was to do at the start. */
  List<Work> all() {
    return work;
  }

  /** The next piece of work, which may have to be waited for; null if there is none. */
  @Nullable Work next() {
    while (true) {
      int position = next.getAndUpdate(n -> Math.min(n + 1, work.size()));
      if (position >= work.size()) {
        return null;
      }
      if (watch == null || watch.admits(work.get(position))) {
        return work.get(position);
      }
    }
  }

  /** Hears of a result; whether nothing needs doing any more, though there is something to do. */
  boolean finished(Work done, ExampleResult result) {
    if (watch == null) {
      return false;
    }
    watch.finished(done.slot(), result);
    return watch.over();
  }

  /** Whether examples of {@code partition} that have not run are still to run. */
  boolean needs(Partition partition) {
    return watch == null || watch.needs(partition);
  }

  /** Whether enough was known before anything was done. */
  boolean over() {
    return watch != null && watch.over();
  }

  /** Why nothing needs doing any more. */
  String reason() {
    return watch == null ? "everything ran" : watch.reason();
  }

  /** Gives out nothing any more, where work may be waited for. */
  void stop() {
    if (watch != null) {
      watch.stop();
    }
  }

  /** How many pieces nobody has taken. */
  int left() {
    return work.size() - next.get();
  }
}
