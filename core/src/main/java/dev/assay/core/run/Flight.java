package dev.assay.core.run;

/**
 * One call of the target, retries included, with the time it has. Interrupts reach the thread only
 * between take-off and landing, so that they never hit the work after it.
 */
final class Flight {

  private static final long GRACE_NANOS = 1_000_000_000L;

  private enum State {
    FLYING,
    LANDED,
    ABANDONED
  }

  private final Work work;
  private final Thread thread;
  private final long deadline;
  private State state = State.FLYING;
  private boolean overdue;
  private boolean cancelled;
  private long interruptedAt;

  /**
   * Takes off.
   *
   * @param deadline when its time is over, in {@link System#nanoTime}
   */
  Flight(Work work, Thread thread, long deadline) {
    this.work = work;
    this.thread = thread;
    this.deadline = deadline;
  }

  Work work() {
    return work;
  }

  long deadline() {
    return deadline;
  }

  /**
   * Ends the flight, by its own thread, and clears an interrupt that came for it.
   *
   * @return false if it was abandoned: somebody else has reported it, and the thread is to end
   */
  synchronized boolean land() {
    if (state == State.ABANDONED) {
      return false;
    }
    state = State.LANDED;
    Thread.interrupted();
    return true;
  }

  /** Interrupts it because the run is over; its answer is not wanted any more. */
  synchronized void cancel() {
    if (state == State.FLYING) {
      cancelled = true;
      thread.interrupt();
    }
  }

  /** Whether its answer is not wanted any more. */
  synchronized boolean cancelled() {
    return cancelled;
  }

  /** Whether it was interrupted because its time was over. */
  synchronized boolean overdue() {
    return overdue;
  }

  /**
   * Interrupts it if its time is over, and gives it up if it has not landed a second later.
   *
   * @return whether it was given up just now
   */
  synchronized boolean giveUp(long now) {
    if (state != State.FLYING || now - deadline < 0) {
      return false;
    }
    if (!overdue) {
      overdue = true;
      interruptedAt = now;
      thread.interrupt();
      return false;
    }
    if (now - interruptedAt < GRACE_NANOS) {
      return false;
    }
    state = State.ABANDONED;
    return true;
  }
}
