package dev.assay.models.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A time in which waiting takes none. */
final class VirtualTime implements CallTime {

  private final List<Long> sleeps = new ArrayList<>();
  // Near the end, for nanoTime may overflow.
  private long now = Long.MAX_VALUE - 5_000_000_000L;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void sleep(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(nanos);
    now += nanos;
  }

  synchronized void pass(Duration time) {
    now += time.toNanos();
  }

  /** The waits so far, in seconds. */
  synchronized List<Double> sleeps() {
    return sleeps.stream().map(nanos -> nanos / 1e9).toList();
  }
}
