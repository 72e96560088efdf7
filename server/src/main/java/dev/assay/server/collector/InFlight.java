package dev.assay.server.collector;

import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes of requests that were begun and not yet answered: being read, decoded, or
 * waiting for the disk. Beyond, requests are refused before they take memory; senders try again
 * later.
 *
 * <p>One request is always let in where there is no other, however large the limit of size allows
 * it to be. A request takes some four times its bytes while it is worked on.
 *
 * @since 0.1
 */
public final class InFlight {

  // A request's bytes, its records, and its frames for the journal, with some room for the rest.
  private static final int SHARE_OF_HEAP = 8;
  private static final long FEWEST = 8L << 20;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  private InFlight(long most) {
    this.most = most;
  }

  /** An eighth of what the heap may grow to. */
  public static InFlight ofHeap() {
    return new InFlight(Math.max(FEWEST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  /** At most {@code bytes}, 1 or more. */
  public static InFlight of(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: bytes >= 1)");
    }
    return new InFlight(bytes);
  }

  /** How many bytes are held now. */
  public long bytes() {
    return held.get();
  }

  /** Lets a request in that holds nothing yet. */
  public Admission admit() {
    return new Admission();
  }

  /** A request's share; for one thread at a time. */
  public final class Admission implements AutoCloseable {

    private long mine;
    private boolean closed;

    private Admission() {}

    /**
     * Holds {@code bytes} in all, from before they are.
     *
     * @throws RefusedException if that is too much beside what others hold
     */
    public synchronized void hold(long bytes) {
      long more = bytes - mine;
      if (more <= 0 || closed) {
        return;
      }
      while (true) {
        long now = held.get();
        if (now + more > most && now > mine) {
          throw new RefusedException(
              Refusal.OVERLOADED, "more arrives than can be taken; send it again later");
        }
        if (held.compareAndSet(now, now + more)) {
          mine = bytes;
          return;
        }
      }
    }

    /** Lets go of everything; more than once does nothing. */
    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        held.addAndGet(-mine);
      }
    }
  }
}
