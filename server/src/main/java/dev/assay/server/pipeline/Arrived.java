package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import java.time.Instant;

/**
 * An interaction that is complete, as far as anyone can tell.
 *
 * @param observed with as much content as was kept
 * @param began when the first of it came, which says by what policy its content was kept
 * @param maybeStored whether it may have been stored before, by an earlier life of this process or
 *     because it was sent twice
 * @param replayed whether it is read once more for what the process had in memory when it died
 * @param more whether some of it came after all that may have been stored
 */
record Arrived(
    ObservedInteraction observed,
    Instant began,
    boolean maybeStored,
    boolean replayed,
    boolean more) {}
