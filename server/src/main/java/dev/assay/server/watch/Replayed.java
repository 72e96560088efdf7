package dev.assay.server.watch;

import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.Simulation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a monitor would have done.
 *
 * @param from from when on what is stored was shown to it
 * @param to until when
 * @param windows how many windows were shown to it
 * @param slices of how many slices
 * @param slicesKnown of so many
 * @param fired alerts that it would have opened, the latest first
 * @param notes what could not be replayed or simulated, and what was assumed, in words
 * @param simulation false alarms and delays; null where they cannot be simulated
 * @since 0.1
 */
public record Replayed(
    Instant from,
    Instant to,
    long windows,
    int slices,
    int slicesKnown,
    List<Alert> fired,
    List<String> notes,
    @Nullable Simulation simulation) {

  /** Copies the lists. */
  public Replayed {
    fired = List.copyOf(fired);
    notes = List.copyOf(notes);
  }
}
