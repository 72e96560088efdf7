package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interaction that is complete, as far as anyone can tell.
 *
 * @param observed with as much content as was kept
 * @param began when the first of it came, which says by what policy its content was kept
 * @param maybeStored whether it may have been stored before, by an earlier life of this process or
 *     because it was sent twice
 * @param replayed whether it is read once more for what the process had in memory when it died
 * @param more whether some of it came after all that may have been stored
 * @param trace what it was read from, if it is held; null for what was sent whole
 * @param retold whether its trace tells of it once more, in this life of the process
 */
record Arrived(
    ObservedInteraction observed,
    Instant began,
    boolean maybeStored,
    boolean replayed,
    boolean more,
    @Nullable HeldTrace trace,
    boolean retold) {

  static Arrived whole(ObservedInteraction observed, OpenTraces.Source source) {
    boolean stored = source.maybeStored();
    return new Arrived(observed, source.received(), true, stored, !stored, null, false);
  }

  /** Whether it says all there is, and not only what came after something was told. */
  boolean whole() {
    return trace == null || trace.whole;
  }

  /** Whether the beginning of its trace is not there. */
  boolean lacksRoot() {
    return trace != null && !trace.hadRoot;
  }
}
