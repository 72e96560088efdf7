package dev.assay.core.target;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Kills processes whose caller was interrupted or whose time is over: reading from a process does
 * not heed interrupts, and handing every reply from a reading thread to its caller would cost more
 * than looking every 20 ms.
 */
final class ExecWatch implements AutoCloseable {

  private static final long TICK_MILLIS = 20;

  /** One exchange under watch. */
  static final class Entry {

    private final ExecProcess process;
    private final Thread caller;
    private final @Nullable Long deadline;
    private volatile boolean overdue;

    private Entry(ExecProcess process, Thread caller, @Nullable Long deadline) {
      this.process = process;
      this.caller = caller;
      this.deadline = deadline;
    }

    /** Whether it was killed because its time was over. */
    boolean overdue() {
      return overdue;
    }
  }

  private final Set<Entry> entries = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;
  private boolean closed;

  /**
   * Watches an exchange of this thread.
   *
   * @param time how long it may take; null if only an interrupt ends it
   */
  Entry add(ExecProcess process, @Nullable Duration time) {
    Long deadline = time == null ? null : (Long) (System.nanoTime() + time.toNanos());
    Entry entry = new Entry(process, Thread.currentThread(), deadline);
    entries.add(entry);
    start();
    return entry;
  }

  void remove(Entry entry) {
    entries.remove(entry);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      thread = new Thread(this::watch, "assay-exec-watch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        long now = System.nanoTime();
        for (Entry entry : entries) {
          boolean late = entry.deadline != null && now - entry.deadline >= 0;
          if (late || entry.caller.isInterrupted()) {
            entry.overdue = late;
            entries.remove(entry);
            entry.process.kill();
          }
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
