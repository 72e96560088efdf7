package dev.assay.server.pipeline;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.time.Instant;
import java.util.List;

/**
 * Makes frames of the journal of what is sent to the API; those of OTLP are {@link
 * dev.assay.server.collector.Arrival}s.
 *
 * @since 0.1
 */
public final class JournalEntries {

  private JournalEntries() {}

  /** A frame of interactions, which must hold nothing that must not be stored. */
  public static byte[] ofInteractions(Instant receivedAt, List<ObservedInteraction> interactions) {
    return JournalEntry.ofInteractions(receivedAt, interactions);
  }

  /** A frame of signals. */
  public static byte[] ofSignals(Instant receivedAt, List<Signal> signals) {
    return JournalEntry.ofSignals(receivedAt, signals);
  }
}
