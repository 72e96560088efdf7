package dev.assay.core.run;

import dev.assay.core.dataset.Partition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts results into the run's order before an {@link EarlyStop} hears of them: those that finish
 * fast must not be heard first, for they are not like the others. Asks it after each chunk, and
 * lets no work begin that is more than two chunks ahead of the first that has not finished: else
 * the fast ones would all run while a slow one keeps the rule from hearing of them.
 */
final class EarlyStopWatch {

  private final EarlyStop rule;
  private final List<Work> order;
  private final @Nullable ExampleResult[] slots;
  private final int[] positions;
  private final int repeats;
  private final Set<Partition> settled = EnumSet.noneOf(Partition.class);
  private int next;
  private int heard;
  private boolean over;
  private boolean stopped;

  /**
   * A watch.
   *
   * @param order all work of the run, an example's repetitions together
   */
  EarlyStopWatch(EarlyStop rule, List<Work> order, int repeats) {
    this.rule = rule;
    this.order = order;
    this.repeats = repeats;
    this.slots = new ExampleResult[order.size()];
    this.positions = new int[order.size()];
    for (int position = 0; position < order.size(); position++) {
      positions[order.get(position).slot()] = position;
    }
    look();
    advance();
  }

  synchronized void finished(int slot, ExampleResult result) {
    slots[slot] = result;
    advance();
    notifyAll();
  }

  private void advance() {
    boolean more = !over;
    while (more && next < order.size()) {
      more = settled.contains(order.get(next).example().partition()) || hear();
      next += more ? repeats : 0;
      if (next == order.size()) {
        look();
      }
      more &= !over;
    }
  }

  // False if the next example has not finished.
  private boolean hear() {
    List<ExampleResult> group = new ArrayList<>(repeats);
    for (Work work : order.subList(next, next + repeats)) {
      ExampleResult there = slots[work.slot()];
      if (there == null) {
        return false;
      }
      group.add(there);
    }
    rule.finished(group);
    heard++;
    if (heard % rule.chunk() == 0) {
      look();
    }
    return true;
  }

  private void look() {
    for (Partition partition : Partition.values()) {
      if (rule.settled(partition)) {
        settled.add(partition);
      }
    }
    over = rule.over();
  }

  /**
   * Whether {@code work} is to be done; waits while that depends on what is in progress. False once
   * the run was stopped.
   */
  synchronized boolean admits(Work work) {
    long most = 2L * rule.chunk() * repeats;
    boolean interrupted = false;
    while (needed(work) && positions[work.slot()] >= next + most) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return needed(work);
  }

  private boolean needed(Work work) {
    return !stopped && needs(work.example().partition());
  }

  /** Whether the rule still has to hear of {@code partition}. */
  synchronized boolean needs(Partition partition) {
    return !over && !settled.contains(partition);
  }

  /** Admits nothing any more. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Whether nothing needs doing any more. */
  synchronized boolean over() {
    return over;
  }

  /** Why nothing needs doing any more. */
  synchronized String reason() {
    return rule.reason();
  }
}
