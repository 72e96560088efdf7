package dev.assay.server.evaluation;

import dev.assay.server.store.WorkItem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit of work in memory. Guarded by the lock of its {@link Schedule}'s owner. */
final class Unit {

  /** Where it stands. */
  enum State {
    /** Waits for its time. */
    WAITING,
    /** A thread has it. */
    RUNNING,
    /** Its result is with the pipeline. */
    HANDED,
    /** Done, deleted, or no business of ours any more. */
    GONE
  }

  final Lane lane;
  final long sequence;
  WorkItem item;
  State state = State.WAITING;

  /** When it is to be tried, in ticks. */
  long dueAt;

  /** When it has waited long enough, in ticks. */
  long expiresAt;

  /** Which attempt of this process it is at, so that one that comes too late is known. */
  int turn;

  /** Failures that do not count as attempts. */
  int delays;

  Unit(Lane lane, long sequence, WorkItem item) {
    this.lane = lane;
    this.sequence = sequence;
    this.item = item;
  }

  /**
   * One attempt.
   *
   * @param unit the unit
   * @param turn which attempt it is
   * @param evaluator by whom
   * @param endsAt when the lease ends, in the machine's nanoseconds
   * @param reserved what it is expected to cost
   * @param probes of the models it asks, whether it is to show if they answer again
   */
  record Attempt(
      Unit unit,
      int turn,
      OnlineEvaluator evaluator,
      long endsAt,
      SpendingBound.@Nullable Reservation reserved,
      Map<String, Boolean> probes) {}
}
