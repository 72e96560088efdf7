package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a target's traces are received while it is evaluated, so that its steps can be.
 *
 * <p>Safe for use by several threads; each call of the target has a trace of its own.
 *
 * @since 0.1
 */
public interface TraceSource extends AutoCloseable {

  /** Starts a trace for one call. */
  Trace begin();

  /** Receives no more. */
  @Override
  void close();

  /** The trace of one call. */
  interface Trace extends AutoCloseable {

    /**
     * What the target is told, by which its spans are known: W3C Trace Context's {@code
     * traceparent}, sampled.
     */
    String traceparent();

    /**
     * Waits, after the answer, for what the target's spans say of it.
     *
     * @param most how long at most; the source may wait less
     * @return empty if nothing came
     * @throws InterruptedException if the time for the example is over
     */
    Optional<Interaction> observed(Duration most) throws InterruptedException;

    /** Takes no more spans for it. */
    @Override
    void close();
  }
}
