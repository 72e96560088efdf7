package dev.assay.models.call;

import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls of a model are in flight at once; those beyond wait in the order they came.
 *
 * <p>Unless it is fixed, the limit adapts by additive increase and multiplicative decrease: it
 * grows by one for each round of successes in which it was fully used, and is halved when the
 * provider says it is overloaded, once for all the calls that were under way then. Source: D.-M.
 * Chiu and R. Jain, "Analysis of the increase and decrease algorithms for congestion avoidance in
 * computer networks", Computer Networks and ISDN Systems 17 (1989).
 */
final class ConcurrencyLimit {

  static final int FIRST = 16;
  static final int MOST = 256;

  private static final class Permits extends Semaphore {

    private static final long serialVersionUID = 1L;

    Permits(int permits) {
      super(permits, true);
    }

    void shrink(int by) {
      reducePermits(by);
    }
  }

  private final boolean adapts;
  private final Permits permits;
  private double limit;
  private int granted;
  private int inFlight;
  private boolean wasCut;
  private long cutAt;

  ConcurrencyLimit(OptionalInt fixed) {
    this.adapts = fixed.isEmpty();
    this.granted = fixed.orElse(FIRST);
    this.limit = granted;
    this.permits = new Permits(granted);
  }

  /** Waits for a place, at most so long; says whether there was one, which is then to be left. */
  boolean enter(long nanos) throws InterruptedException {
    boolean entered = permits.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    if (entered) {
      synchronized (this) {
        inFlight++;
      }
    }
    return entered;
  }

  /** Gives the place to the next in line. */
  void leave() {
    synchronized (this) {
      inFlight--;
    }
    permits.release();
  }

  /** An attempt got an answer. */
  synchronized void succeeded() {
    if (adapts && inFlight >= granted && granted < MOST) {
      limit += 1 / limit;
      grant();
    }
  }

  /** The provider could not cope with an attempt that was sent at {@code sentAt}. */
  synchronized void overloaded(long sentAt, long now) {
    if (!adapts || (wasCut && sentAt - cutAt <= 0)) {
      return;
    }
    wasCut = true;
    cutAt = now;
    limit = Math.max(1, limit / 2);
    grant();
  }

  synchronized int limit() {
    return granted;
  }

  int waiting() {
    return permits.getQueueLength();
  }

  private void grant() {
    int now = (int) Math.floor(limit + 1e-9);
    if (now > granted) {
      permits.release(now - granted);
    } else if (now < granted) {
      permits.shrink(granted - now);
    }
    granted = now;
  }
}
