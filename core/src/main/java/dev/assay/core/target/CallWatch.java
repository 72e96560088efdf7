package dev.assay.core.target;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that do not heed interrupts, such as reading from a process or a socket, when their
 * thread is interrupted or their time is over. One thread looks every 20 ms, which costs less than
 * handing every answer from a reading thread to its caller.
 *
 * @since 0.1
 */
public final class CallWatch implements AutoCloseable {

  private static final long TICK_MILLIS = 20;

  /**
   * One call under watch, until it is closed by its own thread.
   *
   * @since 0.1
   */
  public final class Call implements AutoCloseable {

    private final Runnable abort;
    private final Thread thread;
    private final @Nullable Long deadline;
    private volatile boolean overdue;

    private Call(Runnable abort, Thread thread, @Nullable Long deadline) {
      this.abort = abort;
      this.thread = thread;
      this.deadline = deadline;
    }

    /** Whether it was ended because its time was over. */
    public boolean overdue() {
      return overdue;
    }

    @Override
    public void close() {
      calls.remove(this);
    }

    private void check(long now) {
      if (deadline != null && now - deadline >= 0) {
        overdue = true;
      }
      if (overdue || thread.isInterrupted()) {
        abort.run();
      }
    }
  }

  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;
  private boolean closed;

  /** Watches nothing yet. */
  public CallWatch() {}

  /**
   * Watches a call of this thread.
   *
   * @param abort ends the call; run from another thread, again and again until the call is closed
   * @param time how long it may take; null if only an interrupt ends it
   */
  public Call watch(Runnable abort, @Nullable Duration time) {
    Long deadline = time == null ? null : (Long) (System.nanoTime() + time.toNanos());
    Call call = new Call(abort, Thread.currentThread(), deadline);
    calls.add(call);
    start();
    return call;
  }

  /** Ends watching. */
  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      thread = new Thread(this::look, "assay-call-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        long now = System.nanoTime();
        calls.forEach(call -> call.check(now));
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
