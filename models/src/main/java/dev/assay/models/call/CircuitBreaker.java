package dev.assay.models.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking a model that failed too often in a row, and asks again from time to time. Source: M.
 * Nygard, "Release It!" (2007), chapter 5.
 */
final class CircuitBreaker {

  static final int FAILURES = 5;

  /** How a call ended, as far as the model's health is concerned. */
  enum End {
    /** The model answered, be it that it will not. */
    ANSWERED,
    /** It is not well. */
    FAILED,
    /** This says nothing about it: a rate limit, an interrupt. */
    UNKNOWN
  }

  /**
   * Leave to call.
   *
   * @param probe whether it is to show if the model is well again
   */
  record Leave(boolean probe) {}

  private final long openNanos;
  private int failures;
  private boolean open;
  private boolean probing;
  private long openUntil;

  /** Stops asking for {@code openFor} at a time. */
  CircuitBreaker(Duration openFor) {
    this.openNanos = Nanos.of(openFor);
  }

  /** Leave to call, to be given back with {@link #ended}; null if the circuit is open. */
  synchronized @Nullable Leave ask(long now) {
    if (!open) {
      return new Leave(false);
    }
    if (refuses(now)) {
      return null;
    }
    probing = true;
    return new Leave(true);
  }

  /** Whether a call would not be let through now. */
  synchronized boolean refuses(long now) {
    return open && (probing || now - openUntil < 0);
  }

  /** How long until a call may show whether the model is well again. */
  synchronized long nanosLeft(long now) {
    return open ? Math.max(0, openUntil - now) : 0;
  }

  synchronized void ended(Leave leave, End end, long now) {
    if (leave.probe()) {
      probing = false;
    }
    switch (end) {
      case ANSWERED -> {
        failures = 0;
        open = false;
      }
      case FAILED -> {
        failures++;
        if (leave.probe() || (!open && failures >= FAILURES)) {
          open = true;
          openUntil = now + openNanos;
        }
      }
      case UNKNOWN -> {
        // Nothing was learnt.
      }
    }
  }
}
